using System.Runtime.InteropServices;
using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>
/// Finds the families. Persons with one family card number are a family. A person without one joins the family whose head its own
/// record names at the same street, RT and RW (or house number) and village, and failing that makes a family with the others whose
/// records name that head there.
/// </summary>
/// <remarks>
/// Each person is put into one family by one of its own records, and families are never joined to each other, so that no chain of
/// neighbours can form.
/// </remarks>
internal sealed class FamilyFinder
{
    private readonly GoldenPersons persons;
    private readonly FamilyRules rules;
    private readonly int[] cardOf;
    private readonly bool[] isHead;

    private FamilyFinder(GoldenPersons persons, FamilyRules rules)
    {
        this.persons = persons;
        this.rules = rules;
        cardOf = Cards();
        isHead = Heads();
    }

    /// <summary>Finds the families of the persons.</summary>
    public static GoldenFamilies Find(GoldenPersons persons, FamilyRules rules, CancellationToken cancellation)
    {
        var finder = new FamilyFinder(persons, rules);
        var claims = finder.Claims();
        cancellation.ThrowIfCancellationRequested();
        var (place, card) = finder.Settle(claims);
        return finder.Result(place, card);
    }

    /// <summary>A record says: this person belongs to the family of that head at that place.</summary>
    private readonly record struct Claim(int Place, int Head, int Entity)
    {
        public static int Compare(Claim x, Claim y) =>
            x.Place != y.Place ? x.Place.CompareTo(y.Place) : x.Head != y.Head ? x.Head.CompareTo(y.Head) : x.Entity.CompareTo(y.Entity);
    }

    /// <summary>The family card of each person by number; 0 for none, one that cannot be a card, or filler.</summary>
    private int[] Cards()
    {
        var column = persons[Elements.FamilyCard];
        var values = column.Values;
        var members = new int[values.Length];
        foreach (var code in column.Codes) members[code]++;
        var usable = new bool[values.Length];
        for (var code = 1; code < values.Length; code++)
            usable[code] = members[code] > 0 && members[code] <= rules.MaxMembers && IdentityNumber.IsFamilyCard(values[code]);
        var cards = column.Codes.ToArray();
        for (var entity = 0; entity < cards.Length; entity++)
            if (!usable[cards[entity]]) cards[entity] = 0;
        return cards;
    }

    private bool[] Heads()
    {
        var relation = persons[Elements.Relation];
        var head = new bool[relation.Values.Length];
        for (var code = 1; code < head.Length; code++)
            head[code] = rules.HeadRelations.Contains(relation.Values[code], StringComparer.OrdinalIgnoreCase);
        var heads = new bool[persons.Count];
        for (var entity = 0; entity < heads.Length; entity++) heads[entity] = head[relation.Codes[entity]];
        return heads;
    }

    /// <summary>What every record says of its family, sorted by place and head.</summary>
    private Claim[] Claims()
    {
        // Heads are numbered over names of heads and names of persons together, for lists with a card but no name of the head.
        var headPool = persons.PoolOf(Elements.HeadName);
        var heads = new Dictionary<string, int>(headPool.Values.Length, StringComparer.Ordinal);
        for (var code = 0; code < headPool.Values.Length; code++) heads.Add(headPool.Values[code], code);
        names = [.. headPool.Values];
        var headOfCard = new int[persons[Elements.FamilyCard].Values.Length];
        for (var entity = 0; entity < persons.Count; entity++)
        {
            var card = cardOf[entity];
            if (card == 0 || !isHead[entity] || headOfCard[card] != 0) continue;
            var name = persons[Elements.FullName][entity];
            if (name.Length == 0) continue;
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, name, out var known);
            if (!known)
            {
                number = names.Count;
                names.Add(name);
            }
            headOfCard[card] = number;
        }

