using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using QRCoder;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Server.Access;
using SatuPintu.Server.Security;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>Sets up and takes away the second step of one's own sign-in.</summary>
[EnableRateLimiting(RequestLimits.SignIn)]
public sealed class TwoStepsModel(RegistryDatabase database, SecondFactorKeys keys, ServerOptions options, PageTexts texts) : PageModel
{
    private const int Longest = 256;

    /// <summary>A code of the app.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The password, to turn it off.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>How far it is.</summary>
    public SecondFactorView State { get; private set; } = null!;

    /// <summary>The recovery codes, shown this once.</summary>
    public IReadOnlyList<string>? NewCodes { get; private set; }

    /// <summary>Whether a role of the officer asks for it and it is not there.</summary>
    public bool IsMissing => NewCodes is null && !Officer.IsStrong && Officer.Actor.Roles.Any(options.WaysIn.SecondFactorRoles.Contains);

    /// <summary>The key to type, in groups of four.</summary>
    public string Secret => string.Join(' ', OneTimeCode.Written(State.Key).Chunk(4).Select(c => new string(c)));

    /// <summary>The address that an app on the same device takes over.</summary>
    public string Address => OneTimeCode.Address(State.Key, State.UserName);

    /// <summary>The same as a picture to scan.</summary>
    public string Picture
    {
        get
        {
            using var code = QRCodeGenerator.GenerateQrCode(Address, QRCodeGenerator.ECCLevel.M);
            using var png = new PngByteQRCode(code);
            return "data:image/png;base64," + Convert.ToBase64String(png.GetGraphic(5));
        }
    }

    private SignedIn Officer => HttpContext.Officer();

    /// <summary>Shows how far it is.</summary>
    public async Task OnGetAsync() => State = await SetUpSecondFactor.See(database, keys, Officer, HttpContext.RequestAborted);

    /// <summary>Makes a key.</summary>
    public async Task<IActionResult> OnPostBeginAsync()
    {
        try
        {
            await SetUpSecondFactor.Begin(database, keys, Officer, HttpContext.RequestAborted);
        }
        catch (UserError e) when (e.Key == "second_factor.on")
        {
            // It was turned on in another window; the page shows that.
        }
        return RedirectToPage();
    }

    /// <summary>Turns it on.</summary>
    public async Task<IActionResult> OnPostConfirmAsync()
    {
        NewCodes = IsShort(Code) ? await SetUpSecondFactor.Confirm(database, keys, Officer, Code!.Trim(), HttpContext.RequestAborted) : null;
        return NewCodes is null ? await Refused("two_steps.wrong_code") : Page();
    }

    /// <summary>Turns it off.</summary>
    public async Task<IActionResult> OnPostOffAsync() =>
        IsShort(Code) && (Password?.Length ?? 0) <= Longest && await EndSecondFactor.Own(database, keys, Officer, Password ?? "", Code!.Trim(), HttpContext.RequestAborted) ? RedirectToPage() : await Refused("two_steps.wrong");

    private static bool IsShort(string? code) => code?.Trim().Length is > 0 and <= 32;

    private async Task<IActionResult> Refused(string key)
    {
        ModelState.AddModelError(nameof(Code), texts[key]);
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
