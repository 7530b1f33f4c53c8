using SatuPintu.Deliveries.Checking;
using SatuPintu.People;
using SatuPintu.Sources;

namespace SatuPintu.Deliveries.Merging;

/// <summary>What a merge changes: the persons made of the records it touches, with the ids they keep. It is reckoned without touching the registry.</summary>
internal sealed class MergePlan
{
    // Above these shares all records are linked as one whole, and the model is estimated anew.
    private const double MostChanged = 0.1, MostGrown = 0.25;

    /// <summary>The lists, as integration takes them.</summary>
    public required IReadOnlyList<CheckedList> Lists { get; init; }

    /// <summary>The persons that are made anew, and their families.</summary>
    public required GoldenPersons Persons { get; init; }

    /// <summary>By person of <see cref="Persons"/>, its id.</summary>
    public required Guid[] PersonIds { get; init; }

    /// <summary>By family of <see cref="Persons"/>, its id.</summary>
    public required Guid[] FamilyIds { get; init; }

    /// <summary>The records of these persons as they were linked; null where all stand as they did.</summary>
    public required LinkedRecords Linked { get; init; }

    /// <summary>Whether all records were linked as one whole.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Whether a list came: rows that are no person's are to be kept too.</summary>
    public bool BringsRows { get; init; } = true;

    /// <summary>Persons that were joined to another: theirs was joined to.</summary>
    public required IReadOnlyList<(Guid From, Guid Into)> Joined { get; init; }

    /// <summary>Persons whose records are two persons' now: what was one, and what was parted from it.</summary>
    public required IReadOnlyList<(Guid From, Guid New)> Parted { get; init; }

    /// <summary>Persons that no record speaks of any more.</summary>
    public required IReadOnlyList<Guid> Unlisted { get; init; }

    /// <summary>Plans a merge.</summary>
    /// <param name="lists">The lists as they are now, in the order of their sources; that of the delivery among them.</param>
    /// <param name="standing">The registry as it stands.</param>
    /// <param name="survivorship">Which record's value is kept.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops.</param>
    public static MergePlan Make(IReadOnlyList<CheckedList> lists, Standing standing, SurvivorshipRules survivorship, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var former = new FormerPersons(lists, standing);
        var records = lists.Sum(l => l.Standard.RowCount);
        // A second source brings a question that the model of the first has no answer to: which list a record is of.
        var isWhole = standing.Model is not { } model || model.Parameters.IsOfSeveralLists != lists.Count > 1 || former.ChangedRecords > MostChanged * records || records > (1 + MostGrown) * model.Records;
        if (isWhole && lists.Count > 1) lists = WithAllCards(lists, cancellation);
        IReadOnlyList<StandardTable> tables = [.. lists.Select(l => l.Check.Table)];
        IReadOnlyList<bool[]> unusable = [.. lists.Select(l => l.Check.Unusable)];
        var judged = Verdict.Find(standing.Verdicts, lists);
        var (linked, entityOf) = isWhole ? Whole(tables, unusable, judged, progress, cancellation) : Change(tables, unusable, former, standing.Model!.Value.Parameters, judged, progress, cancellation);

        progress?.Report(new StageProgress("merge", "", 0, 0));
        var scope = new LinkedRecords(tables, Numbered(entityOf), linked.Probability, linked.MatchedBy, linked.Review, linked.Summary) { Model = linked.Model, Learned = linked.Learned };
        var persons = Merger.Merge(scope, survivorship, [.. lists.Select(l => l.Check.Doubtful)], cancellation);
        var kept = StableIds.Assign(persons.Count, former.Memberships(scope));
        var personIds = Array.ConvertAll(kept, id => id ?? Guid.CreateVersion7());
        var families = persons.Families.All;
        var keptFamilies = StableIds.Assign(families.Count, Enumerable.Range(0, persons.Count)
            .Where(p => kept[p] is { } id && standing.Persons.GetValueOrDefault(id).Family is not null)
            .Select(p => (persons.FamilyOf[p], standing.Persons[personIds[p]].Family!.Value)));
        var (joined, parted, unlisted) = former.WhatBecame(scope, personIds);
        return new MergePlan
        {
            Lists = lists,
            Persons = persons,
            PersonIds = personIds,
            FamilyIds = Array.ConvertAll(keptFamilies, id => id ?? Guid.CreateVersion7()),
            Linked = scope,
            IsWhole = isWhole,
            Joined = joined,
            Parted = parted,
            Unlisted = unlisted,
        };
    }

