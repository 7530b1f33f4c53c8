using SatuPintu.Regions;

namespace SatuPintu.Samples;

/// <summary>Fills the programme lists and the registry, moves families between districts, and puts some people into a list twice.</summary>
internal sealed class ListMaker(PlaceMaker places, Structure structure, AreaCatalog areas, ulong seed)
{
    private readonly Chance chance = new(seed, 4);

    /// <summary>Completes the lists of the population.</summary>
    internal void Fill(Population population, IReadOnlyList<DistrictCounts> counts)
    {
        MoveAcross(population.Families);
        foreach (var family in population.Families)
        {
            Benefit(family, ListKind.Pkh, structure.Pkh);
            Benefit(family, ListKind.Bpnt, structure.Bpnt);
            if (chance.Hit(Rate(family, structure.Pbi)))
                foreach (var member in family.Members)
                    if (chance.Hit(0.93)) member.Put(ListKind.Pbi);
            foreach (var member in family.Members)
                if (chance.Hit(structure.InAdminduk)) member.Put(ListKind.Adminduk);
        }
        var id = 0;
        foreach (var family in population.Families)
            foreach (var member in family.Members)
                if (member.In != 0) member.Id = ++id;
        foreach (var list in Enum.GetValues<ListKind>()) Enter(population, list, counts);
    }

    private void Benefit(Family family, ListKind list, IReadOnlyDictionary<string, double> rates)
    {
        // Aid goes to the poorer half of a list more often than to the other.
        if (!chance.Hit(Rate(family, rates) * (family.Decile <= 2 ? 1.35 : 0.65))) return;
        var receiver = family.Members.Find(m => m.Role == Role.Spouse) is { } wife && chance.Hit(list == ListKind.Pkh ? 0.85 : 0.55) ? wife : family.Head;
        if (!receiver.IsIn(ListKind.Dtks)) receiver = family.Members.Find(m => m.IsIn(ListKind.Dtks) && m.Role is Role.Head or Role.Spouse) ?? receiver;
        receiver.Put(list);
    }

    private static double Rate(Family family, IReadOnlyDictionary<string, double> rates)
    {
        if (family.Members.Exists(m => m.IsIn(ListKind.Dtks))) return rates["dtks"];
        return family.Members.Exists(m => m.IsIn(ListKind.P3ke)) ? rates["p3ke"] : rates["outside"];
    }

    /// <summary>Families that DTKS still has in another district: two of equal size change places, so that no count changes.</summary>
    private void MoveAcross(List<Family> families)
    {
        var free = families.Where(f => f.HomeIn(ListKind.Dtks) == f.Home && f.HomeIn(ListKind.P3ke) == f.Home && !f.Members.Exists(m => m.SharesNik)
            && f.Members.Exists(m => m.IsIn(ListKind.Dtks) && m.IsIn(ListKind.P3ke))).ToList();
        chance.Shuffle(free);
        var wanted = (int)(families.Count * structure.MovedAcrossDistricts);
        foreach (var group in free.GroupBy(f => f.Members.Count(m => m.IsIn(ListKind.Dtks))).OrderBy(g => g.Key))
        {
            Family? waiting = null;
            foreach (var family in group.Take((int)((double)wanted * group.Count() / free.Count) + 1))
            {
                if (waiting is null || waiting.Home.District == family.Home.District)
                {
                    waiting ??= family;
                    continue;
                }
                waiting.SetHome(ListKind.Dtks, places.Make(chance, chance.Of(areas.VillagesOf(family.Home.District.Code))));
                family.SetHome(ListKind.Dtks, places.Make(chance, chance.Of(areas.VillagesOf(waiting.Home.District.Code))));
                waiting = null;
            }
        }
    }

    private void Enter(Population population, ListKind list, IReadOnlyList<DistrictCounts> counts)
    {
        var entries = population.Lists[(int)list];
        var here = population.Families.SelectMany(f => f.Members).Where(m => m.IsIn(list)).ToList();
        foreach (var district in here.GroupBy(m => m.Family.HomeIn(list).District).OrderBy(d => d.Key.Code, StringComparer.Ordinal))
        {
            var members = district.ToList();
            var asked = counts.FirstOrDefault(c => c.District == district.Key);
            var doubles = list switch
            {
                ListKind.Dtks when asked is not null => asked.Dtks - members.Count,
                ListKind.P3ke when asked is not null => asked.P3ke - members.Count,
                _ => (int)Math.Round(members.Count * structure.Doubles[list.ToString().ToLowerInvariant()]),
            };
            entries.AddRange(members.Select(m => new Entry(m, IsDouble: false)));
            chance.Shuffle(members);
            entries.AddRange(members.Take(doubles).Select(m => new Entry(m, IsDouble: true)));
        }
        chance.Shuffle(entries);
    }
}
