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
        Parallel.ForEach(Enum.GetValues<ListKind>(), list => Enter(population, list, counts));
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

    /// <summary>Enters everyone who is in a list, some twice.</summary>
    private void Enter(Population population, ListKind list, IReadOnlyList<DistrictCounts> counts)
    {
        var mine = new Chance(seed, 6, (ulong)list);
        var byDistrict = new Dictionary<Area, List<Person>>();
        foreach (var family in population.Families)
        {
            if (!family.Members.Exists(m => m.IsIn(list))) continue;
            var district = family.HomeIn(list).District;
            if (!byDistrict.TryGetValue(district, out var here)) byDistrict.Add(district, here = []);
            foreach (var member in family.Members)
                if (member.IsIn(list)) here.Add(member);
        }
        var entries = population.Lists[(int)list];
        entries.EnsureCapacity(byDistrict.Values.Sum(m => m.Count) * 21 / 20);
        foreach (var (district, members) in byDistrict.OrderBy(d => d.Key.Code, StringComparer.Ordinal))
        {
            var asked = counts.FirstOrDefault(c => c.District == district);
            var doubles = list switch
            {
                ListKind.Dtks when asked is not null => asked.Dtks - members.Count,
                ListKind.P3ke when asked is not null => asked.P3ke - members.Count,
                _ => (int)Math.Round(members.Count * structure.Doubles[list.ToString().ToLowerInvariant()]),
            };
            foreach (var member in members) entries.Add(new Entry(member, IsDouble: false));
            // The first of a partial shuffle are a sample without repetition.
            for (var i = 0; i < Math.Min(doubles, members.Count); i++)
            {
                var at = mine.From(i, members.Count - 1);
                (members[i], members[at]) = (members[at], members[i]);
                entries.Add(new Entry(members[i], IsDouble: true));
            }
        }
        // DTKS and P3KE come in no order; the registry and the programmes print theirs by district and family.
        if (list is ListKind.Dtks or ListKind.P3ke) mine.Shuffle(entries);
    }
}