        var places = new Dictionary<(int, int, int, int, int), int>();
        var street = persons.PoolOf(Elements.Street);
        var streets = StreetsWithoutKind(street);
        var village = persons.PoolOf(Elements.VillageCode);
        var rt = persons.PoolOf(Elements.Rt);
        var rw = persons.PoolOf(Elements.Rw);
        var house = persons.PoolOf(Elements.HouseNumber);
        var claims = new List<Claim>();
        for (var entity = 0; entity < persons.Count; entity++)
        {
            foreach (var record in persons.Linked.Members(entity))
            {
                var head = headPool[record];
                if (head == 0) head = headOfCard[cardOf[entity]];
                var place = (Village: village[record], Street: streets[street[record]], Rt: rt[record], Rw: rw[record], House: house[record]);
                if (head == 0 || place.Village == 0 || place.Street == 0) continue;
                if ((place.Rt == 0 || place.Rw == 0) && place.House == 0) continue;
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(places, place, out var known);
                if (!known) number = places.Count;
                claims.Add(new Claim(number, head, entity));
            }
        }
        claims.Sort(Claim.Compare);
        return claims.ToArray();
    }

    private List<string> names = [];

    private int[] StreetsWithoutKind(ElementPool pool)
    {
        var numberOf = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var numbers = new int[pool.Values.Length];
        for (var code = 1; code < numbers.Length; code++)
        {
            var text = pool.Values[code];
            var blank = text.IndexOf(' ', StringComparison.Ordinal);
            if (blank > 0 && rules.StreetKinds.Contains(text[..blank].TrimEnd('.'))) text = text[(blank + 1)..];
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numberOf, text, out var known);
            if (!known) number = numberOf.Count;
            numbers[code] = number;
        }
        return numbers;
    }

    /// <summary>For each person the group of head and place it belongs to (−1 for none) and the card of its family (0 for none).</summary>
    private (int[] Group, int[] Card) Settle(Claim[] claims)
    {
        var card = (int[])cardOf.Clone();
        var group = new int[persons.Count];
        Array.Fill(group, -1);
        var groups = 0;
        for (var start = 0; start < claims.Length;)
        {
            var end = start;
            while (end < claims.Length && claims[end].Place == claims[start].Place) end++;
            // One claim at a place makes no family.
            if (end - start == 1)
            {
                start = end;
                continue;
            }
            foreach (var members in Groups(claims.AsSpan(start, end - start)))
            {
                if (members.Count < 2 || members.Count > rules.MaxMembers) continue;
                var joined = CardOf(members);
                foreach (var (entity, _) in members)
                {
                    if (cardOf[entity] != 0 || card[entity] != 0) continue;
                    if (joined != 0) card[entity] = joined;
                    else if (group[entity] < 0) group[entity] = groups;
                }
                if (joined == 0) groups++;
            }
            start = end;
        }
        return (group, card);
    }

    /// <summary>The claims on one place by head: equal names and what is one name written two ways.</summary>
    private List<List<(int Entity, int Head)>> Groups(ReadOnlySpan<Claim> claims)
    {
        var distinct = new List<(int Head, int Start, int End)>();
        for (var start = 0; start < claims.Length;)
        {
            var end = start;
            while (end < claims.Length && claims[end].Head == claims[start].Head) end++;
            distinct.Add((claims[start].Head, start, end));
            start = end;
        }
        // The spelling most records have leads; others join the first leader they resemble, never each other.
        if (distinct.Count > 1)
            distinct.Sort((x, y) => x.End - x.Start != y.End - y.Start ? (y.End - y.Start).CompareTo(x.End - x.Start) : string.CompareOrdinal(names[x.Head], names[y.Head]));
        var leaders = new List<int>();
        var groups = new List<List<(int Entity, int Head)>>();
        foreach (var (head, start, end) in distinct)
        {
            var at = leaders.FindIndex(leader => HeadNames.AreOne(names[leader], names[head], rules.SlipFromLength));
            if (at < 0)
            {
                at = leaders.Count;
                leaders.Add(head);
                groups.Add([]);
            }
            for (var i = start; i < end; i++) groups[at].Add((claims[i].Entity, head));
        }
        foreach (var members in groups)
        {
            members.Sort();
            for (var i = members.Count - 1; i > 0; i--)
                if (members[i].Entity == members[i - 1].Entity) members.RemoveAt(i);
        }
        return groups;
    }

    /// <summary>The card of a group: that of the person who bears the head's name, else the one most members have, else the first.</summary>
    private int CardOf(List<(int Entity, int Head)> members)
    {
        var best = 0;
        var bestScore = 0;
        foreach (var (entity, head) in members)
        {
            if (cardOf[entity] == 0) continue;
            var score = members.Count(m => cardOf[m.Entity] == cardOf[entity]);
            if (isHead[entity] && HeadNames.AreOne(persons[Elements.FullName][entity], names[head], rules.SlipFromLength)) score += members.Count;
            if (score <= bestScore) continue;
            bestScore = score;
            best = cardOf[entity];
        }
        return best;
    }

    private GoldenFamilies Result(int[] group, int[] card)
    {
        var familyOf = new int[persons.Count];
        var ofCard = new Dictionary<int, int>();
        var ofGroup = new Dictionary<int, int>();
        var members = new List<List<int>>();
        for (var entity = 0; entity < familyOf.Length; entity++)
        {
            var family = members.Count;
            var known = false;
            if (card[entity] != 0)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(ofCard, card[entity], out known);
                if (known) family = number;
                else number = family;
            }
            else if (group[entity] >= 0)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(ofGroup, group[entity], out known);
                if (known) family = number;
                else number = family;
            }
            if (!known) members.Add([]);
            members[family].Add(entity);
            familyOf[entity] = family;
        }
        var families = new GoldenFamily[members.Count];
        for (var f = 0; f < families.Length; f++)
        {
            var first = members[f][0];
            families[f] = new GoldenFamily(persons[Elements.FamilyCard].Values[card[first]], Head(members[f]), members[f]);
        }
        return new GoldenFamilies(families, familyOf);
    }

    /// <summary>The member the records call head; else the one who bears the name given for the head; else the eldest; else the first.</summary>
    private int Head(List<int> members)
    {
        if (members.Count == 1) return members[0];
        foreach (var member in members)
            if (isHead[member]) return member;
        foreach (var member in members)
        {
            var name = persons[Elements.FullName][member];
            foreach (var other in members)
                if (name.Length > 0 && name == persons[Elements.HeadName][other]) return member;
        }
        var eldest = members[0];
        foreach (var member in members)
        {
            var born = persons[Elements.DateOfBirth][member];
            var eldestBorn = persons[Elements.DateOfBirth][eldest];
            if (born.Length > 0 && (eldestBorn.Length == 0 || string.CompareOrdinal(born, eldestBorn) < 0)) eldest = member;
        }
        return eldest;
    }
}
