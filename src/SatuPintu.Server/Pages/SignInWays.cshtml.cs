using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Identities;
using SatuPintu.Server.Access;
using SatuPintu.Server.Providers;
using SatuPintu.Server.SignIn;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>Connects one's own account to providers of sign-in.</summary>
public sealed class SignInWaysModel(RegistryDatabase database, ServerOptions options, Rounds rounds) : PageModel
{
    /// <summary>What happened just before.</summary>
    [BindProperty(SupportsGet = true, Name = "sebab")]
    public string? Why { get; set; }

    /// <summary>The provider to let go of.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The providers, whether the account is connected, and the permit to connect it.</summary>
    public IReadOnlyList<(ProviderSettings Provider, bool IsConnected, string Permit)> Providers { get; private set; } = [];

    private SignedIn Officer => HttpContext.Officer();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var bound = await BindIdentity.Own(database, Officer.Actor, HttpContext.RequestAborted);
        Providers = [.. options.WaysIn.Providers.Select(p => (p, bound.Contains(p.Issuer), rounds.Permit(Officer.Session, p.Name)))];
    }

    /// <summary>Lets go of one.</summary>
    public async Task<IActionResult> OnPostDisconnectAsync()
    {
        if (options.WaysIn.Providers.FirstOrDefault(p => p.Name == Name) is { } provider) await BindIdentity.Remove(database, Officer.Actor, provider.Issuer, HttpContext.RequestAborted);
        return RedirectToPage();
    }
}
