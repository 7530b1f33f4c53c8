using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.People;

/// <summary>A family's sheet to print, in full, for whoever says what for.</summary>
[Authorize(Policy = "person.print")]
public sealed class FamilySheetModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    /// <summary>The family's id.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>What the sheet is needed for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The family; null while nobody has said what for.</summary>
    public FamilyView? Family { get; private set; }

    /// <summary>What stands under it.</summary>
    public SheetStamp Stamp => SheetStamp.Of(HttpContext, $"/keluarga/{Id}", Purpose!.Trim());

    /// <summary>Its members.</summary>
    public TableView Members => FamilyTables.Members(texts, Family!, withLinks: false);

    /// <summary>House and means.</summary>
    public TableView House => FamilyTables.House(texts, Family!);

    /// <summary>All aid.</summary>
    public TableView Aid => FamilyTables.Aid(texts, Family!);

    /// <summary>Deciles by source.</summary>
    public TableView Deciles => FamilyTables.Deciles(texts, Family!);

    /// <summary>Asks what for.</summary>
    public async Task<IActionResult> OnGetAsync() => await ShowFamily.Run(database, keys, HttpContext.Officer().Actor, new ShowFamilyQuery(Id, null), HttpContext.RequestAborted) is null ? NotFound() : Page();

    /// <summary>Shows the sheet.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            Family = await ShowFamily.Run(database, keys, HttpContext.Officer().Actor, new ShowFamilyQuery(Id, Purpose ?? "", IsPrint: true), HttpContext.RequestAborted);
            return Family is null ? NotFound() : Page();
        }
        catch (UserError e)
        {
            if (await OnGetAsync() is NotFoundResult missing) return missing;
            ModelState.AddModelError(nameof(Purpose), e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }
}
