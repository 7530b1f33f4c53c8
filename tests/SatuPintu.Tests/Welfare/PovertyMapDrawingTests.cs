using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace SatuPintu.Tests.Welfare;

public sealed class PovertyMapDrawingTests : IDisposable
{
    private const string Command = "poverty-map --survey @s.csv --census @c.csv --outcome y --predictors x --area area --line 14 --method ebp --closed-form --bootstrap 5 --out @map.csv --map @map.svg";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly WelfareRun run = new();

    public PovertyMapDrawingTests()
    {
        // Nine areas in both files and one, a0 & <co>, in the census alone; welfare rises with the area.
        File.WriteAllLines(run.Folder["s.csv"], Enumerable.Range(0, 270).Select(i => $"{i * 7 % 10},{5 + (i * 7 % 10) + (i % 9) + (i * 13 % 6)},a{1 + (i % 9)}").Prepend("x,y,area"));
        File.WriteAllLines(run.Folder["c.csv"], Enumerable.Range(0, 500).Select(i => $"{i * 3 % 10},{(i % 10 == 0 ? "a0 & <co>" : $"a{i % 10}")},{(i % 10 < 5 ? "west" : "east")}").Prepend("x,area,side"));
    }

    public void Dispose() => run.Dispose();

    [Fact]
    public void Tiles_show_each_area_with_its_share_and_how_far_to_trust_it()
    {
        run.Must(Command).ShouldContain("Also written:");
        var drawing = Drawing();
        drawing.Elements(Svg + "title").Single().Value.ShouldBe("Poverty by area (p0)");
        drawing.Attribute("aria-labelledby")!.Value.ShouldBe("title desc");
        drawing.Elements(Svg + "desc").Single().Value.ShouldStartWith("10 areas; p0 from ");
        drawing.Elements(Svg + "desc").Single().Value.ShouldContain(" 1 areas without a sample");
        var tiles = drawing.Elements(Svg + "g").ToList();
        tiles.Count.ShouldBe(10);
        var rows = run.Rows("map.csv");
        foreach (var (tile, row) in tiles.Zip(rows))
        {
            var (p0, cv) = (WelfareRun.Number(row["p0"]), WelfareRun.Number(row["cv_p0"]));
            var share = Numbers.Percent(p0, 1, Language.English);
            tile.Element(Svg + "title")!.Value.ShouldStartWith($"{row["area"]}: {share}; cv {Numbers.Percent(cv, 1, Language.English)}");
            tile.Elements(Svg + "text").Select(t => t.Value).ShouldBe([row["area"], share]);
            tile.Elements(Svg + "rect").Select(r => r.Attribute("fill")!.Value).Skip(1)
                .ShouldBe([.. row["in_sample"] == "0" ? ["url(#unsampled)"] : Array.Empty<string>(), .. cv > 0.25 ? ["url(#imprecise)"] : Array.Empty<string>()]);
        }
        // Two areas for each fifth; the poorer the darker.
        var shades = tiles.Zip(rows).OrderBy(t => WelfareRun.Number(t.Second["p0"])).Select(t => t.First.Element(Svg + "rect")!.Attribute("fill")!.Value).ToList();
        shades.Distinct().Count().ShouldBe(5);
        shades.ShouldBe(shades.Distinct().SelectMany(s => Enumerable.Repeat(s, shades.Count(o => o == s))));
        Card()["outputs"]!.AsArray().Select(o => (string)o!["file"]!).ShouldBe(["map.csv", "map.svg"]);
        // What stands there is ours, and so may be replaced; the same comes again.
        var first = File.ReadAllText(run.Folder["map.svg"]);
        run.Must(Command);
        File.ReadAllText(run.Folder["map.svg"]).ShouldBe(first);
        File.AppendAllText(run.Folder["map.svg"], " ");
        run.Run(Command).Code.ShouldBe(ExitCode.Output);
    }

