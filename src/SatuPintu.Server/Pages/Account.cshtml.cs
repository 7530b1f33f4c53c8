using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access.Accounts;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>Who is signed in, with which roles, what is open to them, and the way out.</summary>
public sealed class AccountModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>Who is signed in.</summary>
    public SignedIn Officer => HttpContext.Officer();

    /// <summary>The password until now; never shown again.</summary>
    [BindProperty]
    public string? Present { get; set; }

    /// <summary>The password from now on; never shown again.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whether the password was changed just before.</summary>
    [BindProperty(SupportsGet = true, Name = "selesai")]
    public bool Done { get; set; }

    /// <summary>Whether the registry keeps the password, and not a directory.</summary>
    public bool HasPassword { get; private set; }

    /// <summary>The roles held.</summary>
    public TableView Roles { get; private set; } = null!;

    /// <summary>Pages that are open to these roles, with the keys of their names.</summary>
    public IReadOnlyList<(string Path, string Key)> Open =>
    [
        ("/akun/sesi", "own.sessions.title"),
        ("/akun/token", "own.tokens.title"),
        .. RegisterPages.Open(Officer.Actor),
    ];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        HasPassword = await ShowAccount.Run(database, Officer.Actor, Officer.Actor.User!.Value, HttpContext.RequestAborted) is { Directory: null };
        var own = (await ListAccounts.Run(database, Officer.Actor, HttpContext.RequestAborted)).First(a => a.Id == Officer.Actor.User);
        Roles = new TableView(texts["account.page.roles"], [new(texts["account.page.role"]), new(texts["account.page.area"]), new(texts["account.page.agency"])],
            [.. own.Roles.Select(r => (IReadOnlyList<TableCell>)[texts[$"role.{r.Role}"], r.Area.Length == 0 ? texts["account.page.nation"] : r.Area, r.Agency == "*" ? texts["account.page.all_agencies"] : r.Agency])]);
    }

    /// <summary>Changes the password.</summary>
    public async Task<IActionResult> OnPostPasswordAsync()
    {
        try
        {
            if (await ChangeOwnPassword.Run(database, Officer, Present ?? "", Password ?? "", HttpContext.RequestAborted)) return RedirectToPage(new { selesai = true });
            ModelState.AddModelError(nameof(Present), texts["own.password.wrong"]);
        }
        catch (UserError e)
        {
            ModelState.AddModelError(nameof(Password), e.In(texts.Language));
        }
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Sessions.Revoke(database, Officer.Actor, Officer.Session, HttpContext.RequestAborted);
        SessionCookie.Take(HttpContext);
        return LocalRedirect("/");
    }
}
