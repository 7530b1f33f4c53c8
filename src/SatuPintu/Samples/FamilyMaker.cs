using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>Makes families as they are: ages that fit, twins, sons with their father's name, grandmothers, single mothers.</summary>
internal sealed class FamilyMaker(NameMaker names, NumberMaker numbers, OriginMaker origins, HousingMaker housing, Structure structure, DateOnly today)
{
    /// <summary>A family at a home.</summary>
    internal Family Make(Chance chance, Home home)
    {
        var decile = Math.Min(10, 1 + chance.Below(4) + (chance.Hit(0.25) ? chance.Below(4) : 0));
        var family = new Family { Home = home, Group = names.Group(chance), Decile = decile, Housing = housing.Make(chance, home, decile) };
        var kind = chance.Share();
        if (kind < 0.68) Couple(chance, family, children: true);
        else if (kind < 0.76) Couple(chance, family, children: false);
        else if (kind < 0.88) Single(chance, family, male: false);
        else if (kind < 0.91) Single(chance, family, male: true);
        else Alone(chance, family);
        if (chance.Hit(0.07)) AddParent(chance, family);
        if (chance.Hit(0.025)) Add(chance, family, Role.Grandchild, chance.Hit(0.5), chance.From(0, 12), family.Group, "BELUM KAWIN");
        if (chance.Hit(0.015)) Add(chance, family, Role.Kin, chance.Hit(0.5), chance.From(8, 70), family.Group, "BELUM KAWIN");
        family.Card = numbers.Card(chance, home.District, today);
        if (chance.Hit(structure.NewFamilyCard)) family.NewCard = numbers.Card(chance, home.District, today);
        return family;
    }

    /// <summary>One more child for a family, when a published count asks for it.</summary>
    internal Person Child(Chance chance, Family family) =>
        Add(chance, family, Role.Child, chance.Hit(0.51), Math.Min(17, Math.Max(0, family.Head.AgeAt(today) - 20)), family.Group, "BELUM KAWIN");

    private void Couple(Chance chance, Family family, bool children)
    {
        var age = 23 + chance.Below(27) + chance.Below(28);
        if (!children && chance.Hit(0.6)) age = chance.From(55, 82);
        var head = Add(chance, family, Role.Head, true, age, family.Group, "KAWIN");
        var wife = Add(chance, family, Role.Spouse, false, Math.Max(17, age - chance.Below(9) + chance.Below(3)), OtherGroup(chance, family.Group), "KAWIN");
        if (children) Children(chance, family, wife.AgeAt(today), head);
    }

    private void Single(Chance chance, Family family, bool male)
    {
        var head = Add(chance, family, Role.Head, male, chance.From(28, 74), family.Group, chance.Hit(0.62) ? "CERAI MATI" : "CERAI HIDUP");
        Children(chance, family, head.AgeAt(today), male ? head : null);
    }

    private void Alone(Chance chance, Family family) =>
        Add(chance, family, Role.Head, chance.Hit(0.4), chance.Hit(0.65) ? chance.From(58, 88) : chance.From(22, 57), family.Group, chance.Hit(0.6) ? "CERAI MATI" : "BELUM KAWIN");

    private void Children(Chance chance, Family family, int motherAge, Person? father)
    {
        var at = 18 + chance.Below(9);
        var wishes = chance.From(1, 4) + (motherAge > 50 ? 1 : 0);
        while (at <= Math.Min(motherAge, 42) && wishes-- > 0)
        {
            var age = motherAge - at;
            at += 2 + chance.Below(5);
            if (!chance.Hit(age switch { < 20 => 0.96, < 25 => 0.6, < 31 => 0.25, _ => 0.08 })) continue;
            var fatherWord = father is not null && chance.Hit(structure.SecondNameOfFather) ? father.Name[(father.Name.LastIndexOf(' ') + 1)..] : null;
            var male = chance.Hit(0.512);
            if (chance.Hit(structure.Twins)) AddTwins(chance, family, age, male, fatherWord);
            else
            {
                var child = Add(chance, family, Role.Child, male, age, family.Group, age > 26 && chance.Hit(0.3) ? "KAWIN" : "BELUM KAWIN", fatherWord);
                if (male && father is not null && chance.Hit(structure.FatherSonOneName)) child.Name = father.Name;
            }
        }
    }

