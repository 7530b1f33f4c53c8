using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>Makes one record of the records of each person, by the rules of survivorship.</summary>
public static class Merger
{
    internal const int RangeSize = 8192;

    /// <summary>Merges without the findings of the checks.</summary>
    public static GoldenPersons Merge(LinkedRecords linked, SurvivorshipRules rules, CancellationToken cancellation) =>
        Merge(linked, rules, findings: null, cancellation);

    /// <summary>Merges the records of each person and finds the families.</summary>
    /// <param name="linked">The records and the persons they belong to; at most 64 lists.</param>
    /// <param name="rules">Which record's value is kept.</param>
    /// <param name="findings">By list, findings that make a value doubtful (criterion <see cref="Criterion.Valid"/>); null when not known.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">There are more than 64 lists.</exception>
    public static GoldenPersons Merge(LinkedRecords linked, SurvivorshipRules rules, IReadOnlyList<IReadOnlyList<Finding>>? findings = null, CancellationToken cancellation = default)
    {
        if (linked.Lists.Count > 64) throw new ArgumentException("At most 64 lists are merged at once.", nameof(linked));
        var options = new ParallelOptions { CancellationToken = cancellation };
        var merge = new MergeWork(linked, rules, findings, options);
        Parallel.For(0, (linked.EntityCount + RangeSize - 1) / RangeSize, options, range =>
            merge.Merge(range, range * RangeSize, Math.Min(linked.EntityCount, (range + 1) * RangeSize)));
        var persons = merge.Result();
        persons.Families = FamilyFinder.Find(persons, FamilyRules.BuiltIn, cancellation);
        return persons;
    }
}
