using SatuPintu.Deliveries.Deciding;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.Server.Components;
using SatuPintu.Sources;

namespace SatuPintu.Server.Deliveries.Deciding;

/// <summary>The part of a delivery's page on which it is worked: its columns, its quality, what is decided.</summary>
/// <param name="Work">The delivery.</param>
/// <param name="Progress">How far the work of the service on it is; null where it does none.</param>
/// <param name="Texts">The texts of the page.</param>
public sealed record DeliveryWorkPage(DeliveryWorkView Work, JobProgress? Progress, PageTexts Texts)
{
    private static readonly string[] Working = ["received", "mapped", "checking", "accepted", "linking"];

    /// <summary>What the reader had written when a decision was refused; it need not be written again.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the service works on it, or will in a moment.</summary>
    public bool IsWorking => Working.Contains(Work.State, StringComparer.Ordinal);

    /// <summary>Whether the reader is to say what the columns are before anything else is done.</summary>
    public bool AsksForColumns => Work.State == "recognised" && Work.May.Contains("delivery.map");

    /// <summary>What the service does now.</summary>
    public string Doing => Texts[Progress is { } now ? $"delivery.stage.{now.Stage}" : "delivery.stage.waiting"];

    /// <summary>The columns that can be corrected, with what each is taken for now.</summary>
    public IEnumerable<(int Number, string Heading, string Element, string Example)> Columns =>
        Work.Columns?.Columns.Select((c, i) => (i, c.Heading, (Work.Chosen is null ? c.Element : Work.Chosen.GetValueOrDefault(c.Heading)) ?? "", c.Example)) ?? [];

    /// <summary>What a column can be: elements by id, those that are answered yes or no for one programme as <c>element=value</c>.</summary>
    public IReadOnlyDictionary<string, string> Choices
    {
        get
        {
            var language = Texts.Language;
            var choices = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = Texts["delivery.column.aside"] };
            foreach (var element in DataStandard.Load().Elements.Where(e => e.Id != Elements.NikDamaged).OrderBy(e => e.Name.In(language), StringComparer.CurrentCulture)) choices[element.Id] = element.Name.In(language);
            foreach (var column in Work.Columns?.Columns ?? [])
                if (column.Element is { } told) choices.TryAdd(told, told.Split('=') is [var element, var value] ? $"{choices.GetValueOrDefault(element, element)}: {value}" : told);
            return choices;
        }
    }

    /// <summary>What is new, changed and gone.</summary>
    public TableView Difference => new(Texts["delivery.difference"], [new(Texts["delivery.what"]), new(Texts["delivery.rows"], IsNumber: true)],
        Work.Difference is not { } d ? [] : [.. new[] { ("rows", d.Rows), ("added", d.Added), ("changed", d.Changed), ("gone", d.Gone), ("unusable", Work.Unusable), ("returned", Work.Returned) }
            .Select(r => (IReadOnlyList<TableCell>)[Texts[$"delivery.difference.{r.Item1}"], Number(r.Item2)])]);

    /// <summary>Quality beside the list before.</summary>
    public TableView Quality => new(Texts["delivery.quality"], [new(Texts["delivery.dimension"]), new(Texts["delivery.now"], IsNumber: true), new(Texts["delivery.before"], IsNumber: true)],
        [.. Work.Quality.Select(q => (IReadOnlyList<TableCell>)[Texts[$"delivery.dimension.{q.Dimension}"], Percent(q.Score), q.Before is { } before ? Percent(before) : "–"])]);

    /// <summary>Findings beside the list before.</summary>
    public TableView Findings
    {
        get
        {
            return new(Texts["delivery.findings"], [new(Texts["delivery.rule"]), new(Texts["delivery.severity"]), new(Texts["delivery.now"], IsNumber: true), new(Texts["delivery.before"], IsNumber: true)],
                [.. Work.Findings.Select(f => (IReadOnlyList<TableCell>)
                    [Texts["report.rule." + f.Rule], new TableCell(Texts[$"delivery.severity.{f.Severity}"], Tone: ToneOf(f.Severity)), Number(f.Findings), f.Before is { } before ? Number(before) : "–"])]);
        }
    }

    /// <summary>What the merge brought.</summary>
    public TableView Merged => new(Texts["delivery.merged"], [new(Texts["delivery.what"]), new(Texts["delivery.persons"], IsNumber: true)],
        Work.Merged is not { } m ? [] : [.. new[] { ("new", m.NewPersons), ("changed", m.ChangedPersons), ("joined", m.Joined), ("parted", m.Parted), ("unlisted", m.Unlisted) }
            .Select(r => (IReadOnlyList<TableCell>)[Texts[$"delivery.merged.{r.Item1}"], Number(r.Item2)])]);

    private string Number(int number) => Numbers.Whole(number, Texts.Language);

    private string Percent(double share) => Numbers.Percent(share, 1, Texts.Language);

    private static Tone ToneOf(string severity) => severity switch
    {
        "unusable" or "error" => Tone.Bad,
        "warning" => Tone.Warning,
        _ => Tone.Info,
    };
}
