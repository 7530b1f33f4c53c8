using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Dashboard;
using SatuPintu.Programmes;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>The dashboard of an area: how many there are, whom the lists miss, and what two sources share.</summary>
[Authorize(Policy = "totals.see")]
public sealed class OverviewModel(RegistryDatabase database, PageTexts texts) : FiguresPage(database, texts)
{
    private FigureSheets Sheets => new(Texts, Choice, Link);

    /// <summary>How many persons.</summary>
    public string Persons => Whole(View.Of(View.Total, FigureKinds.Persons));

    /// <summary>How many families.</summary>
    public string Families => Whole(View.Of(View.Total, FigureKinds.Families));

    /// <summary>Of each source how many records, and the day of its list.</summary>
    public IEnumerable<(string Source, string Count, string Day)> Sources =>
        View.Sources.Select(s => (FigureSheets.Name(s.Source), Whole(View.Of(View.Total, FigureKinds.Records, s.Source)), s.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>The gaps with their counts, and each count's share of the largest in per cent; no count where it could not be told.</summary>
    public IEnumerable<(GapRule Rule, string? Count, string Share)> Gaps
    {
        get
        {
            var gaps = Sheets.Gaps(View).ToList();
            var most = Math.Max(1, gaps.Max(g => g.Count?.Value ?? 0));
            return gaps.OrderBy(g => g.Count is null).Select(g => (g.Rule, g.Count is { } count ? Whole(count) : null, ((g.Count?.Value ?? 0) * 100.0 / most).ToString("0.#", CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>What two sources share by area; null where there are not two.</summary>
    public FigureSheet? Overlap => Choice.Pair(View.Sources) is null ? null : Sheets.Make("irisan", View);

    /// <summary>Persons, families and records by area.</summary>
    public FigureSheet Summary => Sheets.Make("ringkasan", View);

    /// <summary>The sources to choose from.</summary>
    public IReadOnlyDictionary<string, string> SourceChoices => View.Sources.ToDictionary(s => s.Source, s => FigureSheets.Name(s.Source), StringComparer.Ordinal);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var sheets = Sheets;
        var shown = await Show((moment, sources) => sheets.Columns("ringkasan", moment, sources).Concat(sheets.Columns("irisan", moment, sources)).Concat(sheets.Columns("celah", moment, sources)).Distinct());
        if (View is not null && Choice.Pair(View.Sources) is var (a, b)) (A, B) = (a, b);
        return shown;
    }

    private string Whole(ShownCount count) => new FigureCell(count).Text(Texts);
}
