using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Server.Api;
using SatuPintu.Server.Running;
using SatuPintu.Server.Security;

namespace SatuPintu.Server.Pages;

/// <summary>What a reader sees when a request fails: what to do, and a number for whoever looks into it; never the detail.</summary>
[IgnoreAntiforgeryToken]
public sealed class FailureModel(PageTexts texts) : PageModel
{
    /// <summary>What went wrong, in a few words.</summary>
    public string Title => ErrorTexts.Title(texts.Language, Response.StatusCode);

    /// <summary>What to do.</summary>
    public string Detail => ErrorTexts.Detail(texts.Language, Response.StatusCode);

    /// <summary>Whether the fault is one to report.</summary>
    public bool ShowsTrace => Response.StatusCode >= 500;

    /// <summary>The number that finds it in the log.</summary>
    public string TraceId => ServerLog.TraceId(HttpContext);

    /// <summary>Shows the failure of a request that was read.</summary>
    public IActionResult OnGet() => Show();

    /// <summary>Shows the failure of a request that was sent.</summary>
    public IActionResult OnPost() => Show();

    private IActionResult Show()
    {
        // Called by itself, there is no failure to show.
        return RequestLimits.IsFailurePage(HttpContext) ? Page() : NotFound();
    }
}
