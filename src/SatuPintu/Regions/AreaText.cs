namespace SatuPintu.Regions;

/// <summary>What a list states of an area, as delivered; empty where it states nothing.</summary>
public sealed record AreaText
{
    /// <summary>Name of the province.</summary>
    public string Province { get; init; } = "";
    /// <summary>Name of the regency or city.</summary>
    public string Regency { get; init; } = "";
    /// <summary>Code of the regency, 4 digits in any writing.</summary>
    public string RegencyCode { get; init; } = "";
    /// <summary>Name of the district.</summary>
    public string District { get; init; } = "";
    /// <summary>Code of the district, 6 digits in any writing.</summary>
    public string DistrictCode { get; init; } = "";
    /// <summary>Name of the village.</summary>
    public string Village { get; init; } = "";
    /// <summary>Code of the village, 10 digits in any writing.</summary>
    public string VillageCode { get; init; } = "";

    /// <summary>
    /// The same statement with codes where codes belong: those that stand in place of names, and those given level by level
    /// (36, 72, 06, 1002) put together.
    /// </summary>
    internal AreaText WithWholeCodes(AreaCatalog areas, AreaLookup lookup)
    {
        var text = this;
        var provinceCode = IsCode(Province, 2) ? Digits(Province) : "";
        if (provinceCode.Length > 0) text = text with { Province = areas.Find(provinceCode)?.Name ?? Province };
        if (IsCode(Regency, 4) && RegencyCode.Length == 0) text = text with { RegencyCode = Regency, Regency = "" };
        if (IsCode(District, 6) && DistrictCode.Length == 0) text = text with { DistrictCode = District, District = "" };
        if (IsCode(Village, 10) && VillageCode.Length == 0) text = text with { VillageCode = Village, Village = "" };

        if (IsCode(text.RegencyCode, 2))
        {
            if (provinceCode.Length == 0) provinceCode = lookup.Provinces.Find(AreaNameKey.Of(Province, AreaLevel.Province)).Area?.Code ?? "";
            if (provinceCode.Length > 0) text = text with { RegencyCode = provinceCode + Digits(text.RegencyCode) };
        }
        if (IsCode(text.DistrictCode, 2) && IsCode(text.RegencyCode, 4)) text = text with { DistrictCode = Digits(text.RegencyCode) + Digits(text.DistrictCode) };
        if (IsCode(text.VillageCode, 4) && IsCode(text.DistrictCode, 6)) text = text with { VillageCode = Digits(text.DistrictCode) + Digits(text.VillageCode) };
        return text;
    }

    /// <summary>Whether a text is a code of so many digits and nothing else.</summary>
    private static bool IsCode(string text, int digits) =>
        text.Length >= digits && text.All(c => char.IsAsciiDigit(c) || c is '.' or ' ') && Digits(text).Length == digits;

    /// <summary>The digits of a code, without dots and blanks and without the <c>.0</c> a spreadsheet adds.</summary>
    internal static string Digits(string code)
    {
        var text = code.AsSpan().Trim();
        if (text.EndsWith(".0", StringComparison.Ordinal) && text.Count('.') == 1) text = text[..^2];
        if (text.IndexOfAnyExceptInRange('0', '9') < 0) return text.Length == code.Length ? code : text.ToString();
        return string.Concat(text.ToString().Where(char.IsAsciiDigit));
    }
}

/// <summary>Which statement of a list is meant.</summary>
public enum AreaPart
{
    /// <summary>The name of the province.</summary>
    Province,
    /// <summary>The name of the regency.</summary>
    Regency,
    /// <summary>The code of the regency.</summary>
    RegencyCode,
    /// <summary>The name of the district.</summary>
    District,
    /// <summary>The code of the district.</summary>
    DistrictCode,
    /// <summary>The name of the village.</summary>
    Village,
    /// <summary>The code of the village.</summary>
    VillageCode,
}

/// <summary>What is worth telling the producer of the list about an area it stated.</summary>
public enum AreaIssueKind
{
    /// <summary>No area of that name or code.</summary>
    Unknown,
    /// <summary>Several areas fit equally well.</summary>
    Ambiguous,
    /// <summary>The name is misspelt, and was understood.</summary>
    Misspelt,
    /// <summary>The name is another than the official one, and was understood.</summary>
    Alias,
    /// <summary>Name and code say different areas; the code was believed.</summary>
    CodeNameDiffer,
    /// <summary>The village lies in another district of the regency than the one stated; the village was believed.</summary>
    OutsideParent,
}

/// <summary>One thing to tell about an area stated.</summary>
/// <param name="Kind">What.</param>
/// <param name="Part">About which statement.</param>
public readonly record struct AreaIssue(AreaIssueKind Kind, AreaPart Part);

/// <summary>The official area a list means.</summary>
/// <param name="Area">The lowest area that is certain; null when none is.</param>
/// <param name="How">How the lowest area stated was found, or why it was not.</param>
/// <param name="Confidence">From 0 to 1, how sure the area is.</param>
/// <param name="Issues">What to tell the producer.</param>
/// <param name="Candidates">The areas between which the statement does not decide.</param>
public sealed record AreaResolution(Area? Area, AreaMatch How, double Confidence, IReadOnlyList<AreaIssue> Issues, IReadOnlyList<Area> Candidates)
{
    /// <summary>The area at one level; null when it is not certain.</summary>
    public Area? At(AreaLevel level) => Area?.At(level);
}
