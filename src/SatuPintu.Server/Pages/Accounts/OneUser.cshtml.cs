using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Access.Tokens;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Accounts;

/// <summary>One account, for administrators: name, state, password, roles, sessions and tokens.</summary>
[Authorize(Policy = "account.list")]
public sealed class OneUserModel(RegistryDatabase database, PageTexts texts) : AccountForm
{
    private static readonly string[] Reports = ["edited", "disabled", "enabled", "unlocked", "password", "second_factor", "role_given", "role_ended", "session", "token"];

    /// <summary>The account's id.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The account's mark when the form was opened.</summary>
    [BindProperty]
    public string? Stamp { get; set; }

    /// <summary>The address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>A session or token to end.</summary>
    [BindProperty]
    public Guid Ended { get; set; }

    /// <summary>What was done just before.</summary>
    [BindProperty(SupportsGet = true, Name = "selesai")]
    public string? Done { get; set; }

    /// <summary>The account.</summary>
    public AccountDetails Account { get; private set; } = null!;

    /// <summary>All roles, with their names.</summary>
    public IReadOnlyDictionary<string, string> AllRoles => Actions.Roles.ToDictionary(r => r, r => texts[$"role.{r}"]);

    /// <summary>The roles held now.</summary>
    public TableView Roles { get; private set; } = null!;

    /// <summary>The roles that were held.</summary>
    public TableView Past { get; private set; } = null!;

    /// <summary>Sessions that go on; null where the reader does not see them.</summary>
    public TableView? Sessions { get; private set; }

    /// <summary>Tokens; null where the reader does not see them.</summary>
    public TableView? Tokens { get; private set; }

    /// <summary>Whether the reader may do something to the account as it is.</summary>
    public bool May(string action) => Actions.MayOver(Reader, action, Account.Grants, Account.State, Id) && !(action is "account.disable" or "account.reset_second_factor" && Id == Reader.User);

    private Actor Reader => HttpContext.Officer().Actor;

