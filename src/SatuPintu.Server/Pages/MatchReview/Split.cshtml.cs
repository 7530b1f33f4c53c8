using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.MatchReview;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.MatchReview;

/// <summary>A person who is two: which records are the other's, what parting them would make, and doing it.</summary>
[Authorize(Policy = "grouping.split")]
public sealed class SplitModel(RegistryDatabase database, DeliveryJobs jobs, PageTexts texts) : PageModel
{
    /// <summary>The person.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The records that are somebody else's.</summary>
    [BindProperty]
    public IReadOnlyList<string> Parted { get; set; } = [];

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Why { get; set; }

    /// <summary>The records of the person.</summary>
    public IReadOnlyList<RecordOfPerson> Records { get; private set; } = [];

    /// <summary>What would come of it.</summary>
    public GroupingPreview? Preview { get; private set; }

    /// <summary>Shows the records.</summary>
    public async Task<IActionResult> OnGetAsync() => await Show() ? Page() : NotFound();

    /// <summary>Shows what would come of it.</summary>
    public async Task<IActionResult> OnPostLookAsync()
    {
        if (!await Show()) return NotFound();
        return await Look() is { } why ? Refuse(why) : Page();
    }

    /// <summary>Decides it.</summary>
    public async Task<IActionResult> OnPostSplitAsync()
    {
        if (!await Show()) return NotFound();
        try
        {
            await GroupPersons.Split(database, HttpContext.Officer().Actor, new SplitPersonCommand(Id, Parted, Why), HttpContext.RequestAborted);
            return RedirectToPage("Work", new { diputuskan = true });
        }
        catch (UserError e)
        {
            await Look();
            return Refuse(e);
        }
    }

    private async Task<bool> Show()
    {
        if (await ShowRecords.Run(database, HttpContext.Officer().Actor, Id, HttpContext.RequestAborted) is not { } found) return false;
        Records = found;
        return true;
    }

    private async Task<UserError?> Look()
    {
        try
        {
            Preview = await jobs.Preview(HttpContext.Officer().Actor, Id, null, Parted, HttpContext.RequestAborted);
            return null;
        }
        catch (UserError e)
        {
            return e;
        }
    }

    private PageResult Refuse(UserError why)
    {
        ModelState.Clear();
        ModelState.AddModelError(why.Key == "grouping.why" ? nameof(Why) : "", why.In(texts.Language));
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
