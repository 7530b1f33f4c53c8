namespace SatuPintu.Dashboard;

/// <summary>The kinds of figures, as <c>registry.figure</c> has them; what <c>a</c> and <c>b</c> say stands beside each.</summary>
public static class FigureKinds
{
    /// <summary>Persons of whom a current list speaks.</summary>
    public const string Persons = "persons";

    /// <summary>Their families; each counts where most of its members live.</summary>
    public const string Families = "families";

    /// <summary>Persons of whom no current list speaks any more.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>Records of source <c>a</c> where they name an area, usable or not.</summary>
    public const string Records = "records";

    /// <summary>Records of source <c>a</c> that are somebody's.</summary>
    public const string UsableRecords = "usable_records";

    /// <summary>Persons with a record in source <c>a</c>, where they live.</summary>
    public const string SourcePersons = "source_persons";

    /// <summary>Persons who stand in <c>a</c> lists.</summary>
    public const string ByLists = "lists";

    /// <summary>Different NIK that stand in both sources <c>a</c> and <c>b</c>.</summary>
    public const string OverlapNik = "overlap_nik";

    /// <summary>Persons with records in both sources <c>a</c> and <c>b</c>.</summary>
    public const string OverlapLinked = "overlap_linked";

    /// <summary>Persons whom gap <c>a</c> concerns.</summary>
    public const string Gap = "gap";

    /// <summary>Persons whose lowest decile, by the welfare lists that are not of extreme poverty, is <c>a</c>.</summary>
    public const string DecilePersons = "decile_persons";

    /// <summary>Families whose lowest decile of a member is <c>a</c>.</summary>
    public const string DecileFamilies = "decile_families";

    /// <summary>Persons in decile 1 of a list of extreme poverty.</summary>
    public const string ExtremePersons = "extreme_persons";

    /// <summary>Persons who receive programme <c>a</c>.</summary>
    public const string ProgrammePersons = "programme_persons";

    /// <summary>Families with a member who receives programme <c>a</c>; <see cref="Any"/> for any.</summary>
    public const string ProgrammeFamilies = "programme_families";

    /// <summary>The same of families in a decile up to <see cref="PoorUpTo"/>.</summary>
    public const string ProgrammePoorFamilies = "programme_poor_families";

    /// <summary>Persons by a variable <c>a</c>, and by value, sex and age group in <c>b</c>, joined by bars.</summary>
    public const string Variable = "variable";

    /// <summary>Any programme.</summary>
    public const string Any = "*";

    /// <summary>The last decile that counts as poor: DTKS holds deciles 1 to 4.</summary>
    public const int PoorUpTo = 4;
}
