using System.Globalization;
using SatuPintu.Dashboard;
using SatuPintu.Dashboard.Keeping;
using SatuPintu.Dashboard.Looking;
using SatuPintu.Programmes;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>What of the figures is chosen.</summary>
/// <param name="SourceA">The source in whose areas what two share is counted.</param>
/// <param name="SourceB">The other.</param>
/// <param name="Measure">What a map shows: an id of <see cref="FigureSheets.Measures"/>; null for the first.</param>
public sealed record FigureChoice(string? SourceA, string? SourceB, string? Measure = null)
{
    /// <summary>The two sources: those chosen, else the first two welfare lists, else the first two; null where there are none.</summary>
    public (string A, string B)? Pair(IReadOnlyList<KeptSource> sources)
    {
        var order = sources.OrderBy(s => s.Kind == SatuPintu.Sources.SourceKind.Welfare ? 0 : 1).Select(s => s.Source).ToList();
        if (order.Count < 2) return null;
        var a = order.Contains(SourceA ?? "") ? SourceA! : order[0];
        var b = order.Contains(SourceB ?? "") && SourceB != a ? SourceB! : order.First(s => s != a);
        return (a, b);
    }
}

/// <summary>The tables of the dashboard: which figures each needs, and how it is made of them.</summary>
internal sealed class FigureSheets(PageTexts texts, FigureChoice choice, Func<string, string>? link = null)
{
    private static readonly int[] Deciles = [1, 2, 3, 4];

    /// <summary>The tables by id that are made of the figures of areas.</summary>
    public static readonly string[] Ids = ["ringkasan", "irisan", "celah", "kantong", "program", "peta"];

    /// <summary>The table that is made of deliveries.</summary>
    public const string QualityId = "mutu";

    /// <summary>The table that is made of a variable.</summary>
    public const string VariableId = "ciri";

    private const string GapMeasure = "celah-";

    /// <summary>The figures that a table needs.</summary>
    public IEnumerable<FigureColumn> Columns(string id, FigureMoment moment, IReadOnlyList<KeptSource> sources) => id switch
    {
        "ringkasan" => [new(FigureKinds.Persons), new(FigureKinds.Families), .. sources.Select(s => new FigureColumn(FigureKinds.Records, s.Source))],
        "irisan" => choice.Pair(sources) is var (a, b) ? [new(FigureKinds.Records, a), new(FigureKinds.Records, b), new(FigureKinds.OverlapNik, a, b), new(FigureKinds.OverlapLinked, a, b)] : [],
        "celah" => moment.Gaps.Select(g => new FigureColumn(FigureKinds.Gap, g)),
        "kantong" => [new(FigureKinds.Persons), new(FigureKinds.Families), new(FigureKinds.ExtremePersons), .. Deciles.SelectMany(d => new FigureColumn[] { new(FigureKinds.DecilePersons, Text(d)), new(FigureKinds.DecileFamilies, Text(d)) })],
        "program" => [.. Deciles.Select(d => new FigureColumn(FigureKinds.DecileFamilies, Text(d))), .. Programmes(sources).Append(FigureKinds.Any).SelectMany(p => new FigureColumn[] { new(FigureKinds.ProgrammePersons, p), new(FigureKinds.ProgrammeFamilies, p), new(FigureKinds.ProgrammePoorFamilies, p) })],
        "peta" => [.. Columns("kantong", moment, sources), .. Columns("irisan", moment, sources), .. Columns("celah", moment, sources)],
        _ => [],
    };

