using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using SatuPintu.Server.Access;
using SatuPintu.Server.Security;
using SatuPintu.Server.SignIn;

namespace SatuPintu.Server.Pages;

/// <summary>The second step of signing in: asks for a code and leaves the judgement to <see cref="ISignIn"/>.</summary>
[EnableRateLimiting(RequestLimits.SignIn)]
public sealed class SignInCodeModel(ISignIn signIn, PageTexts texts) : PageModel
{
    private const int Longest = 32;

    /// <summary>The code of an app, or a recovery code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The page that was asked for before the door.</summary>
    [BindProperty(SupportsGet = true, Name = "kembali")]
    public string? Back { get; set; }

    /// <summary>Whether there is no first step, or none any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Asks for the code.</summary>
    public void OnGet() => IsOver = HalfSessionCookie.Of(HttpContext) is null;

    /// <summary>Tries it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var code = Code?.Trim() ?? "";
        var answer = code.Length is 0 or > Longest ? SignInAnswer.Refused : await signIn.Code(HttpContext, code);
        if (answer == SignInAnswer.Welcome) return LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/akun");
        IsOver = answer is SignInAnswer.Over or SignInAnswer.NotSetUp;
        if (!IsOver) ModelState.AddModelError(nameof(Code), texts[answer == SignInAnswer.Locked ? "sign_in.code.locked" : "sign_in.code.wrong"]);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
