using System.Text;
using ExcelDataReader;
using SatuPintu.Dashboard;
using SatuPintu.Dashboard.Exports;
using SatuPintu.Dashboard.Looking;
using SatuPintu.Dashboard.Maps;

namespace SatuPintu.Tests.Dashboard;

/// <summary>Files that are taken away, numbers that are hidden, boundaries that are read, moments that are written.</summary>
public sealed class ExportTests
{
    [Fact]
    public void A_workbook_holds_texts_as_texts_and_numbers_as_numbers()
    {
        var file = ExportFile.Make(ExportFormat.Xlsx, "Irisan: 2026/05", ["wilayah", "jiwa", "bagian"], [["=1+1", 5219L, 0.25], ["Cibeber & \u0001<b>", null, null], ["  -", 0L, 1.0]]);
        file.Rows.ShouldBe(3);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(file.Content);
        reader.Name.ShouldBe("Irisan 202605");
        var rows = new List<object?[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        rows.Select(r => string.Join('|', r)).ShouldBe(["wilayah|jiwa|bagian", "=1+1|5219|0.25", "Cibeber & <b>||", "  -|0|1"]);
        rows[1][0].ShouldBeOfType<string>();
        rows[1][1].ShouldBeOfType<double>();
    }

    [Fact]
    public void A_csv_file_is_guarded_against_formulas()
    {
        var file = ExportFile.Make(ExportFormat.Csv, "irisan", ["a", "b"], [["=HYPERLINK(\"x\")", 5L], ["@x", null]]);
        new StreamReader(file.Content).ReadToEnd().ShouldBe("a,b\r\n\"'=HYPERLINK(\"\"x\"\")\",5\r\n'@x,\r\n");
        Should.Throw<UserError>(() => ExportFile.Purpose("  singkat ")).Key.ShouldBe("dashboard.purpose");
        Should.Throw<UserError>(() => ExportFile.Purpose(new string('x', 501)));
        Should.Throw<UserError>(() => ExportFormats.Of("exe"));
    }

    [Theory]
    [InlineData("0 7 9", "0 7 9")]
    [InlineData("3 7 9", "<5 … 9")]
    [InlineData("3 4 9", "<5 <5 9")]
    [InlineData("3 0 0", "<5 0 0")]
    public void Small_numbers_are_hidden_and_do_not_follow_from_the_sum(string values, string shown) =>
        string.Join(' ', SmallNumbers.Of(values.Split(' ').Select(long.Parse).ToArray()).Select(s => s.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (s.IsSmall ? "<5" : "…"))).ShouldBe(shown);

    [Theory]
    [InlineData("2026-05-31", "2026-05-31T23:59:59.9999990Z")]
    [InlineData("2026-05-31T08:30:00.123456Z", "2026-05-31T08:30:00.1234560Z")]
    [InlineData("2026-05-31T15:30:00+07:00", "2026-05-31T08:30:00.0000000Z")]
    public void A_moment_is_a_day_to_its_end_or_a_time(string written, string moment)
    {
        FiguresQuery.Moment(written)!.Value.UtcDateTime.ToString("O").ShouldBe(moment);
        FiguresQuery.Moment(" ").ShouldBeNull();
        Should.Throw<UserError>(() => FiguresQuery.Moment("kemarin")).Key.ShouldBe("dashboard.moment");
    }

    private const string Square = """{"type":"Polygon","coordinates":[[[106,-6],[106.1,-6],[106.1,-6.1],[106.000001,-6.0000001]]]}""";

    [Theory]
    [InlineData("""{"kode":"36.72.06.1003"}""", Square, null, "3672061003")]
    [InlineData("""{"kab":3672,"kec":"367206","x":"y"}""", Square, null, "367206")]
    [InlineData("""{"NAMOBJ":"Rawa Arum"}""", Square, "3672", "3672061003")]
    [InlineData("""{"desa":"TEGALRATU","kecamatan":"ciwandan"}""", Square, "3672", "3672041002")]
    [InlineData("""{"kecamatan":"GROGOL"}""", Square, "3672", "367206")]
    [InlineData("""{"nama":"Rawa Arum"}""", Square, null, "boundary.unknown_area")]
    [InlineData("""{"kode":"3672061003"}""", """{"type":"Point","coordinates":[106,-6]}""", null, "boundary.no_shape")]
    [InlineData("""{"kode":"3672061003"}""", """{"type":"Polygon","coordinates":[[[706,-6],[106.1,-6],[106.1,-6.1],[706,-6]]]}""", null, "boundary.no_shape")]
    [InlineData("""{"kode":"3672061003"}""", """{"type":"Polygon","coordinates":[[[106,-6],[106.1,-6],[106.1,-6.1],[106.2,-6]]]}""", null, "boundary.no_shape")]
    [InlineData("""{"kode":"3672061003"}""", "null", null, "boundary.no_shape")]
    public void A_boundary_is_known_by_its_code_or_its_name_or_says_what_is_wrong(string properties, string geometry, string? regency, string found)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{{properties}},"geometry":{{geometry}}}]}""");
        if (!found.StartsWith("boundary", StringComparison.Ordinal))
        {
            var boundary = BoundaryFile.Read(json, regency, Language.English).ShouldHaveSingleItem();
            boundary.Area.ShouldBe(found);
            boundary.Shape.ShouldBe("[[[[106,-6],[106.1,-6],[106.1,-6.1],[106,-6]]]]");
            return;
        }
        var error = Should.Throw<UserError>(() => BoundaryFile.Read(json, regency, Language.English));
        error.Key.ShouldBe("boundary.wrong");
        error.In(Language.English).ShouldContain(Catalogue.Say(Language.English, found, ("number", 1), ("name", properties.Contains("Rawa", StringComparison.Ordinal) ? "Rawa Arum" : "–")));
    }

    [Theory]
    [InlineData("x", "boundary.not_json")]
    [InlineData("[]", "boundary.no_features")]
    [InlineData("""{"features":[]}""", "boundary.no_features")]
    [InlineData("""{"features":[3,"x",null,{}]}""", "boundary.wrong")]
    public void What_is_no_collection_of_areas_is_refused(string json, string key) => Should.Throw<UserError>(() => BoundaryFile.Read(Encoding.UTF8.GetBytes(json), "3672", Language.English)).Key.ShouldBe(key);
}
