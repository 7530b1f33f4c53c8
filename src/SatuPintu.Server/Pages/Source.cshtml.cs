using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries.Register;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>One source: what is known of it, and the form by which it is changed.</summary>
[Authorize(Roles = RegisterPages.Readers)]
public sealed class SourceModel(RegistryDatabase database, PageTexts texts) : SourceFormModel(texts)
{
    /// <summary>The version that the form was opened on.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Whether a change was kept just before.</summary>
    [BindProperty(SupportsGet = true, Name = "tersimpan")]
    public bool Saved { get; set; }

    /// <summary>The source.</summary>
    public SourceDetail Source { get; private set; } = null!;

    /// <summary>What is known of it, with labels.</summary>
    public IEnumerable<(string Label, string Value)> Facts => new (string Key, string? Value)[]
    {
        ("register.id.label", Source.Id), ("account.page.agency", Source.AgencyName), ("account.page.area", Source.Area.Length == 0 ? Texts["account.page.nation"] : Source.Area),
        ("sources.standard", Source.Metadata.Standard), ("sources.frequency", Source.Metadata.Frequency), ("sources.legal_basis", Source.Metadata.LegalBasis),
        ("sources.contact", Source.Metadata.Contact), ("sources.licence", Source.Metadata.Licence),
    }.Select(f => (Texts[f.Key], f.Value ?? "–"));

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await Find(id)) return NotFound();
        (Heading, Area, Definition, Version) = (Source.Title, Source.Area, Source.Definition, Source.Version);
        (Standard, Frequency, LegalBasis, Contact, Licence) = (Source.Metadata.Standard, Source.Metadata.Frequency, Source.Metadata.LegalBasis, Source.Metadata.Contact, Source.Metadata.Licence);
        return Page();
    }

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        try
        {
            await ChangeSource.Run(database, HttpContext.Officer().Actor, new ChangeSourceCommand(id, Version, Form), HttpContext.RequestAborted);
            return RedirectToPage(new { id, tersimpan = true });
        }
        catch (UserError e)
        {
            Show(e);
        }
        return await Find(id) ? new PageResult { StatusCode = StatusCodes.Status400BadRequest } : NotFound();
    }

    /// <summary>Retires it, or takes it back.</summary>
    public async Task<IActionResult> OnPostRetireAsync(string id, bool retired)
    {
        if (!ModelState.IsValid) return BadRequest();
        try
        {
            await RetireSource.Run(database, HttpContext.Officer().Actor, id, retired, HttpContext.RequestAborted);
            return RedirectToPage(new { id, tersimpan = true });
        }
        catch (UserError e)
        {
            // The form for changes was not sent; it is shown as the source stands.
            ModelState.Clear();
            if (await OnGetAsync(id) is not PageResult) return NotFound();
            Show(e);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Find(string id)
    {
        if (await ShowSource.Run(database, HttpContext.Officer().Actor, id, HttpContext.RequestAborted) is not { } found) return false;
        Source = found;
        return true;
    }
}
