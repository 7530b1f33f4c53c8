using System.Globalization;
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
        var isIn = Mask(rule.In);
        var notIn = Mask(rule.NotIn);
        var deciles = rule.Decile is null ? [] : standing.Deciles.Where(d => lists[d.List].Source.ExtremePoverty == rule.Decile.ExtremePoverty).ToArray();
        if (rule.In is not null && isIn == 0) return Missing(rule.In);
        if (rule.NotIn is not null && notIn == 0) return Missing(rule.NotIn);
        if (rule.Decile is not null && deciles.Length == 0) return Not("programmes.gap_needs_decile");
        if (rule.ProgrammesAtLeast > standing.Programmes.Count) return Not("programmes.gap_needs_two_programmes", ("count", rule.ProgrammesAtLeast));

        var found = new List<int>();
        for (var entity = 0; entity < persons.Count; entity++)
        {
            var stands = persons.InLists[entity];
            if (rule.In is not null && (stands & isIn) == 0) continue;
            if ((stands & notIn) != 0) continue;
            if (rule.ProgrammesAtLeast > 0 && standing.ProgrammesOf(entity) < rule.ProgrammesAtLeast) continue;
            if (rule.Decile is not null && !Array.Exists(deciles, d => d.Lowest[entity] is > 0 and var lowest && lowest <= rule.Decile.AtMost)) continue;
            found.Add(entity);
        }
        return new Gap(rule, found, null);

        ulong Mask(ListChoice? choice)
        {
            var mask = 0UL;
            for (var list = 0; list < lists.Count && choice is not null; list++)
                if (choice.Holds(lists[list].Source)) mask |= 1UL << list;
            return mask;
        }

        Gap Missing(ListChoice choice) => choice.Sources is { Count: > 0 } sources
            ? Not("programmes.gap_needs_list", ("lists", string.Join(", ", sources.Select(s => s.ToUpper(CultureInfo.InvariantCulture)))))
            : Not(choice.Kinds!.Contains(SourceKind.Programme) ? "programmes.gap_needs_programme" : "programmes.gap_needs_welfare");

        Gap Not(string key, params (string, object?)[] arguments) =>
            new(rule, [], new LocalText(Catalogue.Say(Language.Indonesian, key, arguments), Catalogue.Say(Language.English, key, arguments)));
    }
}
