using System.Text.Json;
using SatuPintu.Welfare.ProxyMeans;

namespace SatuPintu.Tests.Welfare;

public sealed class ProxyMeansVerbTests : IDisposable
{
    private const string Predictors = "gender,eqsize,cash,self_empl,unempl_ben,age_ben,surv_ben,sick_ben,dis_ben,rent,fam_allow,house_allow,cap_inv,tax_adj";
    private readonly WelfareRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Fits_scores_validates_and_explains()
    {
        var (survey, census) = (WelfareRun.Shared("emdi_eusilcA_smp.csv"), WelfareRun.Shared("emdi_eusilcA_pop.csv"));
        run.Must($"pmt fit --survey {survey} --outcome eqIncome --log --by state --predictors {Predictors} --select aic --out @model.json");
        run.Must($"pmt score --model @model.json --households {census} --out @scores.csv");
        var rows = run.Rows("scores.csv");
        rows.Count.ShouldBe(25_000);
        rows.Select(r => (int)WelfareRun.Number(r["rank"])).Order().ShouldBe(Enumerable.Range(1, 25_000));
        rows[0]["id"].ShouldBe("1");
        rows[0]["group"].ShouldBe("Vorarlberg");
        var validated = JsonDocument.Parse(run.Must($"pmt validate --scores @scores.csv --actual {census} --outcome eqIncome --cutoffs 0.2,0.4 --json")).RootElement;
        validated.GetProperty("rows")[0].GetProperty("exclusion_error").GetDouble().ShouldBe(0.2788, 1e-12);
        var explained = JsonDocument.Parse(run.Must($"pmt explain --model @model.json --households {census} --household 3 --json")).RootElement;
        explained.GetProperty("predicted").GetDouble().ShouldBe(WelfareRun.Number(rows[2]["predicted"]), 1e-9 * WelfareRun.Number(rows[2]["predicted"]));
        run.Must($"pmt explain --model @model.json --households {census} --household 3").ShouldContain("raises the prediction");
    }

    [Fact]
    public void Says_what_it_met_in_bad_data()
    {
        var lines = Enumerable.Range(0, 60).Select(i => $"{(i == 5 ? "" : i % 7)},{(i % 3 == 0 ? "tin" : "tile")},7,{(i == 9 ? 0 : 10 + (i % 7) + (i % 5))},{(i == 11 ? 0 : 1)},{(i < 2 ? "tiny" : "large")}");
        File.WriteAllLines(run.Folder["s.csv"], lines.Prepend("a,roof,same,y,w,area"));
        File.WriteAllLines(run.Folder["h.csv"], ["a,roof,same,area", "1,tin,7,large", ",tile,7,large", "2,thatch,7,large", "3,tile,7,elsewhere"]);
        var (code, _, error) = run.Run("pmt fit --survey @s.csv --outcome y --log --weight w --by area --predictors a,roof,same --out @m.json");
        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("1 of 60 rows were set aside because a value is missing: a (1)");
        error.ShouldContain("1 rows of weight zero");
        error.ShouldContain("1 rows whose 'y' is zero or negative");
        error.ShouldContain("tiny (2)");
        error.ShouldContain("without a coefficient: same");
        (code, _, error) = run.Run("pmt score --model @m.json --households @h.csv --out @s1.csv");
        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("1 households have no score because a value is missing: a (1)");
        error.ShouldContain("roof = thatch (1)");
        error.ShouldContain("elsewhere (1)");
        run.Rows("s1.csv")[1]["predicted"].ShouldBe("");
        run.Run("pmt fit --survey @s.csv --outcome y --predictors nothing --out @m2.json").Error.ShouldContain("no column 'nothing'");
        run.Run("pmt fit --survey @s.csv --outcome y --predictors a --pool partial --out @m2.json").Code.ShouldBe(ExitCode.Usage);
        run.Run("pmt score --model @s.csv --households @h.csv --out @s2.csv").Error.ShouldContain("no proxy means model");
    }

