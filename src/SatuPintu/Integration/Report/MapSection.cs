using System.Globalization;
using SatuPintu.Dashboard.Maps;

namespace SatuPintu.Integration.Report;

/// <summary>
/// A schematic map: a block for each district, placed north to south and west to east by the coordinates of its records, and
/// in it a tile for each village. Nothing of a village that stands for one to four persons is shown.
/// </summary>
internal static class MapSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Html page, ReportModel model)
    {
        if (model.Maps.Count == 0) return;
        page.Raw("<section aria-labelledby=\"peta\">").Raw($"<h2 id=\"peta\">{Html.Both("report.map")}</h2>").Say("p", "report.map.intro");
        foreach (var map in model.Maps) Map(page, map);
        page.Say("p", "report.map.small_cells").Raw("</section>");
    }

    private static void Map(Html page, ReportMap map)
    {
        var hidden = SmallCells.Hidden(map.Villages);
        var shown = map.Villages.Where(v => v.Of > 0 && !hidden.Contains(v)).Select(v => (double)v.Count / v.Of).Order().ToList();
        var classes = ShareClasses.Fifths(shown, 2);
        page.Raw("<figure class=\"map\">").Tag("figcaption", Html.Both(Titled(map)));
        Legend(page, classes);
        var districts = Districts(map);
        var columns = Columns(districts.Count);
        page.Raw($"<div class=\"districts\" style=\"--columns:{columns.ToString(CultureInfo.InvariantCulture)}\">");
        foreach (var (name, villages) in districts)
        {
            page.Raw($"<div class=\"district\"><h3>{(name.Length == 0 ? Html.Both("report.unknown_district") : Html.AreaName(name))}</h3><ul>");
            foreach (var village in villages) Tile(page, village, hidden.Contains(village), classes);
            page.Raw("</ul></div>");
        }
        page.Raw("</div></figure>");
    }

    private static LocalText Titled(ReportMap map)
    {
        var title = Catalogue.Find($"report.map.{map.Kind}");
        return new LocalText(Catalogue.Fill(title.Id, ("gap", map.Gap.Id)), Catalogue.Fill(title.En, ("gap", map.Gap.En)));
    }

    private static void Tile(Html page, ReportVillage village, bool hidden, ShareClasses classes)
    {
        var share = village.Of == 0 ? double.NaN : (double)village.Count / village.Of;
        var shade = hidden || double.IsNaN(share) ? "none" : classes.Of(share).ToString(CultureInfo.InvariantCulture);
        var value = hidden ? SmallCells.IsSmall(village) ? "&lt;5" : "…" : double.IsNaN(share) ? "–" : Html.Percent(share, 0);
        var counts = hidden || village.Of == 0 ? "" : $"<small>{Html.Number(village.Count)} / {Html.Number(village.Of)}</small>";
        page.Raw($"<li class=\"s{shade}\"><span>{Html.AreaName(village.Name)}</span><b>{value}</b>{counts}</li>");
    }

    private static void Legend(Html page, ShareClasses classes)
    {
        page.Raw($"<p class=\"legend\">");
        foreach (var (shade, (from, to)) in classes.All.Index())
        {
            var text = to is null ? Html.Both("report.map.from", ("low", Html.Percent(from, 0))) : Html.Both("report.map.range", ("low", Html.Percent(from, 0)), ("high", Html.Percent(to.Value, 0)));
            page.Raw($"<span><i class=\"s{shade.ToString(CultureInfo.InvariantCulture)}\"></i>{text}</span>");
        }
        page.Raw($"<span><i class=\"snone\"></i>{Html.Both("report.map.none")}</span></p>");
    }

    private static int Columns(int districts) => Math.Clamp((int)Math.Ceiling(Math.Sqrt(districts)), 1, 4);

    /// <summary>Districts by rows from the north, each row from the west; by name where no list carries coordinates.</summary>
    internal static IReadOnlyList<(string Name, IReadOnlyList<ReportVillage> Villages)> Districts(ReportMap map)
    {
        var all = map.Villages.GroupBy(v => v.District, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Villages: (IReadOnlyList<ReportVillage>)[.. g.OrderBy(v => v.Name, StringComparer.Ordinal)]))
            .OrderBy(d => d.Name, StringComparer.Ordinal).ToList();
        if (all.Any(d => d.Villages.All(v => double.IsNaN(v.Latitude)))) return all;
        return [.. all.OrderByDescending(d => Middle(d.Villages, v => v.Latitude)).Chunk(Columns(all.Count))
            .SelectMany(row => row.OrderBy(d => Middle(d.Villages, v => v.Longitude)))];
    }

    private static double Middle(IReadOnlyList<ReportVillage> villages, Func<ReportVillage, double> of) => villages.Select(of).Where(v => !double.IsNaN(v)).Average();
}

/// <summary>
/// What must not be shown of a village: a count of one to four could point at someone. Where that hides a single village of a
/// district, the next smallest is hidden too, since the rest of the district would give it away.
/// </summary>
internal static class SmallCells
{
    /// <summary>The least count that is shown.</summary>
    public const int Least = 5;

    /// <summary>Whether what is counted of a village, or counted out of, stands for one to four persons.</summary>
    public static bool IsSmall(ReportVillage village) => village.Count is > 0 and < Least || village.Of is > 0 and < Least;

    /// <summary>The villages to hide.</summary>
    public static HashSet<ReportVillage> Hidden(IReadOnlyList<ReportVillage> villages)
    {
        var hidden = new HashSet<ReportVillage>(ReferenceEqualityComparer.Instance);
        foreach (var district in villages.GroupBy(v => v.District, StringComparer.Ordinal))
        {
            var small = district.Where(IsSmall).ToList();
            if (small.Count == 1 && district.Where(v => v.Of > 0 && !IsSmall(v)).MinBy(v => v.Count) is { } next) small.Add(next);
            hidden.UnionWith(small);
        }
        return hidden;
    }
}
