using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Statistics.Transitions;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>How families moved between the deciles of two rankings; as a file for whoever says what for.</summary>
[Authorize(Policy = "ranking.compare")]
public sealed class MovesModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>What the file is for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The two rankings and their matrix.</summary>
    public RankingMoves Moves { get; private set; } = null!;

    /// <summary>Which two they are.</summary>
    public string Lead => texts.Say("rankings.moves.lead", ("area", ShownRankings.Area(texts, Moves.After.Area)), ("before", ShownRankings.Day(Moves.Before.AsOf)), ("before_version", Moves.Before.Version), ("after", ShownRankings.Day(Moves.After.AsOf)), ("after_version", Moves.After.Version));

    /// <summary>The matrix in few figures.</summary>
    public TableView Summary
    {
        get
        {
            var m = Moves.Matrix;
            (string Key, string Value)[] rows =
            [
                ("in_both", Whole(m.InBoth)), ("stayed", $"{Whole(m.Stayed)} ({Share(m.Stayed, m.InBoth)})"), ("within_one", $"{Whole(m.WithinOne)} ({Share(m.WithinOne, m.InBoth)})"), ("up", Whole(m.MovedUp)), ("down", Whole(m.MovedDown)),
                ("left", Whole(m.To(0))), ("entered", Whole(m.From(0))), ("mean", Decimal(m.MeanMove)), ("correlation", Decimal(m.RankCorrelation)), ("kept", double.IsFinite(m.LowestKept(4)) ? Numbers.Percent(m.LowestKept(4), 1, texts.Language) : "–"),
            ];
            return new(texts["rankings.moves.summary"], [new(texts["delivery.what"]), new(texts["rankings.number"], IsNumber: true)], [.. rows.Select(r => (IReadOnlyList<TableCell>)[texts[$"rankings.moves.{r.Key}"], r.Value])]);
        }
    }

    /// <summary>A row for each decile before, a column for each after.</summary>
    public TableView Square
    {
        get
        {
            var places = Enumerable.Range(1, TransitionMatrix.Deciles).Append(0).ToList();
            return new(texts["rankings.moves.square"], [new(texts["rankings.moves.from_to"]), .. places.Select(p => new TableColumn(Named(p), IsNumber: true))],
                [.. places.Select(from => (IReadOnlyList<TableCell>)[Named(from), .. places.Select(to => (TableCell)((from, to) == (0, 0) ? "–" : Whole(Moves.Matrix.Count(from, to))))])]);
        }
    }

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid before)
    {
        try
        {
            return await Show(id, before) ? Page() : NotFound();
        }
        catch (UserError)
        {
            // Two rankings of different places, or of which one is not done, have no page.
            return NotFound();
        }
    }

    /// <summary>Gives them as a file.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid before)
    {
        try
        {
            return await CompareRankings.Csv(database, HttpContext.Officer().Actor, before, id, Purpose, HttpContext.RequestAborted) is { } csv ? File(csv, "text/csv; charset=utf-8", $"perpindahan-{id}.csv") : NotFound();
        }
        catch (UserError e)
        {
            if (await OnGetAsync(id, before) is not PageResult) return NotFound();
            ModelState.AddModelError(nameof(Purpose), e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Show(Guid id, Guid before)
    {
        if (await CompareRankings.Run(database, HttpContext.Officer().Actor, before, id, HttpContext.RequestAborted) is not { } found) return false;
        Moves = found;
        return true;
    }

    private string Named(int decile) => decile == 0 ? texts["rankings.absent"] : texts.Say("rankings.decile", ("decile", decile));

    private string Whole(long number) => Numbers.Whole(number, texts.Language);

    private string Decimal(double number) => double.IsFinite(number) ? Numbers.Decimal(number, 3, texts.Language) : "–";

    private string Share(long part, long of) => of == 0 ? "–" : Numbers.Percent((double)part / of, 1, texts.Language);
}
