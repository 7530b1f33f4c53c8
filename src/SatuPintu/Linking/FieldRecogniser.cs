using SatuPintu.Linkage.Records;
using SatuPintu.Sources;

namespace SatuPintu.Linking;

/// <summary>Finds what to compare: from the settings, and from headings and content where they say nothing.</summary>
internal static class FieldRecogniser
{
    private const int LeastShared = 5;
    private const double LeastOverlap = 0.5;

    /// <summary>Makes the plan of a linkage.</summary>
    /// <param name="settings">What the user states.</param>
    /// <param name="left">First rows of the left (or only) list.</param>
    /// <param name="right">First rows of the right list; null where there is one.</param>
    /// <exception cref="UserError">Nothing to compare was recognised.</exception>
    public static LinkPlan Plan(LinkSettings settings, TextTable left, TextTable? right)
    {
        var (a, b) = (new ListColumns(left), right is null ? null : new ListColumns(right));
        var (fields, origins) = settings.Fields is { } stated
            ? (stated, stated.Select(_ => FieldOrigin.Stated).ToList())
            : Fields(a, b);
        if (fields.Count == 0) throw new UserError(ExitCode.Input, "linking.nothing_recognised", ("headings", string.Join(", ", left.Columns.Concat(right?.Columns ?? []).Select(c => c.Name).Distinct(StringComparer.Ordinal))));
        var plan = settings with
        {
            Fields = fields,
            HasId = true,
            Id = settings.HasId ? settings.Id : Pair(a.Id, b?.Id),
            HasFamily = true,
            Family = settings.HasFamily ? settings.Family : Pair(a.Family, b?.Family),
        };
        return new LinkPlan(plan, origins, [.. Unused(plan, ListSide.Left, a), .. b is null ? [] : Unused(plan, ListSide.Right, b)]);
    }

    private static ColumnPair? Pair(string? left, string? right) => left is null && right is null ? null : new ColumnPair(left, right);

    private static IEnumerable<UnusedColumn> Unused(LinkSettings plan, ListSide side, ListColumns list)
    {
        var used = plan.Fields!.SelectMany(f => f.In(side)).ToHashSet(StringComparer.Ordinal);
        if (plan.Id?.In(side) is { } id) used.Add(id);
        if (plan.Family?.In(side) is { } family) used.Add(family);
        return list.Unused.Select(u => (u.Heading, u.Why))
            .Concat(list.Fields.SelectMany(f => f.Headings).Select(h => (Heading: h, Why: "one_list")))
            .Concat(new[] { list.Id, list.Family }.OfType<string>().Select(h => (Heading: h, Why: "row_id")))
            .Where(u => !used.Contains(u.Heading)).DistinctBy(u => u.Heading, StringComparer.Ordinal)
            .Select(u => new UnusedColumn(side, u.Heading, u.Why));
    }

    private static (IReadOnlyList<LinkField> Fields, List<FieldOrigin> Origins) Fields(ListColumns a, ListColumns? b)
    {
        var pairs = b is null ? Alone(a) : Paired(a, b);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var fields = new List<LinkField>();
        var origins = new List<FieldOrigin>();
        foreach (var (left, right) in pairs)
        {
            var name = left.Name;
            for (var n = 2; !taken.Add(name); n++) name = $"{left.Name}_{n}";
            fields.Add(new LinkField(name, Common(left.Kind, right.Kind), left.Headings, right.Headings));
            origins.Add(left.Origin == FieldOrigin.Heading && right.Origin == FieldOrigin.Heading ? FieldOrigin.Heading : FieldOrigin.Content);
        }
        return (fields, origins);
    }

    // In one list a value that no other row has says nothing of doubles.
    private static IEnumerable<(FieldCandidate Left, FieldCandidate Right)> Alone(ListColumns list) =>
        list.Fields.Where(f => f.Origin == FieldOrigin.Heading || !(f.Kind == FieldKind.Identifier && f.Columns[0].IsKey)).Select(f => (f, f));

