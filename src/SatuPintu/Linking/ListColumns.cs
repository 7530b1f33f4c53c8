using System.Globalization;
using System.Text;
using SatuPintu.Linkage.Records;
using SatuPintu.Sources;

namespace SatuPintu.Linking;

/// <summary>A field that one list could give.</summary>
/// <param name="Key">What it is: the id of its role with a number where the list has several; else its heading without punctuation.</param>
/// <param name="Name">The name it would have as a field.</param>
/// <param name="Kind">How its values would be compared.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Origin">How it was found.</param>
internal sealed record FieldCandidate(string Key, string Name, FieldKind Kind, IReadOnlyList<ColumnContent> Columns, FieldOrigin Origin)
{
    /// <summary>The headings of its columns.</summary>
    public IReadOnlyList<string> Headings => [.. Columns.Select(c => c.Heading)];
}

/// <summary>The columns of one list by what they mean.</summary>
internal sealed class ListColumns
{
    private const int MostCategories = 100;
    private readonly LinkRoles roles = LinkRoles.BuiltIn;
    private readonly Dictionary<string, int> ordinals = new(StringComparer.Ordinal);

    /// <summary>Recognises the columns of a list.</summary>
    public ListColumns(TextTable sample)
    {
        var open = new List<ColumnContent>();
        foreach (var column in sample.Columns.Select(c => new ColumnContent(c)))
        {
            if (column.IsEmpty) Unused.Add((column.Heading, "empty"));
            else if (roles.IsNever(column.Heading)) Unused.Add((column.Heading, "answer"));
            else if (roles.IsFamily(column.Heading)) TakeFamily(column);
            else open.Add(column);
        }
        TakeDateParts(open);
        foreach (var column in open.ToList())
        {
            if (roles.Find(column.Heading) is not { } role) continue;
            Add(role.Id, Confirmed(role.Kind, column), FieldOrigin.Heading, column);
            open.Remove(column);
        }
        TakeId(open);
        foreach (var column in open)
            if (!TakeByContent(column)) Unused.Add((column.Heading, "not_identity"));
    }

    /// <summary>The fields the list could give.</summary>
    public List<FieldCandidate> Fields { get; } = [];

    /// <summary>The heading of the ids; null where there is none.</summary>
    public string? Id { get; private set; }

    /// <summary>The heading of the families; null where there is none.</summary>
    public string? Family { get; private set; }

    /// <summary>The columns left aside, each with the id of the reason.</summary>
    public List<(string Heading, string Why)> Unused { get; } = [];

    private void TakeFamily(ColumnContent column)
    {
        if (Family is null || roles.IsFamilyCard(column.Heading) && !roles.IsFamilyCard(Family)) Family = column.Heading;
        // The number of a family card is the same in every list; any other number of a family is its own list's.
        if (roles.IsFamilyCard(column.Heading)) Add("family_card", FieldKind.Identifier, FieldOrigin.Heading, column);
    }

    private void TakeDateParts(List<ColumnContent> open)
    {
        (int Least, int Most)[] bounds = [(1850, 2150), (0, 12), (0, 31)];
        var parts = new ColumnContent[3];
        for (var part = 0; part < parts.Length; part++)
        {
            var found = open.Find(c => roles.IsDatePart(c.Heading, part) && c.AreWithin(bounds[part].Least, bounds[part].Most));
            if (found is null) return;
            parts[part] = found;
        }
        Add("date_of_birth", FieldKind.Date, FieldOrigin.Heading, parts);
        open.RemoveAll(parts.Contains);
    }

    private void TakeId(List<ColumnContent> open)
    {
        var ranked = open.Where(c => roles.RankAsId(c.Heading) is not null).OrderBy(c => roles.RankAsId(c.Heading)).ToList();
        Id = ranked.Find(c => c.IsKey)?.Heading;
        foreach (var column in ranked)
        {
            open.Remove(column);
            if (column.Heading != Id) Unused.Add((column.Heading, "row_id"));
        }
    }

    private bool TakeByContent(ColumnContent column)
    {
        if (column.AreNiks && column.HaveWomen && !Has("nik")) return Add("nik", FieldKind.Nik, FieldOrigin.Content, column);
        if (column.AreNiks && !column.HaveWomen && Family is null && column.Distinct >= 20)
        {
            Family = column.Heading;
            return Add("family_card", FieldKind.Identifier, FieldOrigin.Content, column);
        }
        if (column.AreBirths && !Has("date_of_birth") && !roles.IsOtherDate(column.Heading)) return Add("date_of_birth", FieldKind.Date, FieldOrigin.Content, column);
        if (column.AreSexes && !Has("sex")) return Add("sex", FieldKind.Category, FieldOrigin.Content, column);
        if (column.AreMails) return Add("email", FieldKind.Identifier, FieldOrigin.Content, column);
        if (column.AreDates || column.AreNumbers && !column.AreCodes) return false;
        if (column.AreCodes) return Add(null, FieldKind.Identifier, FieldOrigin.Content, column);
        return column.AreNames && Add(null, column.AreSeveralWords ? FieldKind.FullName : FieldKind.Name, FieldOrigin.Content, column);
    }

    private bool Has(string role) => ordinals.ContainsKey(role);

    private bool Add(string? role, FieldKind kind, FieldOrigin origin, params ColumnContent[] columns)
    {
        var key = role ?? "=" + HeadingText.Normalise(columns[0].Heading);
        var ordinal = ordinals[key] = ordinals.GetValueOrDefault(key) + 1;
        var number = ordinal == 1 ? "" : "_" + ordinal.ToString(CultureInfo.InvariantCulture);
        Fields.Add(new FieldCandidate(key + number, (role ?? Snake(columns[0].Heading)) + number, kind, columns, origin));
        return true;
    }

    /// <summary>The kind a heading promises where the content keeps the promise.</summary>
    private static FieldKind Confirmed(FieldKind kind, ColumnContent column) => kind switch
    {
        FieldKind.Date when !column.AreDates => FieldKind.Text,
        FieldKind.Name or FieldKind.FullName when !column.AreWords => FieldKind.Text,
        FieldKind.Nik when !column.AreNiks => FieldKind.Identifier,
        FieldKind.Category when column.Distinct > MostCategories => FieldKind.Text,
        FieldKind.Number when !column.AreNumbers => FieldKind.Text,
        _ => kind,
    };

    private static string Snake(string heading)
    {
        var name = new StringBuilder();
        foreach (var c in heading)
        {
            if (char.IsLetterOrDigit(c)) name.Append(char.ToLowerInvariant(c));
            else if (name.Length > 0 && name[^1] != '_') name.Append('_');
        }
        return name.ToString().TrimEnd('_') is { Length: > 0 } text ? text : "field";
    }
}
