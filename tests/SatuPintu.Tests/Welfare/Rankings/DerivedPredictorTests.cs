using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Rankings.Models;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Tests.Welfare.Rankings;

public sealed class DerivedPredictorTests : IDisposable
{
    private readonly WelfareRun files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void A_family_is_scored_by_terms_of_its_size_as_a_household_of_a_file_is()
    {
        File.WriteAllLines(files.Folder["s.csv"], Enumerable.Range(0, 60).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{1 + (i % 6)},{20 + (i % 11)},{12 - (2 * Math.Log(1 + (i % 6))) + (0.1 * (i % 11))}")).Prepend("family_size,head_age,y"));
        files.Must("pmt fit --survey @s.csv --outcome y --predictors head_age --size family_size --out @m.json");
        files.Must("pmt score --model @m.json --households @s.csv --out @scores.csv");
        var stored = ProxyModelFile.Read(files.Folder["m.json"]);
        var predictors = PredictorMap.Of(stored);
        // The registry is asked for the size, not for what the model makes of it.
        predictors.Select(p => p.Predictor).ShouldBe(["head_age", "family_size"]);
        var row = new FamilyRow(predictors);
        var cells = new PredictorCells(new ScoringModel(stored), row, new ScoringCounts());
        row.MoveTo(["23", "4"]);
        cells.Score(out _, out _).ShouldBe(12 - (2 * Math.Log(4)) + 0.3, 1e-9);
        row.MoveTo(["20", "1"]);
        cells.Score(out _, out var group).ShouldBe(WelfareRun.Number(files.Rows("scores.csv")[0]["predicted"]), 1e-12);
        row.MoveTo(["20", null]);
        double.IsNaN(cells.Score(out _, out group)).ShouldBeTrue();
        cells.Lacking(group).ShouldBe(["family_size"]);
    }
}