    [Fact]
    public void Derives_terms_of_size_and_composition_in_fit_score_and_explanation()
    {
        // y is made of the terms themselves, so that the fit finds their coefficients.
        static string Line(int size, int children, int old) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{size},{children},{old},{10 - (2 * Math.Log(size)) + (0.05 * size * size) - (3.0 * children / size) + (0.5 * old / size):R}");
        var lines = Enumerable.Range(0, 80).Select(i => Line(1 + (i % 7), i % 7 * (i % 2) / 2, i % 3 == 0 ? 1 : 0));
        File.WriteAllLines(run.Folder["s.csv"], lines.Prepend("hsize,children,old,y"));
        run.Must("pmt fit --survey @s.csv --outcome y --predictors old --size hsize --composition children,old --out @m.json");
        var terms = JsonDocument.Parse(File.ReadAllText(run.Folder["m.json"])).RootElement.GetProperty("all").GetProperty("terms").EnumerateArray().ToDictionary(t => t.GetProperty("term").GetString()!, t => t.GetProperty("coefficient").GetDouble());
        terms.Keys.ShouldBe(["(Intercept)", "old", "log(hsize)", "hsize^2", "children/hsize", "old/hsize"]);
        terms.Values.ShouldBe([10, 0, -2, 0.05, -3, 0.5], 1e-9);
        File.WriteAllLines(run.Folder["h.csv"], ["hsize,children,old", "4,2,1", "0,0,0", ",1,0", "3,,0"]);
        var (code, _, error) = run.Run("pmt score --model @m.json --households @h.csv --out @scores.csv");
        code.ShouldBe(ExitCode.Done, error);
        error.ShouldContain("3 households have no score");
        error.ShouldContain("children (1), hsize (2)");
        WelfareRun.Number(run.Rows("scores.csv")[0]["predicted"]).ShouldBe(10 - (2 * Math.Log(4)) + 0.8 - 1.5 + 0.125, 1e-9);
        var explained = run.Must("pmt explain --model @m.json --households @h.csv --household 1");
        explained.ShouldContain("logarithm of hsize = 1.39");
        explained.ShouldContain("share of children in hsize = 0.5");
        run.Run("pmt fit --survey @s.csv --outcome y --predictors old --composition children --out @n.json").Code.ShouldBe(ExitCode.Usage);
        var again = ProxyModelFile.Read(run.Folder["m.json"]);
        using var written = new MemoryStream();
        ProxyModelFile.Write(written, again);
        written.ToArray().ShouldBe(File.ReadAllBytes(run.Folder["m.json"]));
        File.WriteAllText(run.Folder["m.json"], File.ReadAllText(run.Folder["m.json"]).Replace("\"square\"", "\"cube\"", StringComparison.Ordinal));
        run.Run("pmt score --model @m.json --households @h.csv --out @scores.csv").Error.ShouldContain("no proxy means model");
    }

