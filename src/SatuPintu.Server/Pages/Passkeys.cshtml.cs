using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Passkeys;
using SatuPintu.Server.Access;
using SatuPintu.Server.Assets;
using SatuPintu.Server.Passkeys;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>One's own passkeys.</summary>
[NeedsScript]
public sealed class PasskeysModel(PasskeyDesk desk, RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>What the new one is to be called.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The answer of the device.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>The one to remove.</summary>
    [BindProperty]
    public string? Id { get; set; }

    /// <summary>Those there are.</summary>
    public IReadOnlyList<Passkey> Own { get; private set; } = [];

    /// <summary>What the device is asked.</summary>
    public string Options { get; private set; } = "";

    private SignedIn Officer => HttpContext.Officer();

    /// <summary>Shows them and asks for a new one.</summary>
    public async Task OnGetAsync()
    {
        Own = await KeepPasskeys.Of(database, Officer.Actor, Officer.Actor.User!.Value, HttpContext.RequestAborted);
        Options = await desk.AskForNew(HttpContext, Officer);
    }

    /// <summary>Adds one.</summary>
    public async Task<IActionResult> OnPostAddAsync()
    {
        try
        {
            if (await desk.TakeNew(HttpContext, Officer, Answer ?? "", Name ?? "")) return RedirectToPage();
            ModelState.AddModelError("", texts["passkey.trouble"]);
        }
        catch (UserError e)
        {
            ModelState.AddModelError(nameof(Name), e.In(texts.Language));
        }
        // A device answers once.
        ModelState.Remove(nameof(Answer));
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <summary>Removes one.</summary>
    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (Id is { Length: > 0 and <= 2048 } && Id.All(char.IsAsciiHexDigit) && Id.Length % 2 == 0) await KeepPasskeys.Remove(database, Officer, Convert.FromHexString(Id), HttpContext.RequestAborted);
        return RedirectToPage();
    }
}
