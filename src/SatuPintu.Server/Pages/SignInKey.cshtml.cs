using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using SatuPintu.Server.Access;
using SatuPintu.Server.Assets;
using SatuPintu.Server.Passkeys;
using SatuPintu.Server.Security;
using SatuPintu.Server.SignIn;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>Signing in by a passkey: asks the device and takes its answer.</summary>
[EnableRateLimiting(RequestLimits.SignIn), NeedsScript]
public sealed class SignInKeyModel(PasskeyDesk desk, RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The answer of the device.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>The page that was asked for before the door.</summary>
    [BindProperty(SupportsGet = true, Name = "kembali")]
    public string? Back { get; set; }

    /// <summary>What the device is asked.</summary>
    public string Options { get; private set; } = "";

    /// <summary>Asks.</summary>
    public async Task OnGetAsync() => Options = await desk.Ask(HttpContext);

    /// <summary>Lets in or refuses.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await Entrance.Let(HttpContext, database, await desk.SignIn(HttpContext, Answer ?? "")) == SignInAnswer.Welcome) return LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/akun");
        ModelState.AddModelError("", texts["passkey.refused"]);
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
