namespace SatuPintu.Regions;

/// <summary>What is known of a six-digit district code, such as the one a NIK starts with.</summary>
public enum AreaStanding
{
    /// <summary>The district is in the official list.</summary>
    Exists,
    /// <summary>The district was once in use: its regency or province has since got another code, or it has left its regency.</summary>
    Existed,
    /// <summary>The regency exists, but never had a district of that number as far as is known.</summary>
    RegencyOnly,
    /// <summary>Not even the regency is known.</summary>
    Unknown,
}

/// <summary>An area whose code is no longer given out; documents issued before keep it.</summary>
/// <param name="Code">The former code, 2 digits for a whole province or 4 for a regency.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Successor">The code in use now, of a regency or, where that is not certain, of a province; empty when there is none.</param>
/// <param name="Since">Year from which the successor holds; empty when not certain.</param>
/// <param name="Law">The law that made the change; empty when there is none.</param>
public sealed record FormerArea(string Code, string Name, string Successor, string Since, string Law);
