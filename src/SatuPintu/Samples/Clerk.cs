using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>Writes the cells of one list's records, with that list's errors. Each record has its own stream of chance.</summary>
internal sealed class Clerk(ListKind list, NoiseModel noise, NameErrors names, PlaceMaker places, AreaCatalog areas, Structure structure, ulong seed)
{
    private const ulong RecordStream = 100, NikStream = 200, HeadStream = 300;
    private readonly Chance chance = new(0);
    private readonly Chance headChance = new(0);

    /// <summary>The chances of the record at hand.</summary>
    internal Chance Chance => chance;

    /// <summary>The error rates of the list.</summary>
    internal NoiseModel Noise => noise;

    /// <summary>The person of the record at hand.</summary>
    internal Person Person { get; private set; } = null!;

    /// <summary>Where the record at hand says the person lives.</summary>
    internal Home Home { get; private set; } = null!;

    /// <summary>Turns to the next record.</summary>
    internal void Turn(Entry entry)
    {
        Person = entry.Person;
        var again = IsOther(entry);
        chance.Restart(seed, RecordStream + (ulong)list, (ulong)Person.Id, again ? 1UL : 0);
        Home = Person.Family.HomeIn(list);
        if (again && chance.Hit(structure.DoubleHasOtherHome)) Home = places.Make(chance, chance.Of(areas.VillagesOf(Home.District.Code)));
    }

    /// <summary>The NIK as the list has it; decided before the rows are written, so that the published overlap can be kept.</summary>
    internal string Nik(Entry entry, double coverage)
    {
        var person = entry.Person;
        chance.Restart(seed, NikStream + (ulong)list, (ulong)person.Id, IsOther(entry) ? 1UL : 0);
        if (person.SharesNik && !entry.IsDouble && list is ListKind.Dtks or ListKind.P3ke) return person.Nik;
        if (list == ListKind.P3ke && !chance.Hit(person.IsIn(ListKind.Dtks) ? 0.3 : coverage)) return "";
        var other = person.Family.Members.Count > 1 ? person.Family.Members.Find(m => m != person)!.Nik : null;
        return NikErrors.Write(chance, noise.Nik.One(chance), person.Nik, person.Family.Card, other);
    }

    /// <summary>The family card. The published table counts families, so in DTKS one record of each family has it sound, and none another well-formed one.</summary>
    internal string Card()
    {
        var card = list == ListKind.Adminduk && Person.Family.NewCard is { } renewed ? renewed : Person.Family.Card;
        var kind = noise.FamilyCard.One(chance);
        if (list == ListKind.Dtks && Person == Person.Family.Members.Find(m => m.IsIn(list))) return card;
        return NikErrors.Write(chance, kind is "zero_end" && card[12..15] != "000" ? "short" : kind, card);
    }

    internal string Name()
    {
        var name = names.Write(chance, noise.Name, Person);
        // A row without name and NIK is nobody; the lists keep some, but none of the published overlap.
        return name.Length == 0 && Person.SharesNik ? Person.Name : name;
    }

    /// <summary>The name of the family's head, written once for the whole family.</summary>
    internal string HeadName()
    {
        headChance.Restart(seed, HeadStream + (ulong)list, (ulong)Person.Family.Head.Id, (ulong)Person.Family.Members[^1].Id);
        var head = Person.Family.Head;
        var name = names.Write(headChance, noise.Name, head);
        if (headChance.Hit(structure.DeadHeadNamed)) name = $"ALM. {name}";
        else if (headChance.Hit(noise.HeadName.Rate("stale")) && Person.Family.Members.Count > 1) name = Person.Family.Members[1].Name;
        return chance.Hit(noise.HeadName.Rate("missing")) ? "" : name;
    }

    internal string Born(string[] forms)
    {
        var born = Person.Born;
        if (Person.Role == Role.Child && chance.Hit(noise.Age.Rate("child_older"))) born = Person.Family.Head.Born.AddDays(-chance.From(30, 4000));
        return DateErrors.Write(chance, noise, born, forms);
    }

