using SatuPintu.Sources;

namespace SatuPintu.Linking;

/// <summary>Finds the columns that settings name.</summary>
internal static class LinkColumns
{
    /// <summary>Gives every column the exact heading it has in its list; case, blanks and punctuation need not be the same.</summary>
    /// <param name="settings">As stated.</param>
    /// <param name="left">The left (or only) list and its headings.</param>
    /// <param name="right">The right list; null where there is one.</param>
    /// <exception cref="UserError">A column is not there; names the nearest heading.</exception>
    public static LinkSettings Resolve(LinkSettings settings, (string File, IReadOnlyList<string> Headings) left, (string File, IReadOnlyList<string> Headings)? right)
    {
        return settings with
        {
            Fields = settings.Fields?.Select(f => f with { Left = [.. f.Left.Select(h => Field(f, h, left, right))], Right = right is { } r ? [.. f.Right.Select(h => Field(f, h, r, left))] : f.Right }).ToList(),
            Id = Pair(settings.Id, "id"),
            Family = Pair(settings.Family, "family"),
        };

        ColumnPair? Pair(ColumnPair? pair, string key) => pair is null ? null : new ColumnPair(
            pair.Left is { } l ? Find(l, left.Headings) ?? throw Missing(key, l, left) : null,
            pair.Right is { } r && right is { } list ? Find(r, list.Headings) ?? throw Missing(key, r, list) : pair.Right);
    }

    private static string Field(LinkField field, string heading, (string File, IReadOnlyList<string> Headings) list, (string File, IReadOnlyList<string> Headings)? other)
    {
        if (Find(heading, list.Headings) is { } found) return found;
        if (other is { } o && Find(heading, o.Headings) is not null)
            throw new UserError(ExitCode.Input, "linking.field_one_list", ("field", field.Name), ("heading", heading), ("file", list.File), ("other", o.File), ("nearest", NearestTo(heading, list.Headings)), ("headings", string.Join(", ", list.Headings)));
        throw Missing(field.Name, heading, list);
    }

    private static UserError Missing(string key, string heading, (string File, IReadOnlyList<string> Headings) list) =>
        new(ExitCode.Input, "linking.column_missing", ("file", list.File), ("key", key), ("heading", heading), ("nearest", NearestTo(heading, list.Headings)), ("headings", string.Join(", ", list.Headings)));

    /// <summary>The heading that means the same, else the one that is written most alike.</summary>
    private static string NearestTo(string heading, IReadOnlyList<string> headings) =>
        LinkRoles.BuiltIn.Find(heading) is { } role && headings.FirstOrDefault(h => LinkRoles.BuiltIn.Find(h)?.Id == role.Id) is { } same
            ? same
            : Nearest.Of(heading, headings);

    /// <summary>The heading that is the same but for case, blanks and punctuation.</summary>
    internal static string? Find(string heading, IReadOnlyList<string> headings)
    {
        if (headings.Contains(heading, StringComparer.Ordinal)) return heading;
        var key = HeadingText.Normalise(heading);
        var same = headings.Where(h => HeadingText.Normalise(h) == key).ToList();
        return key.Length > 0 && same.Count == 1 ? same[0] : null;
    }
}
