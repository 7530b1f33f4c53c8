using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Dashboard.Maps;
using SatuPintu.Server.Access;
using SatuPintu.Server.Assets;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>An area on the map.</summary>
/// <param name="Area">The code of the area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it has, as the page says it.</param>
/// <param name="Shade">The class of its shade.</param>
public sealed record MapTile(string Area, string Name, string Value, string Shade);

/// <summary>A map of one figure: by boundaries where there are any, else by tiles. The villages of a regency are shown at once.</summary>
[Authorize(Policy = "totals.see")]
[NeedsScript]
public sealed class MapModel(RegistryDatabase database, PageTexts texts) : FiguresPage(database, texts)
{
    private const int Shades = 5;
    private FigureSheet? sheet;
    private double[] edges = [];

    /// <summary>What is shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ukuran { get; set; }

    /// <summary>Where the slider was moved to: 0 for the latest moment, −1 for the one before it. Null where it was not moved.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Langkah { get; set; }

    /// <summary>The latest moment that the slider had.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sampai { get; set; }

    /// <summary>Where the slider stands.</summary>
    public int Step => -View.Moments.TakeWhile(m => m > View.Moment!.At).Count();

    /// <summary>The table of what is shown.</summary>
    public FigureSheet Sheet => sheet!;

    /// <summary>What can be shown.</summary>
    public IReadOnlyDictionary<string, string> Measures => new FigureSheets(Texts, Choice).Measures(View);

    /// <summary>What the map shows.</summary>
    public string Caption => Sheet.Caption;

    /// <summary>The areas.</summary>
    public IReadOnlyList<MapTile> Tiles { get; private set; } = [];

    /// <summary>Their boundaries; null where there are none.</summary>
    public DrawnShapes? Shapes { get; private set; }

    /// <summary>Areas that have no boundary where others have one.</summary>
    public IReadOnlyList<string> WithoutShape => [.. Tiles.Where(t => Shapes?.Paths.ContainsKey(t.Area) == false).Select(t => t.Name)];

    /// <summary>The areas by the district that they lie in; under no name where they are no villages.</summary>
    public IEnumerable<(string District, IEnumerable<MapTile> Tiles)> Districts =>
        Tiles.GroupBy(t => t.Area.Length == 10 && View.Area.Length < 6 ? t.Area[..6] : "", StringComparer.Ordinal).Select(g => (g.Key.Length == 0 ? "" : AreaNames.Of(Texts, g.Key), (IEnumerable<MapTile>)g));

    /// <summary>What the shades stand for.</summary>
    public IEnumerable<(string Shade, string Text)> Legend
    {
        get
        {
            for (var shade = 0; shade < edges.Length; shade++)
                yield return ($"q{shade}", shade == edges.Length - 1 ? Texts.Say("map.from", ("low", Said(edges[shade]))) : Texts.Say("map.range", ("low", Said(edges[shade])), ("high", Said(edges[shade + 1]))));
            yield return ("none", Texts["map.nothing"]);
        }
    }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var sheets = new FigureSheets(Texts, Choice with { Measure = Ukuran }, Link);
        var shown = await Show((moment, sources) => sheets.Columns("peta", moment, sources), villages: true);
        if (View?.Moment is null) return shown;
        if (Langkah is { } step) return Redirect(AddressAt(Moved(step)));
        Ukuran = sheets.MeasureOf(View);
        sheet = sheets.Make("peta", View);
        var rows = sheet.Rows.Where(r => r.Area.Length > 0).ToList();
        edges = Edges([.. rows.Select(r => Measured(r)).OfType<double>().Where(v => v > 0).Order()]);
        Tiles = [.. rows.Select(r => new MapTile(r.Area, r.Name, r.Cells[^1].Text(Texts), Measured(r) is > 0 and var value ? $"q{Array.FindLastIndex(edges, e => e <= value)}" : "none"))];
        Shapes = await ShowShapes.Run(Database, HttpContext.Officer().Actor, [.. Tiles.Select(t => t.Area)], HttpContext.RequestAborted);
        return shown;
    }

    // Figures may have changed since the slider was sent out.
    private DateTimeOffset? Moved(int step)
    {
        var moments = DateTimeOffset.TryParse(Sampai, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var last) ? [.. View.Moments.Where(m => m <= last)] : View.Moments;
        return moments.Count == 0 ? null : moments[(int)Math.Clamp(-(long)step, 0, moments.Count - 1)];
    }

    /// <summary>What is shaded: the last column.</summary>
    private static double? Measured(FigureSheetRow row) => row.Cells[^1].Value switch { long count => count, double share => share, _ => null };

    /// <summary>Where each fifth of the areas begins; fewer shades where many have the same.</summary>
    private static double[] Edges(double[] sorted) => sorted.Length == 0 ? [] : [.. Enumerable.Range(0, Shades).Select(shade => sorted[shade * sorted.Length / Shades]).Distinct()];

    private string Said(double value) => Sheet.Rows[0].Cells[^1].Of is null ? Numbers.Whole((long)value, Texts.Language) : Numbers.Percent(value, 1, Texts.Language);
}
