using System.Text.Json.Nodes;
using SatuPintu.Welfare.Index;

namespace SatuPintu.Tests.Welfare;

public sealed class IndexTests : IDisposable
{
    private const string Heading = "id,luas_lantai,jumlah_anggota,jenis_lantai,jenis_dinding,jamban,sumber_air_minum,penerangan,bahan_bakar,frekuensi_makan,beli_daging,beli_pakaian,berobat,pekerjaan_krt,pendidikan_krt,aset\n";
    private const string Poorest = "A,20,4,Tanah,Bambu,Tidak punya,Sumur tak terlindung,Bukan listrik,Kayu/arang,1,Tidak,Tidak,Tidak,Petani gurem,Tidak tamat SD,Tidak ada\n";
    private const string Best = "B,32,4,Keramik,Tembok,Sendiri,Leding,Listrik PLN,Gas/elpiji,2,Ya,Ya,Ya,PNS,S1,Ada\n";

    private readonly WelfareRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Whoever_meets_all_criteria_is_very_poor_and_who_meets_none_is_no_target()
    {
        run.Folder.File("h.csv", Heading + Poorest + Best);
        run.Must("index --kind pse2005 --households @h.csv --id id --out @c.csv");
        var rows = run.Rows("c.csv");
        (rows[0]["id"], rows[0]["score"], rows[0]["class"], rows[0]["met"]).ShouldBe(("A", "1", "RTSM", "14"));
        // 8 m² a head and two meals a day are not below the bound.
        (rows[1]["score"], rows[1]["class"], rows[1]["met"]).ShouldBe(("0", "BUKAN_RTS", "0"));
    }

    [Theory]
    [InlineData(14, "RTSM")]
    [InlineData(12, "RTSM")]
    [InlineData(11, "RTM")]
    [InlineData(9, "RTM")]
    [InlineData(8, "RTHM")]
    [InlineData(3, "RTHM")]
    [InlineData(2, "BUKAN_RTS")]
    public void Classes_begin_at_their_bounds(int met, string expected)
    {
        var spec = IndexSpec.Find("pse2005", null);
        spec.Variables.Count.ShouldBe(14);
        var answers = Enumerable.Range(0, 14).Select(i => i < met ? Answer.Poor : Answer.NotPoor).ToArray();
        var (score, answered, found) = ClassHouseholds.Score(spec, answers);
        (answered, found).ShouldBe((14, met));
        spec.Classes[ClassHouseholds.ClassOf(spec, score)].Name.ShouldBe(expected);
    }

    [Fact]
    public void What_is_unanswered_counts_neither_way_until_too_much_is()
    {
        run.Folder.File("h.csv", Heading + "A,,4,Marsmer,Bambu,Tidak punya,Leding,Bukan listrik,Kayu/arang,1,Tidak,Tidak,Tidak,Petani gurem,Tidak tamat SD,Tidak ada\n"
            + "B,32,0,,,,,Listrik,Gas,2,Ya,Ya,Ya,PNS,S1,Ada\n");
        var (code, _, error) = run.Run("index --kind pse2005 --households @h.csv --out @c.csv");
        code.ShouldBe(ExitCode.Done, error);
        var rows = run.Rows("c.csv");
        (rows[0]["id"], rows[0]["answered"], rows[0]["met"], rows[0]["floor"]).ShouldBe(("1", "12", "11", ""));
        WelfareRun.Number(rows[0]["score"]).ShouldBe(11 / 12.0, 1e-15);
        (rows[1]["score"], rows[1]["class"], rows[1]["answered"]).ShouldBe(("", "", "9"));
        error.ShouldContain("Marsmer");
        error.ShouldContain("1 households have more than 4");
        error.ShouldContain("count of members is zero");
    }

    [Fact]
    public void A_regency_puts_its_own_weights_into_a_copy()
    {
        var spec = JsonNode.Parse(File.ReadAllText(Repository.File("src/SatuPintu/Welfare/Index/pse2005.json")))!;
        spec["variables"]![0]!["weight"] = 3;
        run.Folder.File("spec.json", spec.ToJsonString());
        run.Folder.File("h.csv", Heading + Best.Replace("B,32", "B,31", StringComparison.Ordinal));
        run.Must("index --kind pse2005 --spec @spec.json --households @h.csv --id id --out @c.csv");
        WelfareRun.Number(run.Rows("c.csv")[0]["score"]).ShouldBe(3 / 16.0, 1e-15);
    }

    [Theory]
    [InlineData("index --kind pse2008 --households @h.csv --out @c.csv", ExitCode.Usage, "pse2005")]
    [InlineData("index --kind pse2005 --households @few.csv --out @c.csv", ExitCode.Input, "floor, wall")]
    [InlineData("index --kind pse2005 --households @h.csv --id no --out @c.csv", ExitCode.Input, "'no'")]
    [InlineData("index --kind pse2005 --households @blank.csv --id id --out @c.csv", ExitCode.Input, "row 2")]
    [InlineData("index --kind pse2005 --households @empty.csv --id id --out @c.csv", ExitCode.Input, "empty.csv")]
    public void What_cannot_be_used_is_said(string line, ExitCode expected, string says)
    {
        run.Folder.File("h.csv", Heading + Best);
        run.Folder.File("few.csv", "id,luas_lantai,jumlah_anggota\n1,2,3\n");
        run.Folder.File("blank.csv", Heading + Best[1..]);
        run.Folder.File("empty.csv", Heading);
        var (code, _, error) = run.Run(line);
        error.ShouldContain(says);
        code.ShouldBe(expected);
        File.Exists(run.Folder["c.csv"]).ShouldBeFalse();
    }

    [Fact]
    public void Every_column_the_index_knows_is_documented()
    {
        var documented = File.ReadAllText(Repository.File("docs/statistics-index.md"));
        foreach (var variable in IndexSpec.Find("pse2005", null).Variables)
        {
            documented.ShouldContain($"| `{variable.Name}` |");
            foreach (var column in variable.Readings.SelectMany(r => r.Columns.Concat(r.Per))) documented.ShouldContain($"`{column}`");
        }
    }
}
