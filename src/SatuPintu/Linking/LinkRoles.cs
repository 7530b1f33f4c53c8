using System.Text.Json;
using SatuPintu.Linkage.Records;
using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Linking;

/// <summary>What headings mean for linking, as <c>link-roles.json</c> has it.</summary>
internal sealed class LinkRoles
{
    private static readonly Lazy<LinkRoles> Loaded = new(() => new LinkRoles(JsonDocument.Parse(EmbeddedFile.Bytes("Linking/link-roles.json")).RootElement));

    private readonly Dictionary<string, LinkRole> byHeading = new(StringComparer.Ordinal);
    private readonly HashSet<string> never, family, familyCard;
    private readonly string[] ids, serials, otherDates;
    private readonly HashSet<string>[] dateParts;

    private LinkRoles(JsonElement data)
    {
        foreach (var entry in data.GetProperty("roles").EnumerateArray())
        {
            var role = new LinkRole(entry.GetProperty("role").GetString()!, LinkKinds.Find(entry.GetProperty("kind").GetString()!)!.Value);
            foreach (var heading in Headings(entry, "headings")) byHeading[heading] = role;
        }
        never = [.. Headings(data, "never")];
        family = [.. Headings(data, "family")];
        familyCard = [.. Headings(data, "familyCard")];
        ids = Headings(data, "id");
        serials = Headings(data, "serial");
        otherDates = Headings(data, "otherDates");
        dateParts = [.. new[] { "year", "month", "day" }.Select(p => Headings(data.GetProperty("dateParts"), p).ToHashSet(StringComparer.Ordinal))];
        Sex = new ValueCoding(data.GetProperty("codings").GetProperty("sex").EnumerateObject()
            .SelectMany(c => c.Value.EnumerateArray().Select(v => (Code: c.Name, Text: ValueCoding.Key(v.GetString()!))))
            .ToDictionary(c => c.Text, c => c.Code, StringComparer.Ordinal));
    }

    /// <summary>The roles built in.</summary>
    public static LinkRoles BuiltIn => Loaded.Value;

    /// <summary>The codes of sex that lists use.</summary>
    public ValueCoding Sex { get; }

    /// <summary>The role a heading names, also one with a number behind it (<c>fname_c2</c>, <c>address_1</c>).</summary>
    public LinkRole? Find(string heading)
    {
        foreach (var form in HeadingText.Forms(heading))
        {
            if (byHeading.TryGetValue(form, out var role)) return role;
            var bare = form.TrimEnd("0123456789".ToCharArray());
            if (bare.Length == form.Length || bare.Length == 0) continue;
            if (byHeading.TryGetValue(bare, out role)) return role;
            if (bare[^1] == 'c' && byHeading.TryGetValue(bare[..^1], out role)) return role;
        }
        return null;
    }

    /// <summary>Whether a heading says that a column tells who is who, which a linkage must not look at.</summary>
    public bool IsNever(string heading) => HeadingText.Forms(heading).Any(never.Contains);

    /// <summary>Whether a heading names a family card.</summary>
    public bool IsFamilyCard(string heading) => HeadingText.Forms(heading).Any(familyCard.Contains);

    /// <summary>Whether a heading names a family or household.</summary>
    public bool IsFamily(string heading) => IsFamilyCard(heading) || HeadingText.Forms(heading).Any(family.Contains);

    /// <summary>Whether a heading names a part of a date of birth: 0 its year, 1 its month, 2 its day.</summary>
    public bool IsDatePart(string heading, int part) => dateParts[part].Contains(HeadingText.Normalise(heading));

    /// <summary>Whether a heading speaks of another date than that of birth.</summary>
    public bool IsOtherDate(string heading)
    {
        var text = HeadingText.Normalise(heading);
        return otherDates.Any(w => text.Contains(w, StringComparison.Ordinal));
    }

    /// <summary>How likely a heading names the id of the row; the lower the likelier, null for not at all.</summary>
    public int? RankAsId(string heading)
    {
        var text = HeadingText.Normalise(heading);
        var at = Array.IndexOf(ids, text);
        if (at >= 0) return at;
        var words = heading.ToLowerInvariant().Split([' ', '_', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && (words[0] == "id" || words[^1] == "id")) return ids.Length;
        at = Array.IndexOf(serials, text);
        return at >= 0 ? ids.Length + 1 + at : null;
    }

    private static string[] Headings(JsonElement data, string name) => [.. data.GetProperty(name).EnumerateArray().Select(h => HeadingText.Normalise(h.GetString()!))];
}

/// <summary>What a column says of a person.</summary>
/// <param name="Id">Its id, which becomes the field's name.</param>
/// <param name="Kind">How its values are compared.</param>
internal sealed record LinkRole(string Id, FieldKind Kind);

/// <summary>The names of the kinds of fields in files.</summary>
internal static class LinkKinds
{
    /// <summary>All names in the order of the kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<FieldKind>().Select(Name)];

    /// <summary>The name of a kind (<c>full_name</c>).</summary>
    public static string Name(FieldKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind of a name, or null.</summary>
    public static FieldKind? Find(string name)
    {
        foreach (var kind in Enum.GetValues<FieldKind>())
            if (Name(kind) == name) return kind;
        return null;
    }
}

/// <summary>Which fields have codes that differ between lists.</summary>
internal static class ValueCodings
{
    /// <summary>The coding of a field; null where its values stay as they are.</summary>
    public static ValueCoding? For(LinkField field) =>
        field.Kind == FieldKind.Category && field.Left.Concat(field.Right).Append(field.Name).Any(h => LinkRoles.BuiltIn.Find(h)?.Id == "sex")
            ? LinkRoles.BuiltIn.Sex
            : null;
}
