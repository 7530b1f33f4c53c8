using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SatuPintu.Server.Pages.People;

/// <summary>A sheet to print, in full, for whoever says what for.</summary>
/// <typeparam name="T">What stands on it.</typeparam>
public abstract class SheetPage<T>(PageTexts texts) : PageModel
    where T : class
{
    /// <summary>Whose sheet it is.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>What the sheet is needed for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>What stands under it.</summary>
    public SheetStamp Stamp => SheetStamp.Of(HttpContext, Address, Purpose!.Trim());

    /// <summary>The page that it is the sheet of.</summary>
    protected abstract string Address { get; }

    /// <summary>What stands on it; null while nobody has said what for.</summary>
    protected T? Shown { get; private set; }

    /// <summary>The texts of the page.</summary>
    protected PageTexts Texts => texts;

    /// <summary>Asks what for.</summary>
    public async Task<IActionResult> OnGetAsync() => await Show(null, isPrint: false) is null ? NotFound() : Page();

    /// <summary>Shows the sheet.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            Shown = await Show(Purpose ?? "", isPrint: true);
            return Shown is null ? NotFound() : Page();
        }
        catch (UserError e)
        {
            if (await OnGetAsync() is NotFoundResult missing) return missing;
            ModelState.AddModelError(nameof(Purpose), e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    /// <summary>Looks it up; null where there is none that the reader may see.</summary>
    protected abstract Task<T?> Show(string? purpose, bool isPrint);
}