    [Fact]
    public void Validates_at_every_cut_off_with_intervals()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 400).Select(i => (Id: $"h{i}", X: random.NextDouble(), Y: random.NextDouble(), Cluster: i / 20)).ToArray();
        File.WriteAllLines(run.Folder["scores.csv"], lines.Select(l => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{l.Id},{l.X}")).Prepend("id,predicted"));
        File.WriteAllLines(run.Folder["actual.csv"], lines.Select(l => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{l.Id},{l.X + l.Y},{l.Cluster},{l.Cluster % 2}")).Prepend("id,y,village,area"));
        const string Command = "pmt validate --scores @scores.csv --actual @actual.csv --id id --outcome y";
        run.Must($"{Command} --cutoffs all --bootstrap 100 --seed 4 --cluster village --strata area --out @curve.csv");
        var rows = run.Rows("curve.csv");
        rows.Select(r => r["cutoff"]).ShouldBe(Enumerable.Range(1, 99).Select(p => (p / 100.0).ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        rows.ShouldAllBe(r => WelfareRun.Number(r["exclusion_bootstrap_low"]) <= WelfareRun.Number(r["exclusion_bootstrap_high"]) && WelfareRun.Number(r["inclusion_se"]) >= 0);
        var card = JsonDocument.Parse(File.ReadAllText(run.Folder["curve.card.json"])).RootElement;
        card.GetProperty("seed").GetInt32().ShouldBe(4);
        card.GetProperty("options").GetProperty("cluster").GetString().ShouldBe("village");
        card.GetProperty("details").GetProperty("households").GetInt32().ShouldBe(400);
        var first = File.ReadAllText(run.Folder["curve.csv"]);
        run.Must($"{Command} --cutoffs 0.01:0.99:0.01 --bootstrap 100 --seed 4 --cluster village --strata area --out @curve.csv");
        File.ReadAllText(run.Folder["curve.csv"]).ShouldBe(first);
        run.Must($"{Command} --cutoffs 0.1:0.3:0.1,0.5 --out @plain.csv");
        run.Rows("plain.csv").Select(r => r["cutoff"]).ShouldBe(["0.1", "0.2", "0.3", "0.5"]);
        foreach (var wrong in new[] { "--cutoffs 0:1:0.1", "--cutoffs 0.1:0.2", "--cutoffs 0.3:0.1:0.1", "--cutoffs some", "--cutoffs 0.2 --cluster village", "--cutoffs 0.2 --bootstrap 1" })
            run.Run($"{Command} {wrong}").Code.ShouldBe(ExitCode.Usage, wrong);
    }

    [Theory]
    [InlineData("", "\n")]
    [InlineData("\"", "\r\n")]
    public void A_file_of_many_portions_keeps_its_order_and_names_the_row_of_a_fault(string quote, string end)
    {
        const int Rows = 120_000;
        File.WriteAllLines(run.Folder["s.csv"], Enumerable.Range(0, 40).Select(i => $"{i},{i + (i % 3)},{(i % 2 == 0 ? "north" : "south")}").Prepend("a,y,area"));
        run.Must("pmt fit --survey @s.csv --outcome y --by area --predictors a --out @m.json");
        // Some ids have a line break within quotation marks, some a doubled mark.
        string Id(int i) => quote.Length == 0 ? $"household-{i:000000}-of-the-census" : i % 5 == 0 ? $"household\n{i:000000}" : i % 7 == 0 ? $"the \"\"big\"\" {i}" : $"household {i:000000}, of the census";
        string Line(int i, string a) => $"{quote}{Id(i)}{quote},{a},{(i % 2 == 0 ? "north" : "south")},{(i % 4) + 1}{end}";
        File.WriteAllText(run.Folder["h.csv"], $"id,a,area,size{end}" + string.Concat(Enumerable.Range(0, Rows).Select(i => Line(i, $"{i % 40}"))));
        run.Must("pmt score --model @m.json --households @h.csv --id id --size size --out @scores.csv");
        var written = File.ReadAllText(run.Folder["scores.csv"]);
        var at = 0;
        for (var i = 0; i < Rows; i += 997)
        {
            at = written.IndexOf($"{quote}{Id(i)}{quote},{(i % 2 == 0 ? "north" : "south")},", at, StringComparison.Ordinal);
            at.ShouldBeGreaterThan(0, Id(i));
        }
        run.Must("pmt score --model @m.json --households @h.csv --out @numbered.csv");
        var numbered = File.ReadAllLines(run.Folder["numbered.csv"]);
        numbered.Length.ShouldBe(Rows + 1);
        for (var i = 0; i < Rows; i += 997) numbered[i + 1].ShouldStartWith($"{i + 1},{(i % 2 == 0 ? "north" : "south")},");
        File.WriteAllText(run.Folder["bad.csv"], $"id,a,area,size{end}" + string.Concat(Enumerable.Range(0, Rows).Select(i => Line(i, i == 110_000 ? "many" : "3"))));
        run.Run("pmt score --model @m.json --households @bad.csv --out @none.csv").Error.ShouldContain("110002");
        File.WriteAllText(run.Folder["bad.csv"], $"id,a,area,size{end}" + string.Concat(Enumerable.Range(0, Rows).Select(i => Line(i, i == 110_000 ? "3,4" : "3"))));
        run.Run("pmt score --model @m.json --households @bad.csv --out @none.csv").Error.ShouldContain("110002");
        File.WriteAllText(run.Folder["bad.csv"], $"id,a,area,size{end}" + string.Concat(Enumerable.Range(0, Rows).Select(i => i == 110_000 ? $",3,north,1{end}" : Line(i, "3"))));
        run.Run("pmt score --model @m.json --households @bad.csv --id id --out @none.csv").Error.ShouldContain("110001");
    }

    [Fact]
    public void Every_model_reads_back_as_it_was_written()
    {
        var lines = Enumerable.Range(0, 90).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i % 8},{(i % 3 == 0 ? "tin" : "tile")},{10 + (i % 7) + ((i % 5) * 0.3)},{i % 2}"));
        File.WriteAllLines(run.Folder["s.csv"], lines.Prepend("a,roof,y,area"));
        foreach (var options in new[] { "--select lasso", "--quantile 0.3", "--by area --pool partial", "--by area --folds 3" })
        {
            run.Must($"pmt fit --survey @s.csv --outcome y --predictors a,roof {options} --out @m.json");
            var model = ProxyModelFile.Read(run.Folder["m.json"]);
            using var again = new MemoryStream();
            ProxyModelFile.Write(again, model);
            again.ToArray().ShouldBe(File.ReadAllBytes(run.Folder["m.json"]), options);
            model.Model.Groups.Append(model.Model.All).SelectMany(g => g.Coefficients).ShouldAllBe(c => c.StandardError > 0, options);
            run.Must("pmt score --model @m.json --households @s.csv --out @scores.csv");
            run.Rows("scores.csv").ShouldAllBe(r => WelfareRun.Number(r["predicted"]) > 5);
        }
    }
}
