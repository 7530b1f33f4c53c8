using SatuPintu.Integration.Report;
using SatuPintu.Programmes;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;

namespace SatuPintu.Integration;

/// <summary>Adds up what the command, the summary and the report show.</summary>
internal static class TotalsMaker
{
    private const int ProblemsShown = 6;

    /// <summary>Makes the totals.</summary>
    public static ReportModel Make(IntegrationWork work)
    {
        var regency = Regency(work);
        return new ReportModel
        {
            Regency = regency?.Name ?? "",
            RegencyCode = regency?.Code ?? "",
            AsOf = work.Command.AsOf,
            Sources = [.. work.Checks.Select((_, list) => Source(work, list))],
            Pairs = [.. work.Overlap.GroupBy(r => (r.ListA, r.ListB)).Select(pair => Pair(work, pair.Key.ListA, pair.Key.ListB, [.. pair]))],
            Gaps = [.. work.Gaps.All.Select(gap => GapTotals.Of(work, gap, regency))],
            PersonsByLists = work.Gaps.PersonsByLists,
            Maps = regency is null ? [] : MapMaker.Make(work, regency),
            Linkage = work.Linked.Summary,
            Persons = work.Persons.Count,
            Families = work.Persons.Families.All.Count,
            Review = work.Linked.Review.Count,
        };
    }

    /// <summary>The regency most persons live in.</summary>
    private static Area? Regency(IntegrationWork work)
    {
        var districts = work.Persons[Elements.DistrictCode];
        var persons = new int[districts.Values.Length];
        foreach (var code in districts.Codes) persons[code]++;
        var byRegency = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 1; i < persons.Length; i++)
            if (districts.Values[i] is { Length: >= 4 } district) byRegency[district[..4]] = byRegency.GetValueOrDefault(district[..4]) + persons[i];
        return byRegency.Count == 0 ? null : work.Areas.Find(byRegency.MaxBy(r => r.Value).Key);
    }

    private static ReportPair Pair(IntegrationWork work, int a, int b, OverlapRow[] rows)
    {
        var areas = rows.Where(r => !r.IsRegency).ToList();
        return new ReportPair(
            work.Files[a].SourceId,
            work.Files[b].SourceId,
            [.. areas.Select(r => new ReportOverlap(r.AreaName, r.RecordsA, r.RecordsB, r.OverlapNik, r.OverlapLinked))],
            new ReportOverlap("", areas.Sum(r => r.RecordsA), areas.Sum(r => r.RecordsB), areas.Sum(r => r.OverlapNik), areas.Sum(r => r.OverlapLinked)));
    }

    private static ReportSource Source(IntegrationWork work, int list)
    {
        var check = work.Checks[list];
        var source = check.Table.Source;
        var unusable = check.Unusable.Count(u => u);
        var persons = new HashSet<int>(work.Linked.EntityOf[list].Where(e => e >= 0)).Count;
        return new ReportSource(
            source.Id,
            source.Name,
            source.Agency,
            check.Table.RowCount,
            unusable,
            check.Table.RowCount - unusable - persons,
            [.. Enum.GetValues<Dimension>().Select(d => Of(d, check.Quality))],
            Problems(check));
    }

    private static ReportDimension Of(Dimension dimension, IReadOnlyList<QualityMeasure> quality)
    {
        var measures = quality.Where(q => q.Dimension == dimension).ToList();
        return new ReportDimension(dimension.ToString().ToLowerInvariant(), measures.Sum(m => (long)m.Checked), measures.Sum(m => (long)m.Failed));
    }

    // The same rule on two elements is two problems; what is only worth knowing is none.
    private static ReportProblem[] Problems(CheckResult check)
    {
        var rules = CheckRules.Load();
        var standard = DataStandard.Load();
        var serious = check.Counts.Where(c => c.Severity > Severity.Info).Select(c => c.Rule).ToHashSet(StringComparer.Ordinal);
        var counts = new Dictionary<(string Rule, string Element), int>();
        foreach (var finding in check.All)
            if (serious.Contains(finding.Rule))
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, (finding.Rule, finding.Element), out _)++;
        return [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Rule, StringComparer.Ordinal).ThenBy(c => c.Key.Element, StringComparer.Ordinal).Take(ProblemsShown)
            .Select(c => new ReportProblem(ElementName(standard, c.Key.Element), RuleTitle.Of(rules[c.Key.Rule]), c.Value))];
    }

    private static LocalText ElementName(DataStandard standard, string element) =>
        element.Length == 0 ? Catalogue.Find("report.whole_row") : standard.Elements.FirstOrDefault(e => e.Id == element)?.Name ?? new LocalText(element, element);
}
