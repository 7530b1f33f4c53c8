using SatuPintu.People;
using SatuPintu.Sources;

namespace SatuPintu.Programmes;

/// <summary>The persons a gap concerns.</summary>
/// <param name="Rule">The gap.</param>
/// <param name="Persons">The persons, in order; none when the gap was not computed.</param>
/// <param name="NotComputed">Why it was not computed; null when it was.</param>
public sealed record Gap(GapRule Rule, IReadOnlyList<int> Persons, LocalText? NotComputed);

/// <summary>All gaps, and how many persons stand in how many lists.</summary>
public sealed class Gaps
{
    internal Gaps(GoldenPersons persons, IReadOnlyList<Gap> all, IReadOnlyList<int> personsByLists, PersonStanding standing)
    {
        Persons = persons;
        All = all;
        PersonsByLists = personsByLists;
        Standing = standing;
    }

    /// <summary>The persons looked at.</summary>
    public GoldenPersons Persons { get; }

    /// <summary>The gaps in the order of the rules; also those not computed.</summary>
    public IReadOnlyList<Gap> All { get; }

    /// <summary>Persons by the number of lists they stand in; entry 0 is one list. One entry for each list.</summary>
    public IReadOnlyList<int> PersonsByLists { get; }

    internal PersonStanding Standing { get; }
}

/// <summary>Finds whom the lists and programmes miss.</summary>
/// <remarks>
/// Who receives a programme is told by the programmes' own lists alone. What a welfare list states (<see cref="Elements.ActiveAid"/>)
/// is shown beside a person but proves nothing. A gap that needs a list that was not given is not computed: without the list of any
/// programme everybody would look unserved.
/// </remarks>
public static class GapFinder
{
    /// <summary>Finds every gap.</summary>
    public static Gaps Find(GoldenPersons persons, GapRules rules, CancellationToken cancellation = default)
    {
        var standing = new PersonStanding(persons);
        var gaps = new Gap[rules.Rules.Count];
        Parallel.For(0, gaps.Length, new ParallelOptions { CancellationToken = cancellation }, r => gaps[r] = Find(persons, standing, rules.Rules[r]));
        var byLists = new int[persons.Linked.Lists.Count];
        foreach (var lists in persons.InLists) byLists[System.Numerics.BitOperations.PopCount(lists) - 1]++;
        return new Gaps(persons, gaps, byLists, standing);
    }

    private static Gap Find(GoldenPersons persons, PersonStanding standing, GapRule rule)
    {
        var lists = persons.Linked.Lists;
        var lowestOf = new byte[]?[lists.Count];
        foreach (var (list, lowest) in standing.Deciles) lowestOf[list] = lowest;
        var test = GapTest.Of(rule, [.. lists.Select(l => l.Source)], [.. lowestOf.Select(l => l is not null)], standing.Programmes.Count);
        if (test.NotComputed is not null) return new Gap(rule, [], test.NotComputed);

        var found = new List<int>();
        Span<byte> lowestHere = stackalloc byte[lists.Count];
        for (var entity = 0; entity < persons.Count; entity++)
        {
            for (var list = 0; list < lowestOf.Length; list++) lowestHere[list] = lowestOf[list]?[entity] ?? 0;
            if (test.Concerns(persons.InLists[entity], standing.ProgrammesOf(entity), lowestHere)) found.Add(entity);
        }
        return new Gap(rule, found, null);
    }
}
