using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings;
using SatuPintu.Welfare.Rankings.Models;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>The versions of models, and a form to upload the next.</summary>
[Authorize(Policy = "ranking_model.see")]
[RequestSizeLimit(UploadModel.LargestModel + UploadModel.LargestCard + (1 << 20))]
public sealed class ModelsModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>Where it may be used.</summary>
    [BindProperty]
    public string? Area { get; set; }

    /// <summary>The model.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>Its card.</summary>
    [BindProperty]
    public IFormFile? Card { get; set; }

    /// <summary>Whether the reader uploads models.</summary>
    public bool MayUpload => Actions.MayAnywhere(HttpContext.Officer().Actor, "ranking_model.upload");

    /// <summary>The versions.</summary>
    public TableView Versions { get; private set; } = null!;

    /// <summary>What the registry knows of a family.</summary>
    public TableView Variables => new(texts["ranking_models.variables"], [new(texts["rankings.predictor"]), new(texts["rankings.variable"]), new(texts["ranking_models.aliases"])],
        [.. FamilyVariables.Load().All.Select(v => (IReadOnlyList<TableCell>)[v.Id, v.Name.In(texts.Language), v.Aliases.Count == 0 ? "–" : string.Join(", ", v.Aliases)])]);

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var actor = HttpContext.Officer().Actor;
        Area ??= Actions.Areas(actor, "ranking_model.upload").FirstOrDefault(a => a.Length is 2 or 4);
        var all = await ListModels.Run(database, actor, HttpContext.RequestAborted);
        Versions = new TableView(texts["ranking_models.versions"], [new(texts["ranking_models.version"]), new(texts["account.page.area"]), new(texts["users.state"]), new(texts["ranking_models.uploaded"]), new(texts["audit.actor"]), new(texts["send.file"])],
            [.. all.Select(m => (IReadOnlyList<TableCell>)[new TableCell(texts.Say("rankings.version", ("version", m.Version)), $"/pemeringkatan/model/{m.Id}"), ShownRankings.Area(texts, m.Area), ShownRankings.State(texts, m.State), ShownStates.Time(m.UploadedAt), m.UploadedBy ?? "–", m.FileName])]);
    }

    /// <summary>Keeps a version.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (Upload is null) ModelState.AddModelError(nameof(Upload), texts["ranking.model.missing"]);
        if (Card is null) ModelState.AddModelError(nameof(Card), texts["ranking.card.missing"]);
        if (ModelState.IsValid)
        {
            try
            {
                var command = new UploadModelCommand(Area ?? "", Upload!.FileName, await Content(Upload), await Content(Card!));
                return RedirectToPage("/Rankings/OneModel", new { id = await UploadModel.Run(database, HttpContext.Officer().Actor, command, HttpContext.RequestAborted) });
            }
            catch (UserError e)
            {
                ModelState.AddModelError(e.Key.StartsWith("ranking.card.", StringComparison.Ordinal) ? nameof(Card) : e.Key == "ranking.model.area" || e.Key.StartsWith("access.", StringComparison.Ordinal) ? nameof(Area) : nameof(Upload), e.In(texts.Language));
            }
        }
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<byte[]> Content(IFormFile file)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, HttpContext.RequestAborted);
        return content.ToArray();
    }
}
