using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Server.Deliveries.Deciding;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>One delivery: the facts of its file, what is found in it and decided on it, and the states it went through.</summary>
[Authorize(Roles = RegisterPages.Followers)]
public sealed class DeliveryModel(RegistryDatabase database, DeliveryJobs jobs, PageTexts texts) : PageModel
{
    /// <summary>Whether it had been delivered before it was sent just now; null where it was not sent just now.</summary>
    [BindProperty(SupportsGet = true, Name = "sudah")]
    public bool? WasThere { get; set; }

    /// <summary>Number of the state that whoever decides has seen.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>What is said with a decision.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>What the columns are, in their order.</summary>
    [BindProperty]
    public IReadOnlyList<string?> Chosen { get; set; } = [];

    /// <summary>What is found in it and may be decided on it.</summary>
    public DeliveryWorkPage Work { get; private set; } = null!;

    /// <summary>The delivery.</summary>
    public DeliveryDetail Delivery { get; private set; } = null!;

    /// <summary>The states it went through.</summary>
    public TableView States { get; private set; } = null!;

    /// <summary>What is known of it, with labels.</summary>
    public IEnumerable<(string Label, string Value)> Facts =>
    [
        (texts["account.page.agency"], Delivery.AgencyName), (texts["account.page.area"], Delivery.Area.Length == 0 ? texts["account.page.nation"] : Delivery.Area),
        (texts["send.as_of"], Delivery.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), (texts["deliveries.at"], ShownStates.Time(Delivery.At)), (texts["send.file"], Delivery.FileName),
        (texts["deliveries.size"], Numbers.Whole(Delivery.Bytes, texts.Language)), ("SHA-256", Delivery.Sha256),
    ];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Show(id) ? Page() : NotFound();

    /// <summary>Gives the rows that go back to the producer.</summary>
    public async Task<IActionResult> OnGetReturnedAsync(Guid id, [FromServices] DeliveryFiles files)
    {
        try
        {
            return File(await TakeReturnedRows.Run(database, files, HttpContext.Officer().Actor, id, HttpContext.RequestAborted), "text/csv; charset=utf-8", $"kembali-{id}.csv");
        }
        catch (UserError e)
        {
            return await Refuse(id, e);
        }
    }

    /// <summary>Says what the columns are.</summary>
    public Task<IActionResult> OnPostMapAsync(Guid id) => Decide(id, async (actor, stop) =>
    {
        var columns = (await ShowDeliveryWork.Run(database, actor, id, stop)).Columns?.Columns ?? [];
        if (columns.Count != Chosen.Count) throw new UserError(ExitCode.Usage, "delivery.stale");
        await DecideOnDelivery.Map(database, actor, id, Seen, columns.Select((c, i) => KeyValuePair.Create(c.Heading, Chosen[i])).ToDictionary(StringComparer.Ordinal), stop);
    });

    /// <summary>Accepts it.</summary>
    public Task<IActionResult> OnPostAcceptAsync(Guid id) => Decide(id, (actor, stop) => DecideOnDelivery.Accept(database, actor, id, Seen, Note, stop));

    /// <summary>Returns it.</summary>
    public Task<IActionResult> OnPostReturnAsync(Guid id) => Decide(id, (actor, stop) => DecideOnDelivery.Return(database, actor, id, Seen, Note, stop));

    /// <summary>Withdraws it.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(Guid id) => Decide(id, (actor, stop) => DecideOnDelivery.Withdraw(database, actor, id, Seen, Note, stop));

    private async Task<IActionResult> Decide(Guid id, Func<Actor, CancellationToken, Task> decide)
    {
        try
        {
            await decide(HttpContext.Officer().Actor, HttpContext.RequestAborted);
            return RedirectToPage(new { id });
        }
        catch (UserError e)
        {
            return await Refuse(id, e);
        }
    }

    private async Task<IActionResult> Refuse(Guid id, UserError why)
    {
        ModelState.Clear();
        if (!await Show(id)) return NotFound();
        ModelState.AddModelError("", why.In(texts.Language));
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Show(Guid id)
    {
        var actor = HttpContext.Officer().Actor;
        if (await ShowDelivery.Run(database, actor, id, HttpContext.RequestAborted) is not { } found) return false;
        Delivery = found;
        Work = new DeliveryWorkPage(await ShowDeliveryWork.Run(database, actor, id, HttpContext.RequestAborted), jobs.Of(id), texts) { Note = Note };
        States = new TableView(texts["deliveries.states"], [new(texts["users.state"]), new(texts["audit.at"]), new(texts["audit.actor"]), new(texts["deliveries.note"])],
            [.. found.States.Select(s => (IReadOnlyList<TableCell>)[ShownStates.Of(texts, s.State), ShownStates.Time(s.At), s.By ?? "–", s.Note ?? "–"])]);
        return true;
    }
}
