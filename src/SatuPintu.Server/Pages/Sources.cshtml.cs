using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Deliveries.Register;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>The sources that are delivered.</summary>
[Authorize(Roles = RegisterPages.Readers)]
public sealed class SourcesModel(RegistryDatabase database, PageTexts texts) : SourceFormModel(texts)
{
    /// <summary>The id of a source to add.</summary>
    [BindProperty]
    public string? Id { get; set; }

    /// <summary>The agency that delivers it.</summary>
    [BindProperty]
    public string? Agency { get; set; }

    /// <inheritdoc/>
    public override bool OffersDefinitions => true;

    /// <summary>The sources.</summary>
    public TableView Sources { get; private set; } = null!;

    /// <summary>The agencies in use, with their names.</summary>
    public IReadOnlyDictionary<string, string> Agencies { get; private set; } = new Dictionary<string, string>();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var actor = HttpContext.Officer().Actor;
        Agencies = (await ListAgencies.Run(database, actor, HttpContext.RequestAborted)).Where(a => !a.IsRetired).ToDictionary(a => a.Id, a => a.Name);
        var sources = await ListSources.Run(database, actor, HttpContext.RequestAborted);
        Sources = new TableView(Texts["sources.title"], [new(Texts["sources.heading"]), new(Texts["account.page.agency"]), new(Texts["account.page.area"]), new(Texts["sources.last"]), new(Texts["users.state"])],
            [.. sources.Select(s => (IReadOnlyList<TableCell>)[new TableCell(s.Title, $"/sumber/{s.Id}"), s.Agency, s.Area.Length == 0 ? Texts["account.page.nation"] : s.Area,
                s.LastDelivered?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–", RegisterState.Of(Texts, s.IsRetired)])]);
    }

    /// <summary>Adds one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await AddSource.Run(database, HttpContext.Officer().Actor, new AddSourceCommand(Id ?? "", Agency ?? "", Form), HttpContext.RequestAborted);
            return RedirectToPage("/Source", new { id = Id!.Trim(), tersimpan = true });
        }
        catch (UserError e)
        {
            Show(e);
        }
        await OnGetAsync();
        return new Microsoft.AspNetCore.Mvc.RazorPages.PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <inheritdoc/>
    protected override string OtherField(string key) => key is "source.agency" or "source.not_yours" ? nameof(Agency) : nameof(Id);
}
