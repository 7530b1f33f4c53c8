using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries.Register;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>The agencies that deliver.</summary>
[Authorize(Roles = RegisterPages.Readers)]
public sealed class AgenciesModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The id of an agency to add.</summary>
    [BindProperty]
    public string? Id { get; set; }

    /// <summary>Its name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Which was added just before.</summary>
    [BindProperty(SupportsGet = true, Name = "baru")]
    public string? Added { get; set; }

    /// <summary>Whether the reader keeps the agencies.</summary>
    public bool MayChange => HttpContext.Officer().Actor.Has(RegisterPages.Keepers);

    /// <summary>The agencies.</summary>
    public TableView Agencies { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var agencies = await ListAgencies.Run(database, HttpContext.Officer().Actor, HttpContext.RequestAborted);
        Agencies = new TableView(texts["agencies.title"], [new(texts["agencies.name"]), new(texts["register.id.label"]), new(texts["agencies.sources"], IsNumber: true), new(texts["users.state"])],
            [.. agencies.Select(a => (IReadOnlyList<TableCell>)[new TableCell(a.Name, MayChange ? $"/instansi/{a.Id}" : null), a.Id, Numbers.Whole(a.Sources, texts.Language), RegisterState.Of(texts, a.IsRetired)])]);
        Added = agencies.Any(a => a.Id == Added) ? Added : null;
    }

    /// <summary>Adds one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await AddAgency.Run(database, HttpContext.Officer().Actor, new AddAgencyCommand(Id ?? "", Name ?? ""), HttpContext.RequestAborted);
            return RedirectToPage(new { baru = Id!.Trim() });
        }
        catch (UserError e)
        {
            ModelState.AddModelError(e.Key == "register.title" ? nameof(Name) : nameof(Id), e.In(texts.Language));
        }
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}

/// <summary>Says whether an agency or a source is in use.</summary>
internal static class RegisterState
{
    /// <summary>The cell that says it.</summary>
    public static TableCell Of(PageTexts texts, bool isRetired) => isRetired ? new TableCell(texts["register.retired"], Tone: Tone.Warning) : new TableCell(texts["register.in_use"], Tone: Tone.Good);
}
