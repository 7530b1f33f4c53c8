using System.Text;
using System.Xml.Linq;
using SatuPintu.Dashboard.Maps;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>
/// Draws p0 by area as SVG: by boundaries, or by tiles where there are none. Shades are fifths of the areas, light to dark in one hue, which
/// every eye tells apart; areas without a sample are hatched, imprecise ones dotted.
/// </summary>
internal sealed class MapDrawing
{
    private const int Width = 800, Margin = 24, MostHeight = 900, LineHeight = 20;
    // Edges in tenths of a per cent.
    private const int EdgeDecimals = 3;
    private const string Unsampled = "unsampled", Imprecise = "imprecise", Dark = "#10202b", Light = "#ffffff", None = "#f3f3f1";

    // The shades of the maps of the dashboard; letters upon the last two are light.
    private static readonly string[] Shades = ["#e3eef5", "#bcd8e8", "#86b6d4", "#2b719c", "#0b4a6f"];
    private const int FirstDark = 3;

    private readonly IReadOnlyList<DrawnArea> areas;
    private readonly ShareClasses classes;
    private readonly Language language;
    private readonly XElement svg = new(Svg.Name("svg"));
    private double bottom;

    private MapDrawing(IReadOnlyList<DrawnArea> areas, Language language)
    {
        this.areas = [.. areas.Select(a => a with { Name = Svg.Clean(a.Name), Group = Svg.Clean(a.Group) })];
        this.language = language;
        classes = ClassesOf(areas);
    }

    /// <summary>The classes of the shades.</summary>
    public static ShareClasses ClassesOf(IReadOnlyList<DrawnArea> areas) => ShareClasses.Fifths([.. areas.Select(a => a.Headcount).Order()], EdgeDecimals);

    /// <summary>Draws the map.</summary>
    /// <param name="areas">The areas in their order.</param>
    /// <param name="shapes">Their boundaries; null for tiles.</param>
    /// <param name="method">The method in words.</param>
    /// <param name="line">The poverty line.</param>
    /// <param name="isBenchmarked">Whether the map was brought to totals that are known.</param>
    /// <param name="language">The language of the drawing.</param>
    public static XDocument Draw(IReadOnlyList<DrawnArea> areas, IReadOnlyList<(string Area, string Shape)>? shapes, string method, double line, bool isBenchmarked, Language language)
    {
        var drawing = new MapDrawing(areas, language);
        drawing.Head(method, line);
        if (shapes is null) drawing.Tiles();
        else drawing.Boundaries(shapes);
        drawing.Legend();
        drawing.Notes(shapes, isBenchmarked);
        return drawing.Finish();
    }

    private void Head(string method, double line)
    {
        svg.Add(new XElement(Svg.Name("title"), new XAttribute("id", "title"), Say("title")), new XElement(Svg.Name("desc"), new XAttribute("id", "desc"), Description()), Definitions());
        bottom = Margin + 12;
        Text(Margin, bottom, Say("title"), 20, "bold");
        bottom += 24;
        Text(Margin, bottom, Say("subtitle", ("method", method), ("line", Numbers.Decimal(line, line == Math.Floor(line) ? 0 : 2, language)), ("count", Numbers.Whole(areas.Count, language))), 13);
        bottom += 18;
    }

    private string Description()
    {
        var (least, most) = (areas.MinBy(a => a.Headcount)!, areas.MaxBy(a => a.Headcount)!);
        return Say("description", ("count", Numbers.Whole(areas.Count, language)), ("least", Percent(least.Headcount)), ("leastArea", least.Name), ("most", Percent(most.Headcount)), ("mostArea", most.Name),
            ("unsampled", Numbers.Whole(areas.Count(a => !a.InSample), language)), ("imprecise", Numbers.Whole(areas.Count(a => a.IsImprecise), language)));
    }

