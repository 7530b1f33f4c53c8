using SatuPintu.Deliveries.Checking;
using SatuPintu.Linkage.Engine;
using SatuPintu.People;
using SatuPintu.People.Matching;

namespace SatuPintu.Deliveries.Merging;

/// <summary>Whose the records were before a merge: persons and families under numbers, by list and row.</summary>
internal sealed class FormerPersons
{
    private readonly List<Guid> ids = [];
    private readonly Dictionary<Guid, int> numbers = [];
    private readonly List<int> familyOf = [];
    private readonly bool[][] changed;
    private readonly int[][] personOf;
    private readonly bool[] touched;
    // By person, a record that still stands somewhere; a person without any is spoken of no more.
    private readonly (int List, int Row)[] standsAt;

    public FormerPersons(IReadOnlyList<CheckedList> lists, Standing standing)
    {
        var families = new Dictionary<Guid, int>();
        changed = new bool[lists.Count][];
        personOf = new int[lists.Count][];
        var lost = new List<int>();
        for (var list = 0; list < lists.Count; list++)
        {
            var known = standing.Of(lists[list].Delivery.Source);
            var identity = lists[list].Identity;
            changed[list] = new bool[identity.Keys.Length];
            personOf[list] = new int[identity.Keys.Length];
            var found = 0;
            for (var row = 0; row < identity.Keys.Length; row++)
            {
                personOf[list][row] = -1;
                if (!known.TryGetValue(identity.Keys[row], out var record))
                {
                    changed[list][row] = true;
                    ChangedRecords++;
                    continue;
                }
                found++;
                if (record.Person is { } person) personOf[list][row] = Number(person);
                if (record.Content == identity.Contents[row]) continue;
                changed[list][row] = true;
                ChangedRecords++;
                if (personOf[list][row] >= 0) lost.Add(personOf[list][row]);
            }
            if (found == known.Count) continue;
            var present = identity.Keys.ToHashSet();
            foreach (var (key, record) in known)
            {
                if (present.Contains(key)) continue;
                ChangedRecords++;
                if (record.Person is { } person) lost.Add(Number(person));
            }
        }
        touched = new bool[ids.Count];
        foreach (var person in lost) touched[person] = true;
        standsAt = new (int, int)[ids.Count];
        Array.Fill(standsAt, (-1, -1));
        for (var list = 0; list < lists.Count; list++)
            for (var row = 0; row < personOf[list].Length; row++)
                if (personOf[list][row] is >= 0 and var person && !lists[list].Check.Unusable[row]) standsAt[person] = (list, row);

        int Number(Guid person)
        {
            if (numbers.TryGetValue(person, out var number)) return number;
            number = ids.Count;
            ids.Add(person);
            numbers.Add(person, number);
            // A person without a family is a family of its own.
            var family = standing.Persons.GetValueOrDefault(person).Family ?? person;
            if (!families.TryGetValue(family, out var of)) families.Add(family, of = families.Count);
            familyOf.Add(of);
            return number;
        }
    }

    /// <summary>How many persons there were.</summary>
    public int Count => ids.Count;

    /// <summary>How many records are new, say something else, or have gone.</summary>
    public int ChangedRecords { get; }

    /// <summary>By list and row, whether the record is new or says something else.</summary>
    public bool[][] Changed => changed;

    /// <summary>By list and row, the number of the person; −1 for a record that is new or was unusable.</summary>
    public int[][] PersonOf => personOf;

    /// <summary>By person, the number of the family.</summary>
    public IReadOnlyList<int> FamilyOf => familyOf;

    /// <summary>By person, whether a record has gone or says something else.</summary>
    public bool[] Touched => touched;

    /// <summary>The same for the linker.</summary>
    public KnownRecords Known(ModelParameters model) => new(model, changed, personOf, familyOf, touched);

    /// <summary>For each record that was somebody's before, the person it is part of now and the id of that before.</summary>
    public IEnumerable<(int Entity, Guid Former)> Memberships(LinkedRecords linked)
    {
        for (var list = 0; list < personOf.Length; list++)
            for (var row = 0; row < personOf[list].Length; row++)
                if (linked.EntityOf[list][row] is >= 0 and var entity && personOf[list][row] is >= 0 and var person) yield return (entity, ids[person]);
    }

    /// <summary>What became of the persons whose records were linked anew.</summary>
    public (List<(Guid From, Guid Into)> Joined, List<(Guid From, Guid New)> Parted, List<Guid> Unlisted) WhatBecame(LinkedRecords linked, Guid[] idOf)
    {
        var given = idOf.ToHashSet();
        var joined = new List<(Guid, Guid)>();
        var unlisted = new List<Guid>();
        for (var person = 0; person < ids.Count; person++)
        {
            if (given.Contains(ids[person])) continue;
            var (list, row) = standsAt[person];
            if (list < 0)
            {
                if (touched[person]) unlisted.Add(ids[person]);
            }
            else if (linked.EntityOf[list][row] is >= 0 and var entity) joined.Add((ids[person], idOf[entity]));
        }
        var parted = new List<(Guid, Guid)>();
        foreach (var (entity, former) in Memberships(linked).Distinct())
            if (!numbers.ContainsKey(idOf[entity])) parted.Add((former, idOf[entity]));
        return (joined, parted, unlisted);
    }
}