    private void AddTwins(Chance chance, Family family, int age, bool male, string? fatherWord)
    {
        var other = chance.Hit(0.65) ? male : !male;
        var first = Add(chance, family, Role.Child, male, age, family.Group, "BELUM KAWIN", fatherWord);
        var (firstName, secondName) = names.Twins(chance, family.Group, male, other, first.Born.Year, fatherWord);
        first.Name = firstName;
        var second = new Person { Family = family, Role = Role.Child, Male = other, Born = first.Born, Birthplace = first.Birthplace, Marital = first.Marital, Name = secondName };
        second.Nik = male == other ? numbers.Next(first.Nik) : numbers.Nik(chance, first.Nik[..6], second.Born, other);
        family.Members.Add(second);
    }

    private void AddParent(Chance chance, Family family)
    {
        var age = family.Head.AgeAt(today) + chance.From(18, 34);
        if (age < 96) Add(chance, family, Role.Parent, chance.Hit(0.3), age, family.Group, "CERAI MATI");
    }

    private Person Add(Chance chance, Family family, Role role, bool male, int age, string group, string marital, string? fatherWord = null)
    {
        // The birthday of the year has been or is still to come; either way the age in full years is the one asked for.
        var born = today.AddDays(-(int)(age * 365.25) - 1 - chance.Below(364));
        if (chance.Hit(0.03) && age > 40) born = new DateOnly(born.Year, chance.Hit(0.5) ? 1 : 7, 1);
        var (birthplace, issued) = origins.Draw(chance, family.Home.District, role is Role.Child or Role.Grandchild);
        var person = new Person
        {
            Family = family,
            Role = role,
            Male = male,
            Born = born,
            Birthplace = birthplace,
            Marital = marital,
            Name = names.Make(chance, group, male, born.Year, fatherWord),
            Nik = numbers.Nik(chance, issued, born, male),
        };
        family.Members.Add(person);
        return person;
    }

    private string OtherGroup(Chance chance, string group) => chance.Hit(0.7) ? group : names.Group(chance);
}

/// <summary>NIK and family cards as they are given out: district, date, serial; no number twice.</summary>
internal sealed class NumberMaker
{
    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    /// <summary>A NIK issued in a district (6 digits).</summary>
    internal string Nik(Chance chance, string district, DateOnly born, bool male)
    {
        var start = $"{district}{born.Day + (male ? 0 : 40):00}{born.Month:00}{born.Year % 100:00}";
        return Free(start, chance.Hit(0.62) ? 1 : 1 + Math.Min(chance.Below(12), chance.Below(12)));
    }

    /// <summary>The NIK after this one, as a twin has it.</summary>
    internal string Next(string nik) => Free(nik[..12], int.Parse(nik.AsSpan(12)) + 1);

    /// <summary>A NIK as it is when free, else the next that is.</summary>
    internal string Claim(string nik) => given.Add(nik) ? nik : Next(nik);

    /// <summary>The number of a family card issued in a district.</summary>
    internal string Card(Chance chance, Area district, DateOnly today)
    {
        var issued = today.AddDays(-chance.Below(19 * 365));
        return Free($"{district.Code}{issued.Day:00}{issued.Month:00}{issued.Year % 100:00}", 1 + Math.Min(chance.Below(20), chance.Below(20)));
    }

    private string Free(string start, int serial)
    {
        while (true)
        {
            var number = $"{start}{serial:0000}";
            if (given.Add(number)) return number;
            serial++;
        }
    }
}