    // Marks are dark on light, so that they are seen on every shade.
    private static XElement Definitions() => new(Svg.Name("defs"),
        new XElement(Svg.Name("pattern"), new XAttribute("id", Unsampled), new XAttribute("width", 10), new XAttribute("height", 10), new XAttribute("patternUnits", "userSpaceOnUse"), new XAttribute("patternTransform", "rotate(45)"),
            new XElement(Svg.Name("path"), new XAttribute("d", "M2 0V10"), new XAttribute("stroke", Light), new XAttribute("stroke-width", 3)),
            new XElement(Svg.Name("path"), new XAttribute("d", "M2 0V10"), new XAttribute("stroke", Dark), new XAttribute("stroke-width", 1.2))),
        new XElement(Svg.Name("pattern"), new XAttribute("id", Imprecise), new XAttribute("width", 7), new XAttribute("height", 7), new XAttribute("patternUnits", "userSpaceOnUse"),
            new XElement(Svg.Name("circle"), new XAttribute("cx", 3.5), new XAttribute("cy", 3.5), new XAttribute("r", 1.6), new XAttribute("fill", Light)),
            new XElement(Svg.Name("circle"), new XAttribute("cx", 3.5), new XAttribute("cy", 3.5), new XAttribute("r", 0.9), new XAttribute("fill", Dark))));

    private void Boundaries(IReadOnlyList<(string Area, string Shape)> shapes)
    {
        var drawn = DrawnShapes.Of(shapes, Width - (2 * Margin), MostHeight);
        var map = new XElement(Svg.Name("g"), new XAttribute("transform", FormattableString.Invariant($"translate({Margin + ((Width - (2 * Margin) - drawn.Width) / 2)} {bottom})")),
            new XAttribute("stroke-linejoin", "round"), new XAttribute("fill-rule", "evenodd"));
        foreach (var area in areas)
        {
            if (!drawn.Paths.TryGetValue(area.Area, out var path)) continue;
            var own = new XElement(Svg.Name("g"), new XElement(Svg.Name("title"), Told(area)), Path(Fill(area), Light));
            foreach (var mark in MarksOf(area)) own.Add(Path(mark, "none"));
            // A line around it in the dark, thinner than the light one, parts the lightest shade from the sheet.
            own.Add(new XElement(Svg.Name("path"), new XAttribute("d", path), new XAttribute("fill", "none"), new XAttribute("stroke", Dark), new XAttribute("stroke-width", 0.5)));
            map.Add(own);

            XElement Path(string fill, string stroke) => new(Svg.Name("path"), new XAttribute("d", path), new XAttribute("fill", fill), new XAttribute("stroke", stroke), new XAttribute("stroke-width", 1.2));
        }
        svg.Add(map);
        bottom += drawn.Height + 12;
    }

