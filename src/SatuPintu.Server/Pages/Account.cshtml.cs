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

    /// <summary>The roles held.</summary>
    public TableView Roles { get; private set; } = null!;

    /// <summary>Pages that are open to these roles, with the keys of their names.</summary>
    public IReadOnlyList<(string Path, string Key)> Open =>
    [
        .. Officer.Actor.Is("administrator") ? new[] { ("/pengguna", "users.title") } : [],
        .. Officer.Actor.Is("administrator") || Officer.Actor.Is("auditor") ? new[] { ("/audit", "audit.title") } : [],
    ];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        var own = (await ListAccounts.Run(database, Officer.Actor, HttpContext.RequestAborted)).First(a => a.Id == Officer.Actor.User);
        Roles = new TableView(texts["account.page.roles"], [new(texts["account.page.role"]), new(texts["account.page.area"]), new(texts["account.page.agency"])],
            [.. own.Roles.Select(r => (IReadOnlyList<TableCell>)[texts[$"role.{r.Role}"], r.Area.Length == 0 ? texts["account.page.nation"] : r.Area, r.Agency == "*" ? texts["account.page.all_agencies"] : r.Agency])]);
    }

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Sessions.Revoke(database, Officer.Actor, Officer.Session, HttpContext.RequestAborted);
        SessionCookie.Take(HttpContext);
        return LocalRedirect("/");
    }
}
