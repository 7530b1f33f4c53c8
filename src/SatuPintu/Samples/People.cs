using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>The lists a sample holds, in the order they are made.</summary>
internal enum ListKind
{
    Dtks,
    P3ke,
    Pkh,
    Bpnt,
    Pbi,
    Adminduk,
}

/// <summary>How a person stands to the head of the family.</summary>
internal enum Role
{
    Head,
    Spouse,
    Child,
    Grandchild,
    Parent,
    Kin,
}

/// <summary>A place to live: what an address is written from.</summary>
/// <param name="Village">The village.</param>
/// <param name="Hamlet">The hamlet (lingkungan in a town, kampung in the country) or street, in capitals.</param>
/// <param name="IsStreet">Whether <paramref name="Hamlet"/> is a street.</param>
/// <param name="Number">House number, or 0.</param>
/// <param name="Rt">RT, or 0.</param>
/// <param name="Rw">RW, or 0.</param>
internal sealed record Home(Area Village, string Hamlet, bool IsStreet, int Number, int Rt, int Rw)
{
    /// <summary>The district.</summary>
    internal Area District => Village.Parent!;
}

/// <summary>A made person: the truth, before any list errs.</summary>
internal sealed class Person
{
    internal required Family Family { get; init; }
    internal required Role Role { get; set; }
    internal required bool Male { get; init; }
    internal required DateOnly Born { get; init; }
    internal required Area Birthplace { get; init; }
    /// <summary>Full name in capitals.</summary>
    internal string Name { get; set; } = "";
    internal string Nik { get; set; } = "";
    internal string Marital { get; init; } = "";
    /// <summary>Number in the truth, from 1; given when the population is complete.</summary>
    internal int Id { get; set; }
    /// <summary>Bit by list: whether the person is in it.</summary>
    internal int In { get; private set; }
    /// <summary>Whether the same NIK stands in DTKS and P3KE (the published overlap).</summary>
    internal bool SharesNik { get; set; }

    internal bool IsIn(ListKind list) => (In & (1 << (int)list)) != 0;

    internal void Put(ListKind list, bool isIn = true) => In = isIn ? In | (1 << (int)list) : In & ~(1 << (int)list);

    internal int AgeAt(DateOnly day) => day.Year - Born.Year - (day.DayOfYear < Born.DayOfYear ? 1 : 0);
}

/// <summary>A made family: the people of one family card.</summary>
internal sealed class Family
{
    // Few families move.
    private Home?[]? homes;

    internal required Home Home { get; init; }
    internal string Card { get; set; } = "";
    /// <summary>The card that took the place of the one DTKS has, when there is one; the registry has it.</summary>
    internal string? NewCard { get; set; }
    internal string Group { get; init; } = "";
    internal int Decile { get; init; }
    internal Housing Housing { get; init; } = null!;
    internal List<Person> Members { get; } = [];

    internal Person Head => Members[0];

    /// <summary>Where a list has the family; a family that moved is at its old home in some.</summary>
    internal Home HomeIn(ListKind list) => homes?[(int)list] ?? Home;

    internal void SetHome(ListKind list, Home home) => (homes ??= new Home?[6])[(int)list] = home;
}

/// <summary>What the lists say of a house.</summary>
internal sealed record Housing(bool Water, bool Sanitation, string Ownership, string Roof, string Floor, string Wall, int Area, string Lighting, string Fuel, int Income, bool Savings, bool Stunting, double? Lat, double? Lon);
