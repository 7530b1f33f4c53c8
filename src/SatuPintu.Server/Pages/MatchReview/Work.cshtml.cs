using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Linkage.Engine;
using SatuPintu.MatchReview;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.MatchReview;

/// <summary>A day of the review: what was decided, what is left, how far officers agree; decisions are taken back here.</summary>
[Authorize(Policy = "match.work")]
public sealed class WorkModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Day { get; set; }

    /// <summary>Whether a decision was taken back just before.</summary>
    [BindProperty(SupportsGet = true, Name = "dibatalkan")]
    public bool Undone { get; set; }

    /// <summary>Whether persons were joined or parted just before.</summary>
    [BindProperty(SupportsGet = true, Name = "diputuskan")]
    public bool Decided { get; set; }

    /// <summary>The decision to take back.</summary>
    [BindProperty]
    public Guid Decision { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Why { get; set; }

    /// <summary>The day's work.</summary>
    public ReviewWork Work { get; private set; } = null!;

    /// <summary>Whether the officer may take decisions back.</summary>
    public bool MayUndo => Actions.MayAnywhere(HttpContext.Officer().Actor, "grouping.undo");

    /// <summary>Figures of the day.</summary>
    public IEnumerable<(string Label, string Value)> Facts =>
    [
        (texts["match.work.decided"], Whole(Work.Decided)), (texts["match.work.left"], Whole(Work.Left.Sum(l => l.Pairs))), (texts["match.work.visits"], Whole(Work.Visits)),
        (texts["match.work.agreement"], Work.Agreement.Pairs == 0 ? texts["match.work.agreement.none"] : texts.Say("match.work.agreement.value", ("agreed", Whole(Work.Agreement.Agreed)), ("pairs", Whole(Work.Agreement.Pairs)),
            ("percent", Numbers.Percent(Work.Agreement.Agreed / (double)Work.Agreement.Pairs, 0, texts.Language)), ("pi", Numbers.Decimal(Work.Agreement.Pi, 2, texts.Language)))),
    ];

    /// <summary>What officers said.</summary>
    public TableView Officers => new(texts["match.work.officers"], [new(texts["match.work.officer"]), .. new[] { "same", "different", "unsure", "visit" }.Select(v => new TableColumn(texts[$"match.answer.{v}"], IsNumber: true))],
        [.. Work.Reviewers.Select(r => (IReadOnlyList<TableCell>)[r.Name, Whole(r.Same), Whole(r.Different), Whole(r.Unsure), Whole(r.Visit)])]);

    /// <summary>What is left by district.</summary>
    public TableView Left => new(texts["match.work.left"], [new(texts["match.area"]), new(texts["match.pairs"], IsNumber: true)],
        [.. Work.Left.Select(l => (IReadOnlyList<TableCell>)[new TableCell(PersonsModel.AreaName(l.Area), l.Area.Length > 0 ? $"/tinjauan?wilayah={l.Area}" : null), Whole(l.Pairs)])]);

    /// <summary>The decisions.</summary>
    public TableView Decisions => new(texts["match.work.decisions"], [new(texts["match.work.kind"]), new(texts["match.area"]), new(texts["match.by"]), new(texts["match.at"]), new(texts["match.note"]), new(texts["match.work.outcome"])],
        [.. Work.Decisions.Select(d => (IReadOnlyList<TableCell>)[new TableCell(texts[$"match.work.kind.{d.Kind}"], d.Pair is { } pair ? $"/tinjauan/{pair}" : null), PersonsModel.AreaName(d.Area), d.By ?? "–", ShownStates.Time(d.At), d.Why ?? "–",
            new TableCell(texts[$"match.work.outcome.{d.Outcome}"], Tone: d.Outcome switch { "failed" => Tone.Bad, "waiting" => Tone.Info, "undone" => Tone.Warning, _ => Tone.Good })])]);

    /// <summary>How well the linkage decides without and with what decided pairs have taught it; null where none have.</summary>
    public TableView? Lessons => Work.Lessons?.Learned is not { } learned ? null : new(texts["match.learned.table"],
        [new(texts["match.learned.measure"]), new(texts["match.learned.without"], IsNumber: true), new(texts["match.learned.with"], IsNumber: true)],
        [
            Lesson("loss", f => Numbers.Decimal(f.LogLoss, 3, texts.Language)), Lesson("joined_wrongly", f => Whole(f.JoinedWrongly)), Lesson("joined_rightly", f => Whole(f.JoinedRightly)),
            Lesson("review", f => Whole(f.LeftToReview)), Lesson("parted_wrongly", f => Whole(f.PartedWrongly)), Lesson("parted_rightly", f => Whole(f.PartedRightly)),
        ]);

    /// <summary>What came of that.</summary>
    public string LessonsSaid => Work.Lessons is not { } l ? texts["match.learned.none"] : texts.Say(l.Learned.IsApplied ? "match.learned.applied" : "match.learned.kept",
        ("pairs", Whole(l.Learned.Matches + l.Learned.NonMatches)), ("aside", Whole(l.Learned.SetAside)), ("at", ShownStates.Time(l.At)));

    /// <summary>The decisions that can be taken back, by id.</summary>
    public IReadOnlyDictionary<string, string> Undoable => Work.Decisions.Where(d => d is { Kind: not "undo", Outcome: not "undone" })
        .ToDictionary(d => d.Id.ToString(), d => $"{texts[$"match.work.kind.{d.Kind}"]}, {PersonsModel.AreaName(d.Area)}, {ShownStates.Time(d.At)}", StringComparer.Ordinal);

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync() => Show(StatusCodes.Status200OK);

    /// <summary>Takes a decision back.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await GroupPersons.Undo(database, HttpContext.Officer().Actor, Decision, Why, HttpContext.RequestAborted);
            return RedirectToPage(new { Day, dibatalkan = true });
        }
        catch (UserError e)
        {
            ModelState.Clear();
            ModelState.AddModelError(e.Key == "grouping.why" ? nameof(Why) : "", e.In(texts.Language));
            return await Show(StatusCodes.Status400BadRequest);
        }
    }

    private async Task<IActionResult> Show(int status)
    {
        DateOnly? day = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        Work = await ShowReviewWork.Run(database, HttpContext.Officer().Actor, day, HttpContext.RequestAborted);
        return new PageResult { StatusCode = status };
    }

    private IReadOnlyList<TableCell> Lesson(string measure, Func<LabelFit, string> of) => [texts[$"match.learned.{measure}"], of(Work.Lessons!.Learned.Without), of(Work.Lessons.Learned.With)];

    private string Whole(long number) => Numbers.Whole(number, texts.Language);
}