    private static List<(FieldCandidate Left, FieldCandidate Right)> Paired(ListColumns a, ListColumns b)
    {
        var left = a.Fields.ToList();
        var right = b.Fields.ToList();
        var pairs = new List<(FieldCandidate Left, FieldCandidate Right)>();
        foreach (var field in a.Fields)
            if (right.Find(r => r.Key == field.Key) is { } same) Take(field, same);
        if (Joined(a, b, pairs) is { } joined) pairs.Add(joined);
        left.RemoveAll(l => pairs.Exists(p => p.Left == l));
        right.RemoveAll(r => pairs.Exists(p => p.Right == r));
        foreach (var field in left.ToList())
            if (right.Find(r => SameHeading(field, r)) is { } same) Take(field, same);
        foreach (var field in left.ToList())
        {
            var best = right.Where(r => r.Kind == field.Kind).Select(r => (Field: r, Overlap: Overlap(field, r))).OrderByDescending(r => r.Overlap).FirstOrDefault();
            if (best.Field is not null && best.Overlap >= LeastOverlap) Take(field, best.Field);
        }
        return [.. pairs.OrderBy(p => a.Fields.IndexOf(p.Left))];

        void Take(FieldCandidate one, FieldCandidate other)
        {
            pairs.Add((one, other));
            left.Remove(one);
            right.Remove(other);
        }
    }

    /// <summary>Where one list has a full name and the other its parts only, the parts are joined.</summary>
    private static (FieldCandidate Left, FieldCandidate Right)? Joined(ListColumns a, ListColumns b, List<(FieldCandidate Left, FieldCandidate Right)> pairs)
    {
        const string whole = "full_name";
        if (pairs.Exists(p => p.Left.Key == whole)) return null;
        if (a.Fields.Find(f => f.Key == whole) is { } left && Parts(b) is { } rightParts) return (left, rightParts);
        if (b.Fields.Find(f => f.Key == whole) is { } right && Parts(a) is { } leftParts)
        {
            a.Fields.Insert(0, leftParts);
            return (leftParts, right);
        }
        return null;

        static FieldCandidate? Parts(ListColumns list)
        {
            string[] roles = ["given_name", "middle_name", "surname"];
            var parts = roles.SelectMany(r => list.Fields.Where(f => f.Columns.Count == 1 && LinkRoles.BuiltIn.Find(f.Columns[0].Heading)?.Id == r)).ToList();
            return parts.Count < 2 ? null : new FieldCandidate(whole, whole, FieldKind.FullName, [.. parts.SelectMany(p => p.Columns)], FieldOrigin.Heading);
        }
    }

    private static bool SameHeading(FieldCandidate a, FieldCandidate b) =>
        a.Columns.Count == 1 && b.Columns.Count == 1 && HeadingText.Normalise(a.Columns[0].Heading) == HeadingText.Normalise(b.Columns[0].Heading);

    /// <summary>Share of the different values of the column with fewer that stand in the other too.</summary>
    private static double Overlap(FieldCandidate a, FieldCandidate b)
    {
        if (a.Columns.Count != 1 || b.Columns.Count != 1) return 0;
        var (one, other) = (Distinct(a), Distinct(b));
        var least = Math.Min(one.Count, other.Count);
        if (least < LeastShared) return 0;
        one.IntersectWith(other);
        return (double)one.Count / least;

        static HashSet<string> Distinct(FieldCandidate field) => field.Columns[0].Values.Select(HeadingText.Normalise).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The kind by which the values of both lists can be compared.</summary>
    private static FieldKind Common(FieldKind a, FieldKind b)
    {
        if (a == b) return a;
        if (a is FieldKind.Nik or FieldKind.Identifier && b is FieldKind.Nik or FieldKind.Identifier) return FieldKind.Identifier;
        return a is FieldKind.FullName or FieldKind.Name && b is FieldKind.FullName or FieldKind.Name ? FieldKind.FullName : FieldKind.Text;
    }
}
