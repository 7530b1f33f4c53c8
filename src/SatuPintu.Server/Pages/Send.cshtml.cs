using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using SatuPintu.Deliveries.Register;
using SatuPintu.Deliveries.Uploads;
using SatuPintu.Server.Access;
using SatuPintu.Server.Assets;
using SatuPintu.Server.Deliveries;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>Sends a delivery: as one form, read as it comes, or in pieces by the page's script.</summary>
[Authorize(Roles = RegisterPages.Senders)]
[RequestSizeLimit(BeginUpload.Largest + (1 << 20))]
[FormIsStreamed]
[IgnoreAntiforgeryToken]
[NeedsScript]
public sealed class SendModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The largest file in megabytes.</summary>
    public static readonly long LargestMegabytes = BeginUpload.Largest >> 20;

    /// <summary>The source that is delivered.</summary>
    public string? Source { get; set; }

    /// <summary>The day that the list describes.</summary>
    public string? AsOf { get; set; }

    /// <summary>The file; it is never held.</summary>
    public string? Upload { get; }

    /// <summary>The sources in use, with their titles.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; private set; } = new Dictionary<string, string>();

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync() => Sources = (await ListSources.Run(database, HttpContext.Officer().Actor, HttpContext.RequestAborted)).Where(s => !s.IsRetired).ToDictionary(s => s.Id, s => $"{s.Title} · {s.Agency}");

    /// <summary>Takes the file.</summary>
    public async Task<IActionResult> OnPostAsync([FromServices] UploadFiles files, [FromServices] IAntiforgery antiforgery, [FromServices] IOptions<AntiforgeryOptions> forgery)
    {
        if (await StreamedForm.Read(HttpContext, antiforgery, forgery.Value.FormFieldName) is not { } form) return BadRequest();
        (Source, AsOf) = (form[nameof(Source)], form[nameof(AsOf)]);
        if (!DateOnly.TryParseExact(AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf)) ModelState.AddModelError(nameof(AsOf), texts["send.as_of.missing"]);
        if (form.File is null) ModelState.AddModelError(nameof(Upload), texts["upload.file"]);
        if (ModelState.IsValid)
        {
            try
            {
                var done = await DeliverWhole.Run(database, files, HttpContext.Officer().Actor, new BeginUploadCommand(Source ?? "", form.FileName!, null, asOf), form.File!, HttpContext.RequestAborted);
                return RedirectToPage("/Delivery", new { id = done.Delivery, sudah = done.WasThere });
            }
            catch (UserError e)
            {
                ModelState.AddModelError(e.Key is "upload.source" or "upload.not_yours" or "access.may_not" ? nameof(Source) : e.Key == "upload.as_of" ? nameof(AsOf) : nameof(Upload), e.In(texts.Language));
            }
        }
        // A browser that is still sending would not listen to the answer.
        await Request.Body.CopyToAsync(Stream.Null, HttpContext.RequestAborted);
        await OnGetAsync();
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