    /// <summary>What a map can show, by id.</summary>
    public IReadOnlyDictionary<string, string> Measures(FiguresView view)
    {
        var measures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var gap in view.Moment?.Gaps ?? []) measures[GapMeasure + gap] = RuleOf(gap).Title.In(texts.Language);
        measures["desil"] = texts["dashboard.pockets.poorest_share"];
        measures["miskin"] = texts["dashboard.pockets.poor_families_share"];
        if (choice.Pair(view.Sources) is var (a, b)) measures["irisan"] = $"{texts["dashboard.overlap.linked"]}: {Name(a)}, {Name(b)}";
        measures["jiwa"] = texts["dashboard.persons"];
        return measures;
    }

    /// <summary>What the map shows: what is chosen, else the first that it can.</summary>
    public string MeasureOf(FiguresView view) => Measures(view) is var measures && choice.Measure is { } chosen && measures.ContainsKey(chosen) ? chosen : measures.Keys.First();

    /// <summary>Deliveries with their quality and what they changed.</summary>
    public FigureSheet Quality(IReadOnlyList<MergedDelivery> deliveries) => new(QualityId, texts["quality.title"], texts["quality.means"],
        [texts["dashboard.source.list"], .. ShowQuality.Dimensions.Select(d => texts[$"delivery.dimension.{d}"]), texts["quality.errors"], texts["quality.warnings"], .. new[] { "rows", "added", "changed", "gone" }.Select(k => texts[$"delivery.difference.{k}"]),
            .. new[] { "new", "joined", "parted", "unlisted" }.Select(k => texts[$"delivery.merged.{k}"])],
        [.. deliveries.Select(d => new FigureSheetRow("", $"{Name(d.Source)} {d.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            [.. ShowQuality.Dimensions.Select(n => Score(d, n)), (ShownCount)d.Errors, (ShownCount)d.Warnings,
                .. new[] { d.Difference?.Rows, d.Difference?.Added, d.Difference?.Changed, d.Difference?.Gone, d.Merged?.NewPersons, d.Merged?.Joined, d.Merged?.Parted, d.Merged?.Unlisted }.Select(n => (FigureCell)(ShownCount)(n ?? 0))]))]);

    /// <summary>The share of a delivery's values that passed in one dimension.</summary>
    public static FigureCell Score(MergedDelivery delivery, string dimension) => delivery.Quality.TryGetValue(dimension, out var score) ? new FigureCell(score.Passed, score.Checked) : new FigureCell(0, 0);

    /// <summary>Makes a table.</summary>
    public FigureSheet Make(string id, FiguresView view) => id switch
    {
        "irisan" => Overlap(view),
        "celah" => ByArea(view, id, [.. view.Moment?.Gaps.Select(g => (RuleOf(g).Title.In(texts.Language), (Func<FigureAreaRow, FigureCell>)(r => view.Of(r, FigureKinds.Gap, g)))) ?? []]),
        "kantong" => Pockets(view),
        "program" => ProgrammeTargets(view),
        "peta" => Map(view),
        _ => ByArea(view, "ringkasan",
            [(texts["dashboard.persons"], r => view.Of(r, FigureKinds.Persons)), (texts["dashboard.families"], r => view.Of(r, FigureKinds.Families)),
                .. view.Sources.Select(s => (texts.Say("dashboard.records_of", ("source", Name(s.Source))), (Func<FigureAreaRow, FigureCell>)(r => view.Of(r, FigureKinds.Records, s.Source))))]),
    };

    /// <summary>One gap by area.</summary>
    public FigureSheet Gap(FiguresView view, GapRule rule) => ByArea(view, "celah", [(texts["dashboard.persons"], r => view.Of(r, FigureKinds.Gap, rule.Id))]) with
    {
        Caption = texts.Say("dashboard.gap.by_area", ("area", AreaNames.Of(texts, view.Area))),
        Definition = rule.Explanation.In(texts.Language),
    };

    /// <summary>The gaps of the area itself, each leading to its list.</summary>
    public IEnumerable<(GapRule Rule, ShownCount? Count)> Gaps(FiguresView view) =>
        ListGap.AllRules.Select(r => (r, view.Moment?.Gaps.Contains(r.Id) == true ? view.Of(view.Total, FigureKinds.Gap, r.Id) : (ShownCount?)null));

    /// <summary>How a source is written: its id in capitals, as officers say it.</summary>
    public static string Name(string source) => source.ToUpperInvariant();

    private FigureSheet Overlap(FiguresView view)
    {
        var (a, b) = choice.Pair(view.Sources) ?? ("", "");
        return ByArea(view, "irisan",
        [
            (Name(a), r => view.Of(r, FigureKinds.Records, a)), (Name(b), r => view.Of(r, FigureKinds.Records, b)),
            (texts["dashboard.overlap.nik"], r => view.Of(r, FigureKinds.OverlapNik, a, b)), (texts["dashboard.overlap.linked"], r => view.Of(r, FigureKinds.OverlapLinked, a, b)),
        ]) with
        { Caption = texts.Say("dashboard.overlap.caption", ("a", Name(a)), ("b", Name(b)), ("area", AreaNames.Of(texts, view.Area))) };
    }

    /// <summary>The poorest share first.</summary>
    private FigureSheet Pockets(FiguresView view)
    {
        var sheet = ByArea(view, "kantong",
        [
            (texts["dashboard.persons"], r => view.Of(r, FigureKinds.Persons)), (texts["dashboard.pockets.extreme"], r => view.Of(r, FigureKinds.ExtremePersons)),
            (texts["dashboard.pockets.poorest"], r => UpTo(view, r, FigureKinds.DecilePersons, 2)), (texts["dashboard.pockets.poorest_share"], r => new FigureCell(UpTo(view, r, FigureKinds.DecilePersons, 2), view.Of(r, FigureKinds.Persons))),
            (texts["dashboard.pockets.poor_families"], r => UpTo(view, r, FigureKinds.DecileFamilies, FigureKinds.PoorUpTo)),
            (texts["dashboard.pockets.poor_families_share"], r => new FigureCell(UpTo(view, r, FigureKinds.DecileFamilies, FigureKinds.PoorUpTo), view.Of(r, FigureKinds.Families))),
        ]);
        const int share = 3;
        return sheet with { Rows = [.. sheet.Rows.SkipLast(Sums(view)).OrderByDescending(r => r.Cells[share].Share ?? -1).ThenBy(r => r.Area, StringComparer.Ordinal), .. sheet.Rows.TakeLast(Sums(view))] };
    }

    private static ShownCount UpTo(FiguresView view, FigureAreaRow row, string kind, int decile) => Sum(Deciles.Where(d => d <= decile).Select(d => view.Of(row, kind, Text(d))));

    /// <summary>What a map shows, in the last column, with what it is a share of before it.</summary>
    private FigureSheet Map(FiguresView view)
    {
        var measure = MeasureOf(view);
        var title = Measures(view)[measure];
        var (a, b) = choice.Pair(view.Sources) ?? ("", "");
        IReadOnlyList<(string, Func<FigureAreaRow, FigureCell>)> columns = measure switch
        {
            "desil" => [(texts["dashboard.pockets.poorest"], r => UpTo(view, r, FigureKinds.DecilePersons, 2)), (title, r => new FigureCell(UpTo(view, r, FigureKinds.DecilePersons, 2), view.Of(r, FigureKinds.Persons)))],
            "miskin" => [(texts["dashboard.pockets.poor_families"], r => UpTo(view, r, FigureKinds.DecileFamilies, FigureKinds.PoorUpTo)), (title, r => new FigureCell(UpTo(view, r, FigureKinds.DecileFamilies, FigureKinds.PoorUpTo), view.Of(r, FigureKinds.Families)))],
            "irisan" => [(title, r => view.Of(r, FigureKinds.OverlapLinked, a, b))],
            "jiwa" => [(title, r => view.Of(r, FigureKinds.Persons))],
            _ => [(texts["dashboard.persons"], r => view.Of(r, FigureKinds.Gap, measure[GapMeasure.Length..]))],
        };
        var means = measure switch { "desil" or "miskin" => texts["dashboard.sheet.kantong.means"], "irisan" => texts["dashboard.sheet.irisan.means"], "jiwa" => texts["dashboard.sheet.ringkasan.means"], _ => RuleOf(measure[GapMeasure.Length..]).Explanation.In(texts.Language) };
        return ByArea(view, "peta", columns) with { Caption = $"{title}: {AreaNames.Of(texts, view.Area)}", Definition = means };
    }

    /// <summary>What programmes reach, and what they add up to, beside the poor families there are.</summary>
    private FigureSheet ProgrammeTargets(FiguresView view)
    {
        var poor = Sum(Deciles.Select(d => view.Of(view.Total, FigureKinds.DecileFamilies, Text(d))));
        var programmes = Programmes(view.Sources).ToList();
        FigureSheetRow Row(string name, ShownCount? persons, ShownCount families, ShownCount poorFamilies) => new("", name, [persons is { } counted ? counted : new FigureCell(0, 0), families, poorFamilies, new FigureCell(poorFamilies, poor), new FigureCell(families, poor)]);
        var rows = programmes.Select(p => Row(p, view.Of(view.Total, FigureKinds.ProgrammePersons, p), view.Of(view.Total, FigureKinds.ProgrammeFamilies, p), view.Of(view.Total, FigureKinds.ProgrammePoorFamilies, p))).ToList();
        rows.Add(Row(texts["dashboard.programmes.sum"], null, Sum(programmes.Select(p => view.Of(view.Total, FigureKinds.ProgrammeFamilies, p))), Sum(programmes.Select(p => view.Of(view.Total, FigureKinds.ProgrammePoorFamilies, p)))));
        rows.Add(Row(texts["dashboard.programmes.any"], null, view.Of(view.Total, FigureKinds.ProgrammeFamilies, FigureKinds.Any), view.Of(view.Total, FigureKinds.ProgrammePoorFamilies, FigureKinds.Any)));
        rows.Add(new("", texts["dashboard.programmes.poor"], [new FigureCell(0, 0), poor, poor, new FigureCell(poor, poor), new FigureCell(poor, poor)]));
        return new FigureSheet("program", texts.Say("dashboard.sheet.program", ("area", AreaNames.Of(texts, view.Area))), texts["dashboard.sheet.program.means"],
            [texts["dashboard.programmes.programme"], texts["dashboard.persons"], texts["dashboard.families"], texts["dashboard.programmes.poor_reached"], texts["dashboard.programmes.poor_share"], texts["dashboard.programmes.beside"]], rows);
    }

    /// <summary>A row for each area below, what is in none of them, and the sum.</summary>
    private FigureSheet ByArea(FiguresView view, string id, IReadOnlyList<(string Heading, Func<FigureAreaRow, FigureCell> Cell)> columns)
    {
        var rows = view.Below.Select(r => new FigureSheetRow(r.Area, AreaNames.Of(texts, r.Area), [.. columns.Select(c => c.Cell(r))], link?.Invoke(r.Area))).ToList();
        if (view.Rest is { } rest) rows.Add(new FigureSheetRow("", texts["dashboard.rest"], [.. columns.Select(c => c.Cell(rest))]));
        // A sum stands for no area below; only where nothing lies below is the area a row of its own.
        rows.Add(view.Below.Count > 0 ? new FigureSheetRow("", texts["dashboard.sum"], [.. columns.Select(c => c.Cell(view.Total))]) : new FigureSheetRow(view.Area, AreaNames.Of(texts, view.Area), [.. columns.Select(c => c.Cell(view.Total))]));
        return new FigureSheet(id, texts.Say($"dashboard.sheet.{id}", ("area", AreaNames.Of(texts, view.Area))), texts[$"dashboard.sheet.{id}.means"], [texts["persons.area"], .. columns.Select(c => c.Heading)], rows);
    }

    private static int Sums(FiguresView view) => view.Rest is null ? 1 : 2;

    private static ShownCount Sum(IEnumerable<ShownCount> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
        {
            if (count.Value is not { } value) return new ShownCount(null);
            sum += value;
        }
        return sum;
    }

    private static IEnumerable<string> Programmes(IReadOnlyList<KeptSource> sources) => sources.Select(s => s.Programme).OfType<string>().Distinct(StringComparer.Ordinal);

    private static GapRule RuleOf(string gap) => ListGap.Rule(gap);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