    [Fact]
    public void Groups_have_headings()
    {
        File.WriteAllLines(run.Folder["t.csv"], ["group,p0", "west,0.4", "east,0.2"]);
        run.Must(Command + " --benchmark @t.csv --benchmark-by side");
        var words = Drawing().Elements(Svg + "text").Select(t => t.Value).ToList();
        words.ShouldContain("west");
        words.ShouldContain("east");
        words.ShouldContain("Brought to totals that are known.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --boundary-key KODE")]
    public void Boundaries_are_found_by_the_property_that_names_the_areas(string key)
    {
        // a9 has none; a1 lies on two islands; another country is not drawn.
        var features = Enumerable.Range(1, 8).Select(i => Feature(i, $"A{i}", i)).Append(Feature(9, "a1", 9)).Append(Feature(10, "A0 & <CO>", 10)).Append(Feature(11, "elsewhere", 40));
        File.WriteAllText(run.Folder["b.geojson"], $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""");
        var (code, _, error) = run.Run(Command + " --boundaries @b.geojson" + key);
        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("1 areas without a boundary are not drawn");
        var drawing = Drawing();
        var areas = drawing.Element(Svg + "g")!.Elements(Svg + "g").ToList();
        areas.Select(a => a.Element(Svg + "title")!.Value.Split(':')[0]).ShouldBe(["a0 & <co>", .. Enumerable.Range(1, 8).Select(i => $"a{i}")]);
        areas[1].Elements(Svg + "path").First().Attribute("d")!.Value.Count(c => c == 'M').ShouldBe(2);
        drawing.Elements(Svg + "text").Last().Value.ShouldStartWith("1 areas without a boundary: a9 ");
        ((string?)Card()["details"]!["map"]!["boundary_key"]).ShouldBe("KODE");
        Card()["data"]!.AsArray().Select(d => (string)d!["role"]!).ShouldContain("boundaries");
    }

    [Theory]
    [InlineData("nothing", "", "is no GeoJSON")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "", "holds no areas")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"KODE":"b"}}]}""", "", "names none of the map's areas")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"KODE":"a1"}}]}""", " --boundary-key NAME", "no feature has 'NAME'")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"KODE":"a1"},"geometry":{"type":"Point","coordinates":[1,2]}}]}""", "", "feature 1 (a1)")]
    public void Boundaries_that_do_not_do_are_refused(string json, string key, string said)
    {
        File.WriteAllText(run.Folder["b.geojson"], json);
        var (code, _, error) = run.Run(Command + " --boundaries @b.geojson" + key);
        code.ShouldBeOneOf(ExitCode.Input, ExitCode.Usage);
        error.ShouldContain(said);
        File.Exists(run.Folder["map.csv"]).ShouldBeFalse();
        File.Exists(run.Folder["map.svg"]).ShouldBeFalse();
    }

    [Fact]
    public void A_drawing_has_a_place_of_its_own()
    {
        run.Run(Command.Replace("@map.svg", "@map.csv", StringComparison.Ordinal)).Error.ShouldContain("is the result or its card already");
        run.Run(Command.Replace("@map.svg", "@s.csv", StringComparison.Ordinal)).Error.ShouldContain("is an input");
        run.Run(Command.Replace("--map @map.svg", "--boundaries @b.geojson", StringComparison.Ordinal)).Code.ShouldBe(ExitCode.Usage);
        run.Run(Command + " --boundary-key KODE").Code.ShouldBe(ExitCode.Usage);
        run.Run(Command + " --boundaries @none.geojson").Code.ShouldBe(ExitCode.Input);
    }

    private XElement Drawing() => XDocument.Load(run.Folder["map.svg"]).Root!;

    private JsonNode Card() => JsonNode.Parse(File.ReadAllText(run.Folder["map.card.json"]))!;

    private static string Feature(int number, string name, int west) =>
        $$$"""{"type":"Feature","properties":{"NO":{{{number}}},"KODE":"{{{name}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},0],[{{{west + 1}}},0],[{{{west + 1}}},1],[{{{west}}},1],[{{{west}}},0]]]}}""";
}
