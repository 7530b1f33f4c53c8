using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>Where the poorest live, and what programmes reach of them.</summary>
[Authorize(Policy = "totals.see")]
public sealed class PovertyModel(RegistryDatabase database, PageTexts texts) : FiguresPage(database, texts)
{
    private FigureSheets Sheets => new(Texts, Choice, Link);

    /// <summary>The poorest shares by area, the highest first.</summary>
    public FigureSheet Pockets => Sheets.Make("kantong", View);

    /// <summary>Programmes beside poor families.</summary>
    public FigureSheet Programmes => Sheets.Make("program", View);

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync()
    {
        var sheets = Sheets;
        return Show((moment, sources) => sheets.Columns("kantong", moment, sources).Concat(sheets.Columns("program", moment, sources)).Distinct());
    }
}
