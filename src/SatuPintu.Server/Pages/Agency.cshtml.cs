using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries.Register;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>One agency, for those who keep them.</summary>
[Authorize(Roles = RegisterPages.Keepers)]
public sealed class AgencyModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>Its name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The version that the form was opened on.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Whether a change was kept just before.</summary>
    [BindProperty(SupportsGet = true, Name = "tersimpan")]
    public bool Saved { get; set; }

    /// <summary>The agency.</summary>
    public AgencyView Agency { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await Find(id)) return NotFound();
        (Name, Version) = (Agency.Name, Agency.Version);
        return Page();
    }

    /// <summary>Changes it.</summary>
    public Task<IActionResult> OnPostAsync(string id) => Do(id, () => ChangeAgency.Run(database, HttpContext.Officer().Actor, new ChangeAgencyCommand(id, Version, Name ?? ""), HttpContext.RequestAborted));

    /// <summary>Retires it, or takes it back.</summary>
    public async Task<IActionResult> OnPostRetireAsync(string id, bool retired) => !ModelState.IsValid ? BadRequest() : await Do(id, () => RetireAgency.Run(database, HttpContext.Officer().Actor, id, retired, HttpContext.RequestAborted));

    private async Task<IActionResult> Do(string id, Func<Task> work)
    {
        try
        {
            await work();
            return RedirectToPage(new { id, tersimpan = true });
        }
        catch (UserError e)
        {
            ModelState.AddModelError(e.Key == "register.title" ? nameof(Name) : "", e.In(texts.Language));
        }
        if (!await Find(id)) return NotFound();
        Name ??= Agency.Name;
        if (Version == 0) Version = Agency.Version;
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Find(string id)
    {
        if ((await ListAgencies.Run(database, HttpContext.Officer().Actor, HttpContext.RequestAborted)).Find(a => a.Id == id) is not { } found) return false;
        Agency = found;
        return true;
    }
}
