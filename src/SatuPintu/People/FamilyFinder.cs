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
        var (claims, starts) = finder.Claims();
        cancellation.ThrowIfCancellationRequested();
        var (group, card) = finder.Settle(claims, starts);
        return finder.Result(group, card);
    }

    /// <summary>A record says: this person belongs to the family of the head of that name at that place.</summary>
    private readonly record struct Claim(int Head, int Entity) : IComparable<Claim>
    {
        public int CompareTo(Claim other) => Head != other.Head ? Head.CompareTo(other.Head) : Entity.CompareTo(other.Entity);

        public static bool operator <(Claim left, Claim right) => left.CompareTo(right) < 0;
        public static bool operator >(Claim left, Claim right) => left.CompareTo(right) > 0;
        public static bool operator <=(Claim left, Claim right) => left.CompareTo(right) <= 0;
        public static bool operator >=(Claim left, Claim right) => left.CompareTo(right) >= 0;
    }

    /// <summary>Where a household lives, by the numbers of its parts.</summary>
    private readonly record struct Place(int Village, int Street, int Rt, int Rw, int House)
    {
        public bool IsEnough => Village != 0 && Street != 0 && ((Rt != 0 && Rw != 0) || House != 0);

        public override int GetHashCode()
        {
            const uint Prime = 0x9E3779B1;
            var hash = unchecked(((((uint)Village * Prime) + (uint)Street) * Prime) + (uint)(Rt << 20) + (uint)(Rw << 10) + (uint)House);
            return unchecked((int)((hash * Prime) ^ (hash >> 15)));
        }
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

    /// <summary>What every record says of its family, place after place, with the start of each place.</summary>
    private (Claim[] Claims, int[] Starts) Claims()
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

        var street = persons.PoolOf(Elements.Street);
        var streets = StreetsWithoutKind(street);
        var village = persons.PoolOf(Elements.VillageCode);
        var rt = persons.PoolOf(Elements.Rt);
        var rw = persons.PoolOf(Elements.Rw);
        var house = persons.PoolOf(Elements.HouseNumber);
        var places = new Dictionary<Place, int>(persons.Count / 2);
        var placeOf = new List<int>(persons.Count);
        var claims = new List<Claim>(persons.Count);
        for (var entity = 0; entity < persons.Count; entity++)
        {
            foreach (var record in persons.Linked.Members(entity))
            {
                var head = headPool[record];
                if (head == 0) head = headOfCard[cardOf[entity]];
                if (head == 0) continue;
                var place = new Place(village[record], streets[street[record]], rt[record], rw[record], house[record]);
                if (!place.IsEnough) continue;
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(places, place, out var known);
                if (!known) number = places.Count - 1;
                placeOf.Add(number);
                claims.Add(new Claim(head, entity));
            }
        }

        var starts = new int[places.Count + 1];
        foreach (var place in placeOf) starts[place + 1]++;
        for (var place = 0; place < places.Count; place++) starts[place + 1] += starts[place];
        var sorted = new Claim[claims.Count];
        var next = starts.AsSpan(0, places.Count).ToArray();
        for (var i = 0; i < sorted.Length; i++) sorted[next[placeOf[i]]++] = claims[i];
        return (sorted, starts);
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
    private (int[] Group, int[] Card) Settle(Claim[] claims, int[] starts)
    {
        var card = (int[])cardOf.Clone();
        var group = new int[persons.Count];
        Array.Fill(group, -1);
        var groups = 0;
        var atPlace = new List<List<Claim>>();
        for (var place = 0; place + 1 < starts.Length; place++)
        {
            // One claim at a place makes no family.
            if (starts[place + 1] - starts[place] == 1) continue;
            Divide(claims.AsSpan(starts[place], starts[place + 1] - starts[place]), atPlace);
            foreach (var members in atPlace)
            {
                if (members.Count < 2 || members.Count > rules.MaxMembers) continue;
                var joined = CardOf(members);
                foreach (var (_, entity) in members)
                {
                    if (card[entity] != 0) continue;
                    if (joined != 0) card[entity] = joined;
                    else if (group[entity] < 0) group[entity] = groups;
                }
                if (joined == 0) groups++;
            }
        }
        return (group, card);
    }

    /// <summary>Divides the claims on one place by head: equal names, and what is one name written two ways. A person counts once in each.</summary>
    private void Divide(Span<Claim> claims, List<List<Claim>> groups)
    {
        groups.Clear();
        claims.Sort();
        var runs = new List<(int Start, int End)>(4);
        for (var start = 0; start < claims.Length;)
        {
            var end = start;
            while (end < claims.Length && claims[end].Head == claims[start].Head) end++;
            runs.Add((start, end));
            start = end;
        }
        // The spelling most records have leads; others join the first leader they resemble, never each other.
        if (runs.Count > 1)
        {
            var headAt = new int[claims.Length];
            for (var i = 0; i < headAt.Length; i++) headAt[i] = claims[i].Head;
            runs.Sort((x, y) => x.End - x.Start != y.End - y.Start
                ? (y.End - y.Start).CompareTo(x.End - x.Start)
                : string.CompareOrdinal(names[headAt[x.Start]], names[headAt[y.Start]]));
        }
        foreach (var (start, end) in runs)
        {
            var head = claims[start].Head;
            var members = groups.Find(g => HeadNames.AreOne(names[g[0].Head], names[head], rules.SlipFromLength));
            if (members is null) groups.Add(members = []);
            foreach (var claim in claims[start..end])
            {
                // So many at one place are filler and make no family; counting them all would take long.
                if (members.Count > rules.MaxMembers) break;
                if (!members.Exists(m => m.Entity == claim.Entity)) members.Add(claim);
            }
        }
    }

    /// <summary>The card of a group: that of the person who bears the head's name, else the one most members have, else the first.</summary>
    private int CardOf(List<Claim> members)
    {
        var best = 0;
        var bestScore = 0;
        var first = int.MaxValue;
        foreach (var (head, entity) in members)
        {
            if (cardOf[entity] == 0) continue;
            var score = members.Count(m => cardOf[m.Entity] == cardOf[entity]);
            if (isHead[entity] && HeadNames.AreOne(persons[Elements.FullName][entity], names[head], rules.SlipFromLength)) score += members.Count;
            if (score < bestScore || (score == bestScore && entity > first)) continue;
            bestScore = score;
            first = entity;
            best = cardOf[entity];
        }
        return best;
    }

    private GoldenFamilies Result(int[] group, int[] card)
    {
        var familyOf = new int[persons.Count];
        var ofCard = new Dictionary<int, int>();
        var ofGroup = new Dictionary<int, int>();
        var sizes = new List<int>();
        for (var entity = 0; entity < familyOf.Length; entity++)
        {
            var family = sizes.Count;
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
            if (!known) sizes.Add(0);
            sizes[family]++;
            familyOf[entity] = family;
        }

        var members = new int[familyOf.Length];
        var ends = new int[sizes.Count];
        for (int f = 0, start = 0; f < ends.Length; f++)
        {
            ends[f] = start;
            start += sizes[f];
        }
        for (var entity = 0; entity < familyOf.Length; entity++) members[ends[familyOf[entity]]++] = entity;
        var families = new GoldenFamily[sizes.Count];
        for (var f = 0; f < families.Length; f++)
        {
            var own = new ArraySegment<int>(members, ends[f] - sizes[f], sizes[f]);
            families[f] = new GoldenFamily(persons[Elements.FamilyCard].Values[card[own[0]]], Head(own), own);
        }
        return new GoldenFamilies(families, familyOf);
    }

    /// <summary>The member the records call head; else the one who bears the name given for the head; else the eldest; else the first.</summary>
    private int Head(ArraySegment<int> members)
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
