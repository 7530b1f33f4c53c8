using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access.Accounts;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Accounts;

/// <summary>Where one is signed in, and the way out of each place.</summary>
public sealed class OwnSessionsModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>A session to end.</summary>
    [BindProperty]
    public Guid Ended { get; set; }

    /// <summary>Whether one was ended just before, or was over already.</summary>
    [BindProperty(SupportsGet = true, Name = "selesai")]
    public string? Done { get; set; }

    /// <summary>The sessions that go on.</summary>
    public TableView Sessions { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var officer = HttpContext.Officer();
        Sessions = new TableView(texts["own.sessions.title"], [new(texts["session.started"]), new(texts["session.seen"]), new(texts["session.ends"]), new(texts["user.end"])],
            [.. (await ListSessions.Run(database, officer.Actor, officer.Actor.User!.Value, HttpContext.RequestAborted)).Select(s => (IReadOnlyList<TableCell>)
            [
                Minute(s.StartedAt), Minute(s.SeenAt), Minute(s.EndsAt),
                s.Id == officer.Session ? new TableCell(texts["session.this"], Tone: Tone.Info) : new TableCell(texts["user.end"], Button: new TableButton("", Minute(s.StartedAt), (nameof(Ended), s.Id.ToString()))),
            ])]);
    }

    /// <summary>Ends one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var actor = HttpContext.Officer().Actor;
        // An administrator ends those of others at the account's page, and where they may not, hears of none here.
        var isOwn = (await ListSessions.Run(database, actor, actor.User!.Value, HttpContext.RequestAborted)).Any(s => s.Id == Ended);
        return RedirectToPage(new { selesai = isOwn && await SatuPintu.Access.Accounts.Sessions.Revoke(database, actor, Ended, HttpContext.RequestAborted) ? "ya" : "sudah" });
    }

    private static string Minute(DateTime at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