    private CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Load()) return NotFound();
        Done = Reports.Contains(Done, StringComparer.Ordinal) ? Done : null;
        return Page();
    }

    /// <summary>Changes name and address.</summary>
    public Task<IActionResult> OnPostEditAsync() => Change("edited", stamp => EditAccount.Run(database, Reader, new EditAccountCommand(Id, stamp, DisplayName ?? "", Email), Stop));

    /// <summary>Shuts the account out.</summary>
    public Task<IActionResult> OnPostDisableAsync() => Change("disabled", stamp => SwitchAccount.Disable(database, Reader, Id, stamp, Stop));

    /// <summary>Lets it in again.</summary>
    public Task<IActionResult> OnPostEnableAsync() => Change("enabled", stamp => SwitchAccount.Enable(database, Reader, Id, stamp, Stop));

    /// <summary>Ends the wait after wrong passwords.</summary>
    public Task<IActionResult> OnPostUnlockAsync() => Change("unlocked", stamp => SwitchAccount.Unlock(database, Reader, Id, stamp, Stop));

    /// <summary>Sets another password.</summary>
    public Task<IActionResult> OnPostPasswordAsync() => Change("password", stamp => SetPassword.Run(database, Reader, Id, stamp, Password ?? "", Stop));

    /// <summary>Takes the second step away from somebody who lost the device.</summary>
    public Task<IActionResult> OnPostSecondFactorAsync() => Change("second_factor", _ => EndSecondFactor.Reset(database, Reader, Id, Stop));

    /// <summary>Gives a role.</summary>
    public Task<IActionResult> OnPostGiveAsync() => Change("role_given", stamp => HoldRole.Give(database, Reader, Id, stamp, Said(), Stop));

    /// <summary>Ends a role.</summary>
    public Task<IActionResult> OnPostEndAsync() => Change("role_ended", stamp => HoldRole.End(database, Reader, Id, stamp, Said(), Stop));

    /// <summary>Ends a session.</summary>
    public Task<IActionResult> OnPostSessionAsync() => Change("session", _ => SatuPintu.Access.Accounts.Sessions.Revoke(database, Reader, Ended, Stop));

    /// <summary>Ends a token.</summary>
    public Task<IActionResult> OnPostTokenAsync() => Change("token", _ => RevokeToken.Run(database, Reader, Ended, Stop));

    private async Task<IActionResult> Change(string done, Func<string, Task> change)
    {
        // Only what no form of ours sends, such as an id that is none.
        if (!ModelState.IsValid) return BadRequest();
        try
        {
            await change(Stamp ?? "");
            return RedirectToPage(new { selesai = done });
        }
        catch (UserError e)
        {
            // What stands is shown, not what a stale form said of it.
            if (e.Key == "account.stale") ModelState.Clear();
            if (!await Load()) return NotFound();
            ModelState.AddModelError(FieldOf(e.Key), e.In(texts.Language));
            return new PageResult { StatusCode = e.Key is "account.stale" or "access.not_now" or "role.held" or "role.not_held" ? StatusCodes.Status409Conflict : e.Key.StartsWith("access.", StringComparison.Ordinal) ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Load()
    {
        if (await ShowAccount.Run(database, Reader, Id, Stop) is not { } account) return false;
        Account = account;
        (DisplayName, Email) = (account.DisplayName, account.Email);
        TableColumn[] place = [new(texts["account.page.role"]), new(texts["account.page.area"]), new(texts["account.page.agency"]), new(texts["user.from"])];
        Roles = new TableView(texts["user.roles.now"], [.. place, new(texts["user.end"])], [.. account.Roles.Where(r => r.Until is null).Select(r => (IReadOnlyList<TableCell>)[.. Place(r), Ending(r.Held)])]);
        Past = new TableView(texts["user.roles.past"], [.. place, new(texts["user.until"])], [.. account.Roles.Where(r => r.Until is not null).Select(r => (IReadOnlyList<TableCell>)[.. Place(r), Minute(r.Until!.Value)])]);
        if (Actions.MayOver(Reader, "session.list", account.Grants, "open", Id))
            Sessions = new TableView(texts["user.sessions"], [new(texts["session.started"]), new(texts["session.seen"]), new(texts["user.end"])],
                [.. (await ListSessions.Run(database, Reader, Id, Stop)).Select(s => (IReadOnlyList<TableCell>)[Minute(s.StartedAt), Minute(s.SeenAt), new TableCell(texts["user.end"], Button: new TableButton("Session", Minute(s.StartedAt), (nameof(Ended), s.Id.ToString())))])]);
        if (Actions.MayOver(Reader, "token.list", account.Grants, "active", Id))
            Tokens = TokenTable.Of(texts, await ListTokens.Run(database, Reader, Id, Stop), nameof(Ended));
        return true;
    }

    private TableCell[] Place(RoleTime role) => [texts[$"role.{role.Held.Role}"], role.Held.Area.Length == 0 ? texts["account.page.nation"] : role.Held.Area, role.Held.Agency == "*" ? texts["account.page.all_agencies"] : role.Held.Agency, Minute(role.From)];

    private TableCell Ending(HeldRole held) => Actions.May(Reader, "role.end", held.Agency, held.Area, "held")
        ? new TableCell(texts["user.end"], Button: new TableButton("End", $"{texts[$"role.{held.Role}"]} {held.Area}", (nameof(Stamp), Account.Stamp), (nameof(Role), held.Role), (nameof(Area), held.Area), (nameof(Agency), held.Agency)))
        : "";

    private HeldRole Said() => new(Role?.Trim() ?? "", Area?.Trim() ?? "", string.IsNullOrWhiteSpace(Agency) ? "*" : Agency.Trim());

    private static string FieldOf(string key) => key switch
    {
        "account.display_name" => nameof(DisplayName),
        "account.email" => nameof(Email),
        "account.role" or "account.beyond" or "role.held" => nameof(Role),
        "account.area" => nameof(Area),
        "account.agency" => nameof(Agency),
        _ => key.StartsWith("password.", StringComparison.Ordinal) ? nameof(Password) : "",
    };

    private static string Minute(DateTime at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