    internal string Sex(string[] male, string[] female)
    {
        var kind = noise.Sex.One(chance);
        if (kind == "missing") return "";
        var codes = Person.Male == (kind != "wrong") ? male : female;
        return kind == "other_code" ? codes[chance.From(1, codes.Length - 1)] : codes[0];
    }

    internal string Birthplace()
    {
        var name = Person.Birthplace.Name;
        name = name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return noise.PlaceOfBirth.One(chance) switch
        {
            "missing" => "",
            "typo" => TextErrors.Typo(chance, name),
            "upper" => name.ToUpperInvariant(),
            _ => name,
        };
    }

    /// <summary>The relation to the head, in capitals.</summary>
    internal string Relation()
    {
        var right = Person.Role switch
        {
            Role.Head => "KEPALA KELUARGA",
            Role.Spouse => "ISTRI",
            Role.Child => "ANAK",
            Role.Grandchild => "CUCU",
            Role.Parent => "ORANG TUA",
            _ => "FAMILI LAIN",
        };
        return noise.Relation.One(chance) switch
        {
            "missing" => "",
            "no_head" when Person.Role == Role.Head => "FAMILI LAIN",
            "second_head" when Person.Role != Role.Head => "KEPALA KELUARGA",
            "wrong" when Person.Role != Role.Head => chance.Of((string[])["ANAK", "FAMILI LAIN", "MENANTU", "CUCU", "MERTUA"]),
            _ => right,
        };
    }

    internal string Marital() => noise.Marital.One(chance) switch
    {
        "missing" => "",
        "wrong" => chance.Of((string[])["KAWIN", "BELUM KAWIN", "CERAI HIDUP", "CERAI MATI"]),
        _ => Person.Marital,
    };

    internal string Address() => AddressForms.Write(chance, noise, Home);

    /// <summary>The name of the village, in capitals.</summary>
    internal string VillageName()
    {
        var village = Home.Village;
        var kind = noise.VillageName.One(chance);
        if (kind == "missing") return "";
        if (kind == "wrong") village = chance.Of(areas.VillagesOf(Home.District.Code));
        var name = village.Name.ToUpperInvariant();
        return kind == "typo" ? chance.Hit(0.3) && name.Contains(' ', StringComparison.Ordinal) ? name.Replace(" ", "", StringComparison.Ordinal) : TextErrors.Typo(chance, name) : name;
    }

    internal string VillageCode()
    {
        var code = Home.Village.Code;
        return noise.VillageCode.One(chance) switch
        {
            "dotted" => $"{code[..2]}.{code[2..4]}.{code[4..6]}.{code[6..]}",
            "decimal" => code + ".0",
            "missing" => "",
            "wrong" => chance.Of(areas.VillagesOf(Home.District.Code)).Code,
            "unknown" => code[..6] + "1099",
            "short" => code[..9],
            _ => code,
        };
    }

    /// <summary>The name of the district, in capitals, as the lists call it.</summary>
    internal string DistrictName()
    {
        var name = places.Called(Home.District).ToUpperInvariant();
        return chance.Hit(noise.DistrictName.Rate("typo")) ? TextErrors.Typo(chance, name) : name;
    }

    /// <summary>The name of the district as the lists call it, without slips.</summary>
    internal string PublishedDistrict => places.Called(Home.District);

    /// <summary>A value of a code list with the list's own errors.</summary>
    internal string Coded(string value) => noise.Housing.One(chance) switch
    {
        "missing" => "",
        "other_code" => chance.Hit(0.7) ? value.ToUpperInvariant() : chance.Of((string[])["9", "Lainnya", "-"]),
        _ => value,
    };

    /// <summary>A number that may lie out of any range.</summary>
    internal string Ranged(int value) => noise.Housing.One(chance) switch
    {
        "missing" => "",
        "out_of_range" => chance.Hit(0.5) ? "-1" : "99999999999",
        _ => value.ToString(),
    };

    // An exact copy is drawn from the same stream as the first record, and so comes out the same.
    private bool IsOther(Entry entry) => entry.IsDouble && !new Chance(seed, 5, (ulong)list, (ulong)entry.Person.Id).Hit(structure.DoubleIsExactCopy);
}