    /// <summary>A family card number in a column of NIK may be known from another list only.</summary>
    private static CheckedList[] WithAllCards(IReadOnlyList<CheckedList> lists, CancellationToken cancellation)
    {
        var cards = lists.SelectMany(l => l.Cards).ToHashSet();
        var again = new CheckedList[lists.Count];
        Parallel.For(0, again.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i => again[i] = lists[i].Again(cards, cancellation));
        return again;
    }

    private static (LinkedRecords, int[][]) Whole(IReadOnlyList<StandardTable> tables, IReadOnlyList<bool[]> unusable, IReadOnlyList<(RecordRef, RecordRef, bool)> judged, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var linked = Linker.Link(tables, unusable, progress, judged, cancellation);
        return (linked, linked.EntityOf);
    }

    /// <summary>
    /// Links what the change touches. What hangs together with a changed record by old persons or new ones is taken as it was linked now; the rest of what
    /// was looked at stays as it was, and of it only the families of the first are made anew.
    /// </summary>
    private static (LinkedRecords, int[][]) Change(IReadOnlyList<StandardTable> tables, IReadOnlyList<bool[]> unusable, FormerPersons former, Linkage.Engine.ModelParameters model,
        IReadOnlyList<(RecordRef, RecordRef, bool)> judged, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var (linked, active) = Linker.LinkChange(tables, unusable, former.Known(model), progress, judged, cancellation);
        var together = new Together(former.Count + linked.EntityCount);
        foreach (var (list, row) in Rows(tables))
            if (active[list][row] && former.PersonOf[list][row] is >= 0 and var person) together.Unite(person, former.Count + linked.EntityOf[list][row]);
        var touched = new bool[former.Count + linked.EntityCount];
        for (var person = 0; person < former.Count; person++)
            if (former.Touched[person]) touched[together.Find(person)] = true;
        foreach (var (list, row) in Rows(tables))
            if (active[list][row] && former.Changed[list][row]) touched[together.Find(former.Count + linked.EntityOf[list][row])] = true;

        var families = new HashSet<int>();
        for (var person = 0; person < former.Count; person++)
            if (touched[together.Find(person)]) families.Add(former.FamilyOf[person]);
        var entityOf = tables.Select(t => new int[t.RowCount]).ToArray();
        foreach (var (list, row) in Rows(tables))
        {
            var person = former.PersonOf[list][row];
            entityOf[list][row] = active[list][row] && touched[together.Find(former.Count + linked.EntityOf[list][row])] ? former.Count + linked.EntityOf[list][row]
                : person >= 0 && !unusable[list][row] && families.Contains(former.FamilyOf[person]) ? person : -1;
        }
        return (linked, entityOf);
    }

    /// <summary>Entities numbered from 0 by their first record.</summary>
    private static int[][] Numbered(int[][] entityOf)
    {
        var numbers = new Dictionary<int, int>();
        return [.. entityOf.Select(rows => Array.ConvertAll(rows, entity =>
        {
            if (entity < 0) return -1;
            if (!numbers.TryGetValue(entity, out var number)) numbers.Add(entity, number = numbers.Count);
            return number;
        }))];
    }

    private static IEnumerable<(int List, int Row)> Rows(IReadOnlyList<StandardTable> tables)
    {
        for (var list = 0; list < tables.Count; list++)
            for (var row = 0; row < tables[list].RowCount; row++) yield return (list, row);
    }

    /// <summary>What hangs together, by the least number of it.</summary>
    private sealed class Together(int count)
    {
        private readonly int[] parents = [.. Enumerable.Range(0, count)];

        public int Find(int x)
        {
            while (parents[x] != x) x = parents[x] = parents[parents[x]];
            return x;
        }

        public void Unite(int a, int b)
        {
            (a, b) = (Find(a), Find(b));
            if (a != b) parents[Math.Max(a, b)] = Math.Min(a, b);
        }
    }
}