    private void Tiles()
    {
        const int Across = 4, Gap = 6, Height = 50, Mark = 20, Inside = 8;
        const double TileWidth = (Width - (2 * Margin) - ((Across - 1) * Gap)) / (double)Across;
        foreach (var group in areas.GroupBy(a => a.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (group.Key.Length > 0)
            {
                bottom += 18;
                Text(Margin, bottom, group.Key, 14, "bold");
                bottom += 8;
            }
            foreach (var (place, area) in group.Index())
            {
                var (x, y) = (Margin + (place % Across * (TileWidth + Gap)), bottom + (place / Across * (Height + Gap)));
                var ink = classes.Of(area.Headcount) >= FirstDark ? Light : Dark;
                var tile = new XElement(Svg.Name("g"), new XElement(Svg.Name("title"), Told(area)), Svg.Box(x, y, TileWidth, Height, Fill(area)),
                    Svg.Words(x + Inside, y + 18, Svg.Shortened(area.Name, TileWidth - (2 * Inside)), 12, ink), Svg.Words(x + Inside, y + 40, Percent(area.Headcount), 16, ink, "bold"));
                foreach (var (at, mark) in MarksOf(area).Index()) tile.Add(Svg.Box(x + TileWidth - Inside - Mark - (at * (Mark + 4)), y + Height - Inside - Mark + 2, Mark, Mark, mark, ink));
                svg.Add(tile);
            }
            bottom += (((group.Count() - 1) / Across) + 1) * (Height + Gap);
        }
        bottom += 6;
    }

    private void Legend()
    {
        var entries = classes.All.Select((c, shade) => (Shades[shade], (string?)null, c.To is { } to ? Say("range", ("low", Percent(c.From)), ("high", Percent(to))) : Say("from", ("low", Percent(c.From))))).ToList();
        if (areas.Any(a => !a.InSample)) entries.Add((None, Unsampled, Say("unsampled")));
        if (areas.Any(a => a.IsImprecise)) entries.Add((None, Imprecise, Say("imprecise")));
        bottom += 16;
        Text(Margin, bottom, Say("legend"), 13, "bold");
        bottom += 12;
        const int Swatch = 26;
        double x = Margin;
        foreach (var (fill, mark, text) in entries)
        {
            var width = Swatch + 8 + (text.Length * Svg.LetterWidth) + 24;
            if (x > Margin && x + width > Width - Margin)
            {
                x = Margin;
                bottom += LineHeight + 4;
            }
            svg.Add(Svg.Box(x, bottom, Swatch, 16, fill, Dark));
            if (mark is not null) svg.Add(Svg.Box(x, bottom, Swatch, 16, $"url(#{mark})"));
            svg.Add(Svg.Words(x + Swatch + 8, bottom + 13, text, 13, Dark));
            x += width;
        }
        bottom += LineHeight + 4;
    }

    private void Notes(IReadOnlyList<(string Area, string Shape)>? shapes, bool isBenchmarked)
    {
        var notes = new List<string>();
        if (shapes is null) notes.Add(Say("schematic"));
        if (isBenchmarked) notes.Add(Say("benchmarked"));
        if (areas.All(a => double.IsNaN(a.Variation))) notes.Add(Say("no_errors"));
        if (shapes is not null && areas.Where(a => shapes.All(s => s.Area != a.Area)).Select(a => $"{a.Name} {Percent(a.Headcount)}").ToList() is { Count: > 0 } without)
            notes.Add(Say("without", ("count", Numbers.Whole(without.Count, language)), ("areas", string.Join("; ", without))));
        foreach (var line in notes.SelectMany(n => Svg.Lines(n, Width - (2 * Margin))))
        {
            bottom += LineHeight - 3;
            Text(Margin, bottom, line, 12);
        }
        bottom += Margin - 8;
    }

    private XDocument Finish()
    {
        svg.Add(new XAttribute("viewBox", FormattableString.Invariant($"0 0 {Width} {Math.Ceiling(bottom)}")), new XAttribute("width", Width), new XAttribute("height", Math.Ceiling(bottom)),
            new XAttribute("role", "img"), new XAttribute("aria-labelledby", "title desc"), new XAttribute(XNamespace.Xml + "lang", language == Language.English ? "en" : "id"),
            new XAttribute("font-family", "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"));
        svg.Elements(Svg.Name("defs")).Single().AddAfterSelf(Svg.Box(0, 0, Width, Math.Ceiling(bottom), Light));
        return new XDocument(svg);
    }

    private string Fill(DrawnArea area) => Shades[classes.Of(area.Headcount)];

    private static IEnumerable<string> MarksOf(DrawnArea area)
    {
        if (!area.InSample) yield return $"url(#{Unsampled})";
        if (area.IsImprecise) yield return $"url(#{Imprecise})";
    }

    private string Told(DrawnArea area)
    {
        var told = new StringBuilder(Say("area", ("area", area.Name), ("p0", Percent(area.Headcount))));
        if (double.IsFinite(area.Variation)) told.Append("; ").Append(Say("variation", ("cv", Percent(area.Variation))));
        if (!area.InSample) told.Append("; ").Append(Say("unsampled"));
        return told.ToString();
    }

    private string Percent(double share) => Numbers.Percent(share, 1, language);

    private string Say(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => Catalogue.Say(language, "welfare.map.drawing." + key, arguments.ToArray());

    private void Text(double x, double y, string text, int size, string weight = "normal") => svg.Add(Svg.Words(x, y, text, size, Dark, weight));
}
