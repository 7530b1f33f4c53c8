using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.MatchReview;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.MatchReview;

/// <summary>Two persons who are one: what joining them would make, and doing it.</summary>
[Authorize(Policy = "grouping.merge")]
public sealed class MergeModel(RegistryDatabase database, DeliveryJobs jobs, PageTexts texts) : PageModel
{
    /// <summary>One person.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Person { get; set; }

    /// <summary>The other.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Other { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Why { get; set; }

    /// <summary>What would come of it.</summary>
    public GroupingPreview? Preview { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (Person is null && Other is null) return Page();
        try
        {
            await Look();
            return Page();
        }
        catch (UserError e)
        {
            return Refuse(e);
        }
    }

    /// <summary>Decides it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var (one, two) = Both();
            await GroupPersons.Merge(database, HttpContext.Officer().Actor, new MergePersonsCommand(one, two, Why), HttpContext.RequestAborted);
            return RedirectToPage("Work", new { diputuskan = true });
        }
        catch (UserError e)
        {
            try
            {
                await Look();
            }
            catch (UserError)
            {
                // There is nothing to show; the first error says why.
            }
            return Refuse(e);
        }
    }

    private async Task Look()
    {
        var (one, two) = Both();
        if (one == two) throw new UserError(ExitCode.Usage, "grouping.one");
        Preview = await jobs.Preview(HttpContext.Officer().Actor, one, two, [], HttpContext.RequestAborted);
    }

    private (Guid, Guid) Both() => Guid.TryParse(Person?.Trim(), out var one) && Guid.TryParse(Other?.Trim(), out var two) ? (one, two) : throw new UserError(ExitCode.Usage, "grouping.no_person");

    private PageResult Refuse(UserError why)
    {
        ModelState.Clear();
        ModelState.AddModelError(why.Key == "grouping.why" ? nameof(Why) : "", why.In(texts.Language));
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
