using SatuPintu.Regions;

namespace SatuPintu.Sources;

/// <summary>Recognises columns by their headings: equal first, then a letter or two off.</summary>
internal static class HeadingMatcher
{
    private sealed record Claim(string Element, string? FlagValue, int Rank);

    /// <summary>Fills in the columns whose headings the source knows.</summary>
    public static void Match(SourceDefinition source, TextTable table, RecognisedColumn[] columns)
    {
        var known = KnownHeadings(source);
        var ignored = source.Ignore.Select(HeadingText.Normalise).ToHashSet(StringComparer.Ordinal);
        var found = new List<(int Column, Claim Claim, int Form)>();
        for (var i = 0; i < columns.Length; i++)
        {
            if (ignored.Contains(HeadingText.Normalise(columns[i].Heading))) continue;
            var form = 0;
            foreach (var text in HeadingText.Forms(columns[i].Heading))
            {
                if (known.TryGetValue(text, out var claim) && Allows(claim, table.Columns[i]))
                {
                    found.Add((i, claim, form));
                    break;
                }
                form++;
            }
        }
        foreach (var (column, claim, _) in found.OrderBy(f => f.Form).ThenBy(f => f.Claim.Rank).ThenBy(f => f.Column))
            Take(columns, column, claim);
        MatchMisspelt(table, columns, known, ignored);
    }

    private static void MatchMisspelt(TextTable table, RecognisedColumn[] columns, Dictionary<string, Claim> known, HashSet<string> ignored)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var heading = HeadingText.Normalise(columns[i].Heading);
            if (columns[i].Element is not null || ignored.Contains(heading) || known.ContainsKey(heading)) continue;
            var allowed = heading.Length >= 10 ? 2 : heading.Length >= 5 ? 1 : 0;
            if (allowed == 0 || heading.Length > 60) continue;
            var best = allowed + 1;
            Claim? claim = null;
            var rival = false;
            foreach (var (text, candidate) in known)
            {
                if (text.Length < 5 || Math.Abs(text.Length - heading.Length) > allowed || !SameDigits(text, heading)) continue;
                var distance = EditDistance.Between(text, heading, Math.Min(best, allowed));
                if (distance > best || distance > allowed) continue;
                rival = distance == best && claim is not null && (claim.Element != candidate.Element || claim.FlagValue != candidate.FlagValue);
                (best, claim) = (distance, candidate);
            }
            if (claim is not null && !rival && Allows(claim, table.Columns[i])) Take(columns, i, claim);
        }
    }

    private static void Take(RecognisedColumn[] columns, int column, Claim claim)
    {
        if (columns.Any(c => c.Element == claim.Element && c.FlagValue == claim.FlagValue)) return;
        columns[column] = columns[column] with { Element = claim.Element, How = Recognition.Heading, FlagValue = claim.FlagValue };
    }

    private static Dictionary<string, Claim> KnownHeadings(SourceDefinition source)
    {
        var known = new Dictionary<string, Claim>(StringComparer.Ordinal);
        foreach (var (element, column) in source.Columns)
            for (var rank = 0; rank < column.Headings.Count; rank++)
                known.TryAdd(HeadingText.Normalise(column.Headings[rank]), new Claim(element, null, rank));
        foreach (var flag in source.Flags)
            for (var rank = 0; rank < flag.Headings.Count; rank++)
                known.TryAdd(HeadingText.Normalise(flag.Headings[rank]), new Claim(flag.Element, flag.Value, rank));
        return known;
    }

    /// <summary>A heading such as "KK" may stand over names: what stands below must not speak against it.</summary>
    private static bool Allows(Claim claim, TextColumn column) => claim.Element switch
    {
        Elements.Nik or Elements.FamilyCard => !ColumnShape.Of(column).IsMostlyLetters,
        Elements.RecordId => ColumnShape.Of(column).IsMostlyUnique,
        _ => true,
    };

    private static bool SameDigits(string a, string b) => a.Where(char.IsAsciiDigit).SequenceEqual(b.Where(char.IsAsciiDigit));
}
