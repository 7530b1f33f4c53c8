using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Dashboard.Maps;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>Brings boundaries of areas in for the maps.</summary>
[Authorize(Policy = "boundary.import")]
[RequestSizeLimit(ImportBoundaries.Largest + (1 << 20))]
public sealed class BoundariesModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The largest file in megabytes.</summary>
    public const int LargestMegabytes = ImportBoundaries.Largest >> 20;

    /// <summary>The file.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The code of the regency in which names are looked for.</summary>
    [BindProperty]
    public string? Regency { get; set; }

    /// <summary>How many were brought in just before.</summary>
    [BindProperty(SupportsGet = true, Name = "masuk")]
    public int? Done { get; set; }

    /// <summary>What there is.</summary>
    public TableView Present { get; private set; } = null!;

    /// <summary>Shows what there is.</summary>
    public async Task OnGetAsync() => Present = new TableView(texts["boundary.present"], [new(texts["persons.area"]), new(texts["boundary.villages"], IsNumber: true), new(texts["boundary.others"], IsNumber: true), new(texts["boundary.at"])],
        [.. (await ImportBoundaries.Count(database, HttpContext.Officer().Actor, HttpContext.RequestAborted)).Select(c => (IReadOnlyList<TableCell>)[new TableCell(AreaNames.Of(texts, c.Regency), $"/dasbor/peta?wilayah={c.Regency}"), Numbers.Whole(c.Villages, texts.Language), Numbers.Whole(c.Others, texts.Language), ShownStates.Time(c.At)])]);

    /// <summary>Brings them in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            if (Upload is null) throw new UserError(ExitCode.Usage, "boundary.file_missing");
            using var content = new MemoryStream();
            await Upload.CopyToAsync(content, HttpContext.RequestAborted);
            var count = await ImportBoundaries.Run(database, HttpContext.Officer().Actor, new ImportBoundariesCommand(content.GetBuffer().AsMemory(0, (int)content.Length), Regency, texts.Language), HttpContext.RequestAborted);
            return RedirectToPage(new { masuk = count });
        }
        catch (UserError e)
        {
            ModelState.AddModelError(nameof(Upload), e.In(texts.Language));
            await OnGetAsync();
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }
}
