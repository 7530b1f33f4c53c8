using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Audit;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>The audit log, for auditors and administrators.</summary>
[Authorize(Policy = "audit.search")]
public sealed class AuditModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The action looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Doing { get; set; }

    /// <summary>The subject looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    /// <summary>The page.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages { get; private set; }

    /// <summary>What was found.</summary>
    public TableView Entries { get; private set; } = null!;

    /// <summary>Searches.</summary>
    public async Task OnGetAsync()
    {
        var page = await SearchAudit.Run(database, HttpContext.Officer().Actor, Blank(Doing), Blank(Subject), Number, HttpContext.RequestAborted);
        Pages = (int)((page.Found + SearchAudit.PageSize - 1) / SearchAudit.PageSize);
        Entries = new TableView(texts["audit.found"], [new(texts["audit.number"]), new(texts["audit.at"]), new(texts["audit.actor"]), new(texts["audit.action"]), new(texts["audit.subject"]), new(texts["audit.purpose"]), new(texts["audit.rows"], IsNumber: true)],
            [.. page.Entries.Select(e => (IReadOnlyList<TableCell>)[e.Number.ToString(CultureInfo.InvariantCulture), e.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), e.Actor ?? texts["audit.service"], e.Action, e.Subject ?? "", e.Purpose ?? "", e.Rows is { } rows ? Numbers.Whole(rows, texts.Language) : ""])]);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
