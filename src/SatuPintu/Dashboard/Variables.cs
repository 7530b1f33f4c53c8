namespace SatuPintu.Dashboard;

/// <summary>
/// The sixteen variables most used for planning (Tabel 3.2 of the service procedures of the Unified Database), with the element of the data standard that carries each.
/// </summary>
public static class Variables
{
    /// <summary>The welfare of persons, by their decile.</summary>
    public const string Welfare = "welfare";

    /// <summary>Women who head a family.</summary>
    public const string FemaleHeads = "female_heads";

    /// <summary>The variables in the order of the table, each with the element that carries it; null where no element does.</summary>
    public static readonly IReadOnlyList<(int Number, string Id, string? Element)> All =
    [
        (1, Welfare, "decile"), (2, FemaleHeads, "relation"), (3, Welfare, "decile"), (4, "schooling", null), (5, "school_kind", null), (6, "adequate_sanitation", "adequate_sanitation"), (7, "faeces_disposal", null),
        (8, "disability", null), (9, "chronic_illness", null), (10, "working", null), (11, "head_sector", null), (12, "adult_sector", null), (13, "home_ownership", "home_ownership"),
        (14, "safe_drinking_water", "safe_drinking_water"), (15, "lighting", "lighting"), (16, "cooking_fuel", "cooking_fuel"),
    ];

    /// <summary>Those that are counted, each once.</summary>
    public static readonly IReadOnlyList<string> Counted = [.. All.Where(v => v.Element is not null).Select(v => v.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>Those whose value is the element of the same name.</summary>
    internal static readonly IReadOnlyList<string> OfElements = [.. Counted.Where(v => v is not (Welfare or FemaleHeads))];

    /// <summary>Age groups by the first year of each; the last is open.</summary>
    internal static readonly int[] AgesFrom = [0, 6, 15, 45, 60];

    /// <summary>The age groups as figures name them; <see cref="UnknownAge"/> follows.</summary>
    public static readonly IReadOnlyList<string> Ages = ["0-5", "6-14", "15-44", "45-59", "60+"];

    /// <summary>Where no date of birth is known.</summary>
    public const string UnknownAge = "?";

    /// <summary>The age group of somebody on a day.</summary>
    internal static string AgeOf(DateOnly? born, DateOnly day)
    {
        if (born is not { } date || date > day) return UnknownAge;
        var years = day.Year - date.Year - (day < date.AddYears(day.Year - date.Year) ? 1 : 0);
        return Ages[Array.FindLastIndex(AgesFrom, from => from <= years)];
    }
}
