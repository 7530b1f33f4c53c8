using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.MatchReview;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.MatchReview;

/// <summary>The pairs in doubt of the areas an officer works in.</summary>
[Authorize(Policy = "match.list")]
public sealed class QueueModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    private const int PageSize = 25;

    /// <summary>The code of an area to keep to.</summary>
    [BindProperty(SupportsGet = true, Name = "wilayah")]
    public string? Area { get; set; }

    /// <summary><c>visit</c> for the pairs that wait for a visit.</summary>
    [BindProperty(SupportsGet = true, Name = "keadaan")]
    public string? State { get; set; }

    /// <summary>What the pair that was answered just before became.</summary>
    [BindProperty(SupportsGet = true, Name = "tersimpan")]
    public string? Kept { get; set; }

    /// <summary>Whether there was no other pair after it.</summary>
    [BindProperty(SupportsGet = true, Name = "habis")]
    public bool Finished { get; set; }

    /// <summary>The page of the list, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 1;

    /// <summary>The queue.</summary>
    public PairQueue Queue { get; private set; } = null!;

    /// <summary>How many pages there are.</summary>
    public int Of => (int)((Queue.Waiting + PageSize - 1) / PageSize);

    /// <summary>The pairs.</summary>
    public TableView Pairs => new(texts["match.queue"], [new(texts["match.area"]), new(texts["match.reason"]), new(texts["match.effects"]), new(texts["match.probability"], IsNumber: true), new(texts["match.state"])],
        [.. Queue.Pairs.Select(p => (IReadOnlyList<TableCell>)[new TableCell(PersonsModel.AreaName(p.Area), $"/tinjauan/{p.Id}"), texts[$"match.reason.{p.Reason}"],
            p.Effects.Count == 0 ? "–" : string.Join(", ", p.Effects.Select(e => texts[$"match.effect.{e}"])), Numbers.Percent(Math.Min(p.Probability, 0.999), 1, texts.Language), ReviewWords.State(texts, p.State)])]);

    /// <summary>How many wait by district.</summary>
    public TableView Areas => new(texts["match.by_area"], [new(texts["match.area"]), new(texts["match.pairs"], IsNumber: true)],
        [.. Queue.Areas.Where(a => a.Area.Length > 0).Select(a => (IReadOnlyList<TableCell>)[new TableCell(PersonsModel.AreaName(a.Area), $"/tinjauan?wilayah={a.Area}"), Numbers.Whole(a.Pairs, texts.Language)])]);

    /// <summary>Whether the officer sees how the work goes.</summary>
    public bool SeesWork => Actions.MayAnywhere(HttpContext.Officer().Actor, "match.work");

    /// <summary>Whether the officer may join persons.</summary>
    public bool MayMerge => Actions.MayAnywhere(HttpContext.Officer().Actor, "grouping.merge");

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (Kept is not null && !Catalogue.Keys.Contains($"match.state.{Kept}")) Kept = null;
        return await Show() ? Page() : new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <summary>Opens the next pair.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "Area")] string? area)
    {
        Area = area;
        try
        {
            if (await ListPairs.Next(database, HttpContext.Officer().Actor, Area, HttpContext.RequestAborted) is { } next) return RedirectToPage("Pair", new { id = next, wilayah = Area });
        }
        catch (UserError e)
        {
            ModelState.AddModelError("", e.In(texts.Language));
        }
        await Show();
        return ModelState.IsValid ? Page() : new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Show()
    {
        try
        {
            Queue = await ListPairs.Run(database, HttpContext.Officer().Actor, new ListPairsQuery(Area, State == "visit" ? "visit" : null, Number), HttpContext.RequestAborted);
            return true;
        }
        catch (UserError e)
        {
            if (ModelState.IsValid) ModelState.AddModelError("", e.In(texts.Language));
            Queue = new PairQueue([], 0, [], false);
            return false;
        }
    }
}
