using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using SatuPintu.Server.Security;
using SatuPintu.Server.SignIn;

namespace SatuPintu.Server.Pages;

/// <summary>The door: asks for a name and a password and leaves the judgement to <see cref="ISignIn"/>.</summary>
[EnableRateLimiting(RequestLimits.SignIn)]
public sealed class SignInModel(ISignIn signIn, ServerOptions options, PageTexts texts) : PageModel
{
    private const int Longest = 256;

    /// <summary>The name the officer signs in under.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>The password; never shown again.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The page that was asked for before the door.</summary>
    [BindProperty(SupportsGet = true, Name = "kembali")]
    public string? Back { get; set; }

    /// <summary>Why a provider of sign-in led back here.</summary>
    [BindProperty(SupportsGet = true, Name = "sebab")]
    public string? Why { get; set; }

    /// <summary>The providers of sign-in there are.</summary>
    public IReadOnlyList<ProviderSettings> Providers => options.WaysIn.Providers;

    /// <summary>Whether there is nobody yet who could be let in.</summary>
    public bool IsNotSetUp { get; private set; }

    /// <summary>Tries to let the officer in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Require(nameof(UserName), UserName, "server.sign_in.user_name.missing");
        Require(nameof(Password), Password, "server.sign_in.password.missing");
        if (!ModelState.IsValid) return Answer(StatusCodes.Status400BadRequest);
        switch (await signIn.SignIn(HttpContext, UserName!.Trim(), Password!))
        {
            case SignInAnswer.Welcome:
                return LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/akun");
            case SignInAnswer.CodeNeeded:
                return RedirectToPage("/SignInCode", new { kembali = Back });
            case SignInAnswer.NotSetUp:
                IsNotSetUp = true;
                return Answer(StatusCodes.Status503ServiceUnavailable);
            // A lock is not told apart from a wrong password: only names that there are can be locked.
            default:
                ModelState.AddModelError(nameof(UserName), texts["server.sign_in.refused"]);
                return Answer(StatusCodes.Status400BadRequest);
        }
    }

    private PageResult Answer(int status)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }

    private void Require(string name, string? value, string missing)
    {
        if (string.IsNullOrWhiteSpace(value)) ModelState.AddModelError(name, texts[missing]);
        else if (value.Length > Longest) ModelState.AddModelError(name, texts.Say("server.field.too_long", ("most", Longest)));
    }
}
