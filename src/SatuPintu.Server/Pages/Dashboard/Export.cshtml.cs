using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Dashboard.Exports;
using SatuPintu.Dashboard.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>Takes a table of figures away, as it is shown, for a purpose that is written down.</summary>
[Authorize(Policy = "totals.export")]
public sealed class ExportModel(RegistryDatabase database, PageTexts texts) : FiguresPage(database, texts)
{
    /// <summary>The table, by its id.</summary>
    [BindProperty(SupportsGet = true, Name = "tabel")]
    public string? Table { get; set; }

    /// <summary>What it is for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The form of the file.</summary>
    [BindProperty]
    public string? Format { get; set; } = "csv";

    /// <summary>The table; null where there are no figures.</summary>
    public FigureSheet? Sheet { get; private set; }

    /// <summary>The forms to choose from.</summary>
    public IReadOnlyDictionary<string, string> Formats => new Dictionary<string, string>(StringComparer.Ordinal) { ["csv"] = "CSV", ["xlsx"] = "XLSX (Excel)", ["geojson"] = "GeoJSON" }
        .Where(f => f.Key != "geojson" || Sheet?.Rows.Any(r => r.Area.Length > 0) == true).ToDictionary(StringComparer.Ordinal);

    /// <summary>Asks what for.</summary>
    public Task<IActionResult> OnGetAsync() => Find();

    /// <summary>Gives it out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var found = await Find();
        if (found is not PageResult { StatusCode: null }) return found;
        try
        {
            if (Sheet is not { } sheet) throw new UserError(ExitCode.Usage, "dashboard.nothing");
            var file = await ExportFigures.Run(Database, HttpContext.Officer().Actor, new ExportFiguresCommand(sheet.Id, View.Area, FiguresQuery.Moment(Per), ExportFormats.Of(Format),
                Purpose, [Texts["dashboard.column.village_code"], .. sheet.Headings], [.. sheet.Rows.Select(r => (IReadOnlyList<object?>)[r.Area, r.Name, .. r.Cells.Select(c => c.Value)])], [.. sheet.Rows.Select(r => r.Area)]), HttpContext.RequestAborted);
            return File(file.Content, file.MediaType, file.Name);
        }
        catch (UserError e)
        {
            ModelState.AddModelError(e.Key switch { "dashboard.purpose" => nameof(Purpose), "dashboard.format" => nameof(Format), _ => "" }, e.In(Texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<IActionResult> Find()
    {
        var variable = Request.Query["ciri"].ToString() is { Length: > 0 } chosen ? chosen : SatuPintu.Dashboard.Variables.Welfare;
        if (Table == FigureSheets.VariableId ? !SatuPintu.Dashboard.Variables.Counted.Contains(variable) : Table != FigureSheets.QualityId && !FigureSheets.Ids.Contains(Table, StringComparer.Ordinal)) return NotFound();
        var sheets = new FigureSheets(Texts, Choice with { Measure = Request.Query["ukuran"] });
        var shown = await Show((moment, sources) => sheets.Columns(Table!, moment, sources), villages: Table == "peta");
        if (Table == FigureSheets.QualityId)
        {
            if (View is not null) Sheet = sheets.Quality(await ShowQuality.Run(Database, HttpContext.Officer().Actor, FiguresQuery.Moment(Per), HttpContext.RequestAborted));
            return shown;
        }
        if (Table == FigureSheets.VariableId)
        {
            if (View?.Moment is not null) Sheet = VariableModel.Make(Texts, View, variable, await ShowVariable.Run(Database, HttpContext.Officer().Actor, new FiguresQuery(View.Area, View.IsPast ? FiguresQuery.Moment(Per) : null), variable, HttpContext.RequestAborted));
            return shown;
        }
        if (View is { Moment: not null } && (Table != "irisan" || Choice.Pair(View.Sources) is not null)) Sheet = sheets.Make(Table!, View);
        return shown;
    }
}
