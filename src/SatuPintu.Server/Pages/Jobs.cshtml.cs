using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries.Deciding;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>The deliveries on which the service works, waits to work or has failed.</summary>
[Authorize(Policy = "job.see")]
public sealed class JobsModel(RegistryDatabase database, DeliveryJobs jobs, PageTexts texts) : PageModel
{
    /// <summary>The delivery to try again.</summary>
    [BindProperty]
    public Guid Delivery { get; set; }

    /// <summary>Number of the state that was seen.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Whether one was put back to work just before.</summary>
    [BindProperty(SupportsGet = true, Name = "selesai")]
    public bool Done { get; set; }

    /// <summary>The jobs.</summary>
    public TableView Jobs { get; private set; } = null!;

    /// <summary>What is worked on now, in hundredths.</summary>
    public IReadOnlyList<(string Label, int Done)> Running { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var all = await ListJobs.Run(database, jobs, HttpContext.Officer().Actor, HttpContext.RequestAborted);
        Running = [.. all.Where(j => j.Progress is not null).Select(j => ($"{j.Title}: {texts[$"delivery.stage.{j.Progress!.Value.Stage}"]}", j.Progress!.Value.Done))];
        Jobs = new TableView(texts["jobs.title"], [new(texts["sources.heading"]), new(texts["account.page.agency"]), new(texts["users.state"]), new(texts["user.from"]), new(texts["jobs.why"]), new(texts["jobs.do"])],
            [.. all.Select(j => (IReadOnlyList<TableCell>)[new TableCell(j.Title, $"/kiriman/{j.Delivery}"), j.Agency, ShownStates.Of(texts, j.State), ShownStates.Time(j.Since), j.Why?.In(texts.Language) ?? "–",
                j.MayRetry ? new TableCell(texts["jobs.retry"], Button: new TableButton("Retry", j.Title, (nameof(Delivery), j.Delivery.ToString()), (nameof(Seen), $"{j.Number}"))) : "–"])]);
    }

    /// <summary>Has one tried again.</summary>
    public async Task<IActionResult> OnPostRetryAsync()
    {
        try
        {
            await RetryDelivery.Run(database, HttpContext.Officer().Actor, Delivery, Seen, HttpContext.RequestAborted);
            return RedirectToPage(new { selesai = true });
        }
        catch (UserError e)
        {
            ModelState.Clear();
            ModelState.AddModelError("", e.In(texts.Language));
        }
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
