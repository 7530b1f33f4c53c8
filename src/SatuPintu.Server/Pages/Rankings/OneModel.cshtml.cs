using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Models;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>One version of a model with its card, and what is decided on it.</summary>
[Authorize(Policy = "ranking_model.see")]
public sealed class OneModelModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>Number of the state that whoever decides has seen.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>What is said with a decision.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The group whose terms are shown; empty for the model of all.</summary>
    [BindProperty(SupportsGet = true, Name = "kelompok")]
    public string? Group { get; set; }

    /// <summary>The version.</summary>
    public ModelView Version { get; private set; } = null!;

    /// <summary>The group whose terms are shown.</summary>
    public ProxyGroup Shown => Version.Model.Groups.FirstOrDefault(g => g.Name == Group) ?? Version.Model.All;

    /// <summary>What is known of it, with labels.</summary>
    public IEnumerable<(string Label, string Value)> Facts =>
    [
        (texts["users.state"], ShownRankings.State(texts, Version.State).Text), (texts["account.page.area"], ShownRankings.Area(texts, Version.Area)), (texts["ranking_models.outcome"], Version.Model.Log ? $"log {Version.Outcome}" : Version.Outcome),
        (texts["ranking_models.by"], Version.By ?? "–"), (texts["ranking_models.fitted"], $"{Version.Card.Made} · {Version.Card.ProgramVersion}"), (texts["ranking_models.seed"], Version.Card.Seed?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"),
        (texts["send.file"], Version.FileName), ("SHA-256", Version.Sha256),
    ];

    /// <summary>The models of the groups.</summary>
    public TableView Groups => new(texts["ranking_models.groups"],
        [new(texts["ranking_models.group"]), new("n", IsNumber: true), new("R²", IsNumber: true), new("σ", IsNumber: true), new("AIC", IsNumber: true), new("BIC", IsNumber: true), new(texts["ranking_models.cv"], IsNumber: true)],
        [.. Version.Model.Groups.Append(Version.Model.All).Select(g => (IReadOnlyList<TableCell>)
            [new TableCell(g.Name.Length == 0 ? texts["ranking_models.all"] : g.IsFallback ? texts.Say("ranking_models.fallback", ("group", g.Name)) : g.Name, $"/pemeringkatan/model/{Version.Id}?kelompok={Uri.EscapeDataString(g.Name)}"),
                Numbers.Whole(g.Rows, texts.Language), Number(g.RSquared, 3), Number(g.Sigma, 4), Number(g.Aic, 1), Number(g.Bic, 1), Number(g.CrossValidated, 3)])]);

    /// <summary>The terms of the group shown.</summary>
    public TableView Terms => new(texts.Say("ranking_models.terms", ("group", Shown.Name.Length == 0 ? texts["ranking_models.all"] : Shown.Name)),
        [new(texts["ranking_models.term"]), new(texts["ranking_models.coefficient"], IsNumber: true), new(texts["ranking_models.error"], IsNumber: true), new(texts["ranking_models.design_error"], IsNumber: true), new("VIF", IsNumber: true), new(texts["ranking_models.mean"], IsNumber: true)],
        [.. Shown.Coefficients.Select(c => (IReadOnlyList<TableCell>)[c.Name, Number(c.Value, 4), Number(c.StandardError, 4), Number(c.DesignError, 4), Number(c.Vif, 2), Number(c.Mean, 3)])]);

    /// <summary>What its predictors are in the registry.</summary>
    public TableView Predictors => ShownRankings.Predictors(texts, Version.Predictors, null);

    /// <summary>What it was made from.</summary>
    public TableView Data => new(texts["ranking_models.data"], [new(texts["send.file"]), new(texts["person.row"], IsNumber: true), new("SHA-256")], [.. Version.Card.Data.Select(d => (IReadOnlyList<TableCell>)[d.Name, Numbers.Whole(d.Rows, texts.Language), d.Sha256])]);

    /// <summary>How it was made.</summary>
    public TableView Options => new(texts["ranking_models.options"], [new(texts["ranking_models.option"]), new(texts["person.value"])], [.. Version.Card.Options.Select(o => (IReadOnlyList<TableCell>)[o.Name, o.Value])]);

    /// <summary>The states it went through.</summary>
    public TableView States => ShownRankings.States(texts, Version.States);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Show(id) ? Page() : NotFound();

    /// <summary>Approves it.</summary>
    public Task<IActionResult> OnPostApproveAsync(Guid id) => Decide(id, DecideOnModel.Approve);

    /// <summary>Retires it.</summary>
    public Task<IActionResult> OnPostRetireAsync(Guid id) => Decide(id, DecideOnModel.Retire);

    private async Task<IActionResult> Decide(Guid id, Func<RegistryDatabase, Actor, Guid, int, string?, CancellationToken, Task> decide)
    {
        try
        {
            await decide(database, HttpContext.Officer().Actor, id, Seen, Note, HttpContext.RequestAborted);
            return RedirectToPage(new { id });
        }
        catch (UserError e)
        {
            ModelState.Clear();
            if (!await Show(id)) return NotFound();
            ModelState.AddModelError("", e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Show(Guid id)
    {
        if (await ShowModel.Run(database, HttpContext.Officer().Actor, id, HttpContext.RequestAborted) is not { } found) return false;
        Version = found;
        return true;
    }

    private string Number(double value, int decimals) => double.IsFinite(value) ? Numbers.Decimal(value, decimals, texts.Language) : "–";
}
