using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>What families are made with.</summary>
internal sealed record Makers(FamilyMaker Families, PlaceMaker Places, Structure Structure, AreaCatalog Areas, ulong Seed);

/// <summary>Makes the families of a district and puts their members into DTKS and P3KE so that every count is the one asked for.</summary>
internal sealed class DistrictMaker
{
    private const ulong FamilyStream = 1, DistrictStream = 2;

    private readonly Makers maker;
    private readonly DistrictCounts counts;
    private readonly Structure structure;
    private readonly Chance chance;
    private readonly Chance familyChance = new(0);
    private readonly ulong code;
    private readonly Weighted<Area> villages;
    private readonly List<Family> made = [];

    internal DistrictMaker(Makers maker, DistrictCounts counts)
    {
        this.maker = maker;
        this.counts = counts;
        structure = maker.Structure;
        code = ulong.Parse(counts.District.Code);
        chance = new(maker.Seed, DistrictStream, code);
        villages = new(maker.Areas.VillagesOf(counts.District.Code).Select(v => (v, chance.Between(0.4, 1.9))));
        NikCoverage = chance.Between(structure.P3keNikOutsideOverlap[0], structure.P3keNikOutsideOverlap[1]);
    }

    /// <summary>The share of those only in P3KE whose NIK it has.</summary>
    internal double NikCoverage { get; }

    /// <summary>Makes the families.</summary>
    internal List<Family> Make()
    {
        FillDtks();
        FillP3ke();
        ShareNik();
        for (var i = (int)(counts.Families * structure.OutsideFamilies); i > 0; i--) NewFamily();
        Move();
        return made;
    }

    private Family NewFamily()
    {
        familyChance.Restart(maker.Seed, FamilyStream, code, (ulong)made.Count);
        var home = made.Count > 0 && familyChance.Hit(structure.SharedHome)
            ? familyChance.Of(made).Home
            : maker.Places.Make(familyChance, villages.Draw(familyChance));
        var family = maker.Families.Make(familyChance, home);
        made.Add(family);
        return family;
    }

    /// <summary>As many families as published, and of their members as many as rows are left when the doubles are taken off.</summary>
    private void FillDtks()
    {
        var persons = Math.Max(counts.Families, counts.Dtks - (int)Math.Round(counts.Dtks * structure.Doubles["dtks"]));
        var left = persons;
        for (var i = 0; i < counts.Families; i++)
        {
            var family = NewFamily();
            foreach (var member in family.Members)
                if (chance.Hit(member.Role == Role.Head ? structure.InDtksHead : structure.InDtksOther)) left -= Put(member, ListKind.Dtks);
            if (!family.Members.Exists(m => m.IsIn(ListKind.Dtks))) left -= Put(family.Head, ListKind.Dtks);
        }
        foreach (var member in Shuffled(made.SelectMany(f => f.Members).Where(m => m.IsIn(ListKind.Dtks) == left < 0 && m.Role != Role.Head)))
        {
            if (left == 0) return;
            if (left > 0) left -= Put(member, ListKind.Dtks);
            else if (member.Family.Members.Count(m => m.IsIn(ListKind.Dtks)) > 1) left += Take(member, ListKind.Dtks);
        }
        while (left > 0)
        {
            var family = chance.Of(made);
            if (family.Members.Count < 9 && family.Head.Born.Year < 2000) left -= Put(maker.Families.Child(chance, family), ListKind.Dtks);
        }
    }

    /// <summary>A share of P3KE lies among the families of DTKS, the rest are families and members DTKS does not have.</summary>
    private void FillP3ke()
    {
        var persons = counts.P3ke - (int)Math.Round(counts.P3ke * structure.Doubles["p3ke"]);
        var share = structure.OverlapShare + chance.Between(-structure.OverlapShareSpread, structure.OverlapShareSpread);
        var inDtks = made.Sum(f => f.Members.Count(m => m.IsIn(ListKind.Dtks)));
        var both = Math.Max(counts.OverlapNik, Math.Min((int)(persons * share), (int)(inDtks * 0.9)));
        var only = persons - both;
        foreach (var family in Shuffled(made))
        {
            if (both == 0) break;
            foreach (var member in family.Members)
            {
                if (member.IsIn(ListKind.Dtks))
                {
                    if (both > 0 && chance.Hit(structure.InP3keMember)) both -= Put(member, ListKind.P3ke);
                }
                else if (only > 0 && chance.Hit(structure.InP3keWhenNotDtks)) only -= Put(member, ListKind.P3ke);
            }
        }
        foreach (var member in Shuffled(made.SelectMany(f => f.Members).Where(m => both > 0 && m.IsIn(ListKind.Dtks) && !m.IsIn(ListKind.P3ke))))
            if (both > 0) both -= Put(member, ListKind.P3ke);
        while (only > 0)
            foreach (var member in NewFamily().Members)
                if (only > 0 && chance.Hit(structure.InP3keMember)) only -= Put(member, ListKind.P3ke);
    }

    /// <summary>Whole families at a time have their NIK in both lists, since it is collected from the family card.</summary>
    private void ShareNik()
    {
        var left = counts.OverlapNik;
        foreach (var sparing in (bool[])[true, false])
            foreach (var family in Shuffled(made))
                foreach (var member in family.Members)
                    if (left > 0 && !member.SharesNik && member.IsIn(ListKind.Dtks) && member.IsIn(ListKind.P3ke) && (!sparing || chance.Hit(0.92)))
                    {
                        member.SharesNik = true;
                        left--;
                    }
    }

    /// <summary>Some families have moved to another home since one of the lists was made.</summary>
    private void Move()
    {
        foreach (var family in made)
        {
            if (!chance.Hit(structure.MovedWithinDistrict)) continue;
            var before = maker.Places.Make(chance, villages.Draw(chance));
            var old = chance.Hit(0.7) ? ListKind.P3ke : ListKind.Dtks;
            family.SetHome(old, before);
            foreach (var list in (ListKind[])[ListKind.Pkh, ListKind.Bpnt, ListKind.Pbi])
                if (chance.Hit(0.3)) family.SetHome(list, before);
        }
    }

    private List<T> Shuffled<T>(IEnumerable<T> items)
    {
        var list = items.ToList();
        chance.Shuffle(list);
        return list;
    }

    private static int Put(Person person, ListKind list)
    {
        person.Put(list);
        return 1;
    }

    private static int Take(Person person, ListKind list)
    {
        person.Put(list, isIn: false);
        return 1;
    }
}
