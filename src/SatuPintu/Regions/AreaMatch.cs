namespace SatuPintu.Regions;

/// <summary>How an area was found.</summary>
public enum AreaMatch
{
    /// <summary>Nothing was stated.</summary>
    None,
    /// <summary>By an official code.</summary>
    ByCode,
    /// <summary>By its official name, whatever the case, blanks and hyphens.</summary>
    ByName,
    /// <summary>By another name it goes by (<c>area-aliases.csv</c>), or one of two names in the official list.</summary>
    ByAlias,
    /// <summary>By the one name near enough within the parent area.</summary>
    ByMisspelling,
    /// <summary>Several areas fit equally well.</summary>
    Ambiguous,
    /// <summary>No area fits.</summary>
    Unknown,
}

/// <summary>An area looked up by name among the areas of one parent.</summary>
/// <param name="How">How it was found, or why it was not.</param>
/// <param name="Area">The area; null when ambiguous or unknown.</param>
/// <param name="Slips">Letters that differ, for a misspelling.</param>
/// <param name="Candidates">The areas between which the name does not decide.</param>
internal readonly record struct NameMatch(AreaMatch How, Area? Area, int Slips, IReadOnlyList<Area> Candidates)
{
    public static readonly NameMatch None = new(AreaMatch.None, null, 0, []);
    public static readonly NameMatch Unknown = new(AreaMatch.Unknown, null, 0, []);
    public static NameMatch Of(AreaMatch how, Area area, int slips = 0) => new(how, area, slips, []);
    public static NameMatch OneOf(IReadOnlyList<Area> candidates) => new(AreaMatch.Ambiguous, null, 0, candidates);

    /// <summary>Whether the name as such is known, not merely near.</summary>
    public bool IsExact => How is AreaMatch.ByName or AreaMatch.ByAlias;
}
