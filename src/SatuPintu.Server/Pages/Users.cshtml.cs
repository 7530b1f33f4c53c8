using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access.Accounts;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Server.Pages.Accounts;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>The accounts, for administrators.</summary>
[Authorize(Policy = "account.list")]
public sealed class UsersModel(RegistryDatabase database, PageTexts texts) : AccountForm
{
    /// <summary>The name to sign in by.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>Who was added just before.</summary>
    [BindProperty(SupportsGet = true, Name = "baru")]
    public string? Added { get; set; }

    /// <summary>All accounts.</summary>
    public TableView Users { get; private set; } = null!;

    /// <summary>All roles, with their names.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; private set; } = new Dictionary<string, string>();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var actor = HttpContext.Officer().Actor;
        Roles = (await ListAccounts.Roles(database, actor, HttpContext.RequestAborted)).ToDictionary(r => r, r => texts[$"role.{r}"]);
        var accounts = await ListAccounts.Run(database, actor, HttpContext.RequestAborted);
        Users = new TableView(texts["users.title"], [new(texts["users.name"]), new(texts["users.display"]), new(texts["account.page.roles"]), new(texts["users.state"])],
            [.. accounts.Select(a => (IReadOnlyList<TableCell>)[new TableCell(a.UserName, Link: $"/pengguna/{a.Id}"), a.DisplayName, string.Join("; ", a.Roles.Select(Said)), State(a)])]);
        Added = accounts.Any(a => a.UserName == Added) ? Added : null;
    }

    /// <summary>Adds one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        foreach (var (name, value) in new[] { (nameof(UserName), UserName), (nameof(DisplayName), DisplayName), (nameof(Password), Password), (nameof(Role), Role) })
            if (string.IsNullOrWhiteSpace(value)) ModelState.AddModelError(name, texts["users.missing"]);
        if (ModelState.IsValid)
        {
            try
            {
                await AddAccount.Run(database, HttpContext.Officer().Actor, new AddAccountCommand(UserName!.Trim(), DisplayName!, Password!, [new HeldRole(Role!.Trim(), Area?.Trim() ?? "", string.IsNullOrWhiteSpace(Agency) ? "*" : Agency.Trim())]), HttpContext.RequestAborted);
                return RedirectToPage(new { baru = UserName.Trim() });
            }
            catch (UserError e)
            {
                ModelState.AddModelError(FieldOf(e.Key), e.In(texts.Language));
            }
        }
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private static string FieldOf(string key) => key switch
    {
        "account.display_name" => nameof(DisplayName),
        "account.role" or "account.beyond" => nameof(Role),
        "account.area" => nameof(Area),
        "account.agency" => nameof(Agency),
        _ => key.StartsWith("password.", StringComparison.Ordinal) ? nameof(Password) : nameof(UserName),
    };

    private string Said(HeldRole held) => $"{texts[$"role.{held.Role}"]} · {(held.Area.Length == 0 ? texts["account.page.nation"] : held.Area)}{(held.Agency == "*" ? "" : " · " + held.Agency)}";

    private TableCell State(AccountView account) => account.Disabled ? new TableCell(texts["users.disabled"], Tone: Tone.Bad) : account.Locked ? new TableCell(texts["users.locked"], Tone: Tone.Warning) : new TableCell(texts["users.active"], Tone: Tone.Good);
}
