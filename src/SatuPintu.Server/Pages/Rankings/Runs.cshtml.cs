using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>The rankings that the reader sees, the newest first, and a form to start the next.</summary>
[Authorize(Policy = "ranking.see")]
public sealed class RunsModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The version of the model.</summary>
    [BindProperty]
    public string? Version { get; set; }

    /// <summary>The regency.</summary>
    [BindProperty]
    public string? Area { get; set; }

    /// <summary>The day that the ranking describes.</summary>
    [BindProperty]
    public string? AsOf { get; set; }

    /// <summary>What deciles hold equal shares of.</summary>
    [BindProperty]
    public string? Unit { get; set; }

    /// <summary>How a prediction in logarithms is turned back.</summary>
    [BindProperty]
    public string? Retransform { get; set; }

    /// <summary>The page.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages { get; private set; }

    /// <summary>Whether the reader starts rankings.</summary>
    public bool MayStart => Actions.MayAnywhere(HttpContext.Officer().Actor, "ranking.start");

    /// <summary>The versions that may be used.</summary>
    public IReadOnlyDictionary<string, string> Models { get; private set; } = new Dictionary<string, string>();

    /// <summary>What deciles can hold equal shares of.</summary>
    public IReadOnlyDictionary<string, string> Units => new[] { "families", "persons" }.ToDictionary(u => u, u => texts[$"rankings.unit.{u}"]);

    /// <summary>How predictions can be turned back.</summary>
    public IReadOnlyDictionary<string, string> Retransforms => Enum.GetNames<Retransform>().Select(n => n.ToLowerInvariant()).ToDictionary(n => n, n => texts[$"rankings.retransform.{n}"]);

    /// <summary>The rankings.</summary>
    public TableView All { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var actor = HttpContext.Officer().Actor;
        var page = await ListRankings.Run(database, actor, Number, HttpContext.RequestAborted);
        Pages = (int)((page.Found + ListRankings.PageSize - 1) / ListRankings.PageSize);
        All = new TableView(texts["rankings.all"], [new(texts["rankings.as_of"]), new(texts["account.page.area"]), new(texts["users.state"]), new(texts["rankings.model"]), new(texts["rankings.started"])],
            [.. page.Rankings.Select(r => (IReadOnlyList<TableCell>)[new TableCell(ShownRankings.Day(r.AsOf), $"/pemeringkatan/{r.Id}"), ShownRankings.Area(texts, r.Area), ShownRankings.State(texts, r.State), texts.Say("rankings.version", ("version", r.Version)), ShownStates.Time(r.StartedAt)])]);
        if (!MayStart) return;
        Models = (await ListModels.Run(database, actor, HttpContext.RequestAborted)).Where(m => m.State == "approved").ToDictionary(m => m.Id.ToString(), m => $"{texts.Say("rankings.version", ("version", m.Version))} · {ShownRankings.Area(texts, m.Area)} · {m.FileName}");
        Area ??= Actions.Areas(actor, "ranking.start").FirstOrDefault(a => a.Length == 4);
        AsOf ??= DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>Starts one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!Guid.TryParse(Version, out var model)) ModelState.AddModelError(nameof(Version), texts["ranking.model.unknown"]);
        if (!DateOnly.TryParseExact(AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf)) ModelState.AddModelError(nameof(AsOf), texts["ranking.as_of"]);
        if (Unit is not (null or "families" or "persons")) ModelState.AddModelError(nameof(Unit), texts["rankings.unit"]);
        var turn = Welfare.ProxyMeans.Retransform.None;
        if (Retransform is not null && !(Retransforms.ContainsKey(Retransform) && Enum.TryParse(Retransform, ignoreCase: true, out turn))) ModelState.AddModelError(nameof(Retransform), texts["rankings.retransform"]);
        if (ModelState.IsValid)
        {
            try
            {
                var id = await StartRanking.Run(database, HttpContext.Officer().Actor, new StartRankingCommand(model, Area ?? "", asOf, Unit == "persons", turn), HttpContext.RequestAborted);
                return RedirectToPage("/Rankings/OneRun", new { id });
            }
            catch (UserError e)
            {
                ModelState.AddModelError(e.Key switch { "ranking.model.unknown" or "ranking.model.not_here" => nameof(Version), "ranking.as_of" => nameof(AsOf), _ => nameof(Area) }, e.In(texts.Language));
            }
        }
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
