using SatuPintu.Regions;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Checks;

/// <summary>Checks a standardised list by the rules of <c>check-rules.json</c>.</summary>
public static class ListChecker
{
    private static readonly HashSet<long> NoCards = [];

    /// <summary>Checks one list; nothing in it is changed.</summary>
    /// <param name="table">The list.</param>
    /// <param name="areas">The official areas, for the district codes in NIK and KK.</param>
    /// <param name="asOf">The day that ages and staleness are counted from.</param>
    /// <param name="otherCards">Family card numbers known from other lists (<see cref="FamilyCards"/>), to find them among NIK.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="KeyNotFoundException">The list has a finding by a rule that the catalogue does not hold.</exception>
    public static CheckResult Check(StandardTable table, AreaCatalog areas, DateOnly asOf, IReadOnlySet<long>? otherCards = null, CancellationToken cancellation = default)
    {
        var rules = CheckRules.Load();
        var list = new ListView(table, rules, asOf);
        ReadingNotes.Add(list);
        NumberChecks.Nik(list, areas, cancellation);
        NumberChecks.FamilyCard(list, areas);
        SharedNumbers.Check(list, otherCards ?? NoCards, cancellation);
        NumberChecks.Agreement(list);
        var unusable = RowChecks.Unusable(list);
        RowChecks.Repeated(list, unusable);
        RowChecks.Formulas(list);
        FieldChecks.Missing(list, cancellation);
        FieldChecks.Ranges(list);
        FieldChecks.Dates(list);
        var freshness = FreshnessChecks.Check(list);
        FamilyChecks.Check(list, unusable, cancellation);
        var all = list.Findings.InOrder(table.RowCount, list.WithoutContent);
        var tally = new FindingTally(rules, all, table.RowCount);
        return new CheckResult(Withdrawn(table, rules, all, tally), all, unusable, list.NikTrust, Count(rules, tally), QualityMeasures.Measure(list, tally, freshness));
    }

    /// <summary>The valid family card numbers of a list.</summary>
    public static IReadOnlySet<long> FamilyCards(StandardTable table)
    {
        var cards = new HashSet<long>();
        var column = table.RawColumns.TryGetValue(Elements.FamilyCard, out var at) ? table.Raw.Columns[at] : table[Elements.FamilyCard];
        if (column is null) return cards;
        foreach (var cell in column.Values)
            if (Nik.Read(cell) is { IsValid: true } reading && Nik.TryParse(reading.Digits, out var number)) cards.Add(number.Number);
        return cards;
    }

    private static List<RuleCount> Count(CheckRules rules, FindingTally tally) =>
        [.. rules.All.Where(r => tally.CountOf(r.Id) > 0).Select(r => new RuleCount(r.Id, r.Severity, tally.CountOf(r.Id)))];

    private static StandardTable Withdrawn(StandardTable table, CheckRules rules, Finding[] all, FindingTally tally)
    {
        Dictionary<string, int[]>? without = null;
        var withdraws = rules.All.Where(r => r.Withdraws && tally.CountOf(r.Id) > 0).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        if (withdraws.Count == 0) return table;
        foreach (var finding in all)
        {
            if (finding.Row < 0 || !withdraws.Contains(finding.Rule) || table[finding.Element] is not { } column) continue;
            without ??= new Dictionary<string, int[]>(StringComparer.Ordinal);
            if (!without.TryGetValue(finding.Element, out var codes)) without.Add(finding.Element, codes = column.Codes.ToArray());
            codes[finding.Row] = 0;
        }
        return without is null ? table : table.With(without.Select(w => new TextColumn(w.Key, w.Value, table[w.Key]!.Values.ToArray())));
    }
}
