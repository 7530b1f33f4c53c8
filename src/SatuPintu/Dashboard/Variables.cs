using SatuPintu.Sources;

namespace SatuPintu.Dashboard;

/// <summary>Of whom a variable is counted.</summary>
public enum CountedOf
{
    /// <summary>Everybody.</summary>
    Everybody,
    /// <summary>Whoever heads a family.</summary>
    Heads,
    /// <summary>Whoever is 18 to 60 years old.</summary>
    Adults,
    /// <summary>Whoever goes to school.</summary>
    Pupils,
}

/// <summary>One of the variables most used for planning.</summary>
/// <param name="Number">Its line in the table.</param>
/// <param name="Id">What it is counted as; two lines may share one.</param>
/// <param name="Element">The element of the data standard that carries it.</param>
/// <param name="Of">Of whom it is counted.</param>
public sealed record PlanningVariable(int Number, string Id, string Element, CountedOf Of = CountedOf.Everybody);

/// <summary>
/// The sixteen variables most used for planning (Tabel 3.2 of the service procedures of the Unified Database), with the element of the data standard that carries each.
/// </summary>
public static class Variables
{
    /// <summary>The welfare of persons, by their decile.</summary>
    public const string Welfare = "welfare";

    /// <summary>Women who head a family.</summary>
    public const string FemaleHeads = "female_heads";

    /// <summary>The variables in the order of the table.</summary>
    public static readonly IReadOnlyList<PlanningVariable> All =
    [
        new(1, Welfare, Elements.Decile), new(2, FemaleHeads, Elements.Relation), new(3, Welfare, Elements.Decile), new(4, "school_attendance", Elements.SchoolAttendance),
        new(5, "school_kind", Elements.SchoolingLevel, CountedOf.Pupils), new(6, "adequate_sanitation", Elements.Sanitation), new(7, "faeces_disposal", Elements.FaecesDisposal),
        new(8, "disability", Elements.Disability), new(9, "chronic_illness", Elements.ChronicIllness), new(10, "working", Elements.Working),
        new(11, "head_sector", Elements.EmploymentSector, CountedOf.Heads), new(12, "adult_sector", Elements.EmploymentSector, CountedOf.Adults), new(13, "home_ownership", Elements.HomeOwnership),
        new(14, "safe_drinking_water", Elements.DrinkingWater), new(15, "lighting", Elements.Lighting), new(16, "cooking_fuel", Elements.CookingFuel),
    ];

    /// <summary>Each that is counted, once.</summary>
    public static readonly IReadOnlyList<string> Counted = [.. All.Select(v => v.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>Those whose value is what an element says.</summary>
    internal static readonly IReadOnlyList<PlanningVariable> OfElements = [.. All.Where(v => v.Id is not (Welfare or FemaleHeads))];

    /// <summary>Whether few of a village are not shown even to those who may see who lives there: one with an illness of a village is known by everybody.</summary>
    internal static bool IsOfHealth(string variable) => All.Any(v => v.Id == variable && Elements.OfHealth.Contains(v.Element));

    /// <summary>Age groups by the first year of each; the last is open.</summary>
    internal static readonly int[] AgesFrom = [0, 6, 15, 45, 60];

    /// <summary>The age groups as figures name them; <see cref="UnknownAge"/> follows.</summary>
    public static readonly IReadOnlyList<string> Ages = ["0-5", "6-14", "15-44", "45-59", "60+"];

    /// <summary>Where no date of birth is known.</summary>
    public const string UnknownAge = "?";

    /// <summary>Whole years that somebody has lived on a day; null where it is not known.</summary>
    internal static int? YearsOf(DateOnly? born, DateOnly day) => born is not { } date || date > day ? null : day.Year - date.Year - (day < date.AddYears(day.Year - date.Year) ? 1 : 0);

    /// <summary>The age group of somebody of that many years.</summary>
    internal static string AgeOf(int? years) => years is { } known ? Ages[Array.FindLastIndex(AgesFrom, from => from <= known)] : UnknownAge;
}
