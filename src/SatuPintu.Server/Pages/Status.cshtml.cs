using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SatuPintu.Server.Pages;

/// <summary>The state of the service, for people.</summary>
public sealed class StatusModel(HealthCheckService health) : PageModel
{
    /// <summary>Every check and its state.</summary>
    public IReadOnlyList<(string Name, HealthStatus State)> Checks { get; private set; } = [];

    /// <summary>The name of a check in the reader's language, or its own where no text names it.</summary>
    public static string NameOf(PageTexts texts, string check) =>
        $"server.check.{check}" is var key && Catalogue.Keys.Contains(key) ? texts[key] : check;

    /// <summary>Asks the checks.</summary>
    public async Task OnGetAsync() =>
        Checks = [.. (await health.CheckHealthAsync(HttpContext.RequestAborted)).Entries.Select(e => (e.Key, e.Value.Status))];
}
