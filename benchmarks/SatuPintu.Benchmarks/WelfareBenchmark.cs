using System.Diagnostics;
using System.Globalization;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.SmallAreas;

namespace SatuPintu.Benchmarks;

/// <summary>Measures proxy means tests and poverty maps from file to file, on made households.</summary>
internal static class WelfareBenchmark
{
    private const int Candidates = 40, Groups = 514, Scored = 6;

    /// <summary>Fits a stepwise model for each of 514 regencies.</summary>
    public static void Fit(string folder, int rows)
    {
        var survey = Path.Combine(folder, $"survey-{rows}.csv");
        if (!File.Exists(survey)) WriteSurvey(survey, rows);
        Measure($"{Groups} stepwise models of {rows} households and {Candidates} candidates", () => FitProxyModel.Run(new FitProxyModelCommand
        {
            Survey = survey,
            Roles = new SurveyRoles { Outcome = "y", By = "regency", Predictors = [.. Names(Candidates)] },
            Settings = new ProxySettings { Select = Selection.Aic },
            Out = Path.Combine(folder, "model.json"),
        }));
    }

    /// <summary>Scores and ranks households by models of 514 regencies.</summary>
    public static void Score(string folder, int rows)
    {
        var (survey, households) = (Path.Combine(folder, "survey-score.csv"), Path.Combine(folder, $"households-{rows}.csv"));
        if (!File.Exists(survey)) WriteSurvey(survey, Groups * 100, Scored);
        if (!File.Exists(households)) WriteHouseholds(households, rows);
        var model = Path.Combine(folder, "score-model.json");
        FitProxyModel.Run(new FitProxyModelCommand
        {
            Survey = survey,
            Roles = new SurveyRoles { Outcome = "y", By = "regency", Predictors = [.. Names(Scored)] },
            Settings = new ProxySettings { Log = false },
            Out = model,
        });
        Measure($"{rows} households scored and ranked", () => ScoreHouseholds.Run(new ScoreHouseholdsCommand
        {
            Model = model,
            Households = households,
            Id = "id",
            Out = Path.Combine(folder, "scores.csv"),
        }));
    }

    /// <summary>Maps poverty by empirical best prediction with a bootstrap, on a survey and a census given.</summary>
    public static void Map(string survey, string census, string predictors, string folder)
    {
        foreach (var transform in new[] { MapTransform.Log, MapTransform.Boxcox })
        {
            Measure($"map by empirical best prediction ({transform}), 50 simulations and 50 bootstrap populations", () => MapPoverty.Run(new MapPovertyCommand
            {
                Survey = survey,
                Census = census,
                Roles = new SurveyRoles { Outcome = "eqIncome", By = "district", Predictors = predictors.Split(',') },
                Line = 10924.32,
                Transform = transform,
                Simulations = 50,
                Bootstrap = 50,
                Out = Path.Combine(folder, "map.csv"),
            }));
        }
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(k => $"x{k}");

    private static void Measure(string what, Action work)
    {
        var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        work();
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {clock.Elapsed.TotalSeconds:0.00} s on the wall, {(process.TotalProcessorTime - before).TotalSeconds:0.00} s of processor time, {process.PeakWorkingSet64 / 1e9:0.00} GB at most"));
    }

    private static void WriteSurvey(string file, int rows, int columns = Candidates)
    {
        var random = new RandomStream(1, 0);
        using var writer = new StreamWriter(file);
        writer.WriteLine("regency,y," + string.Join(',', Names(columns)));
        var x = new double[columns];
        for (var i = 0; i < rows; i++)
        {
            var y = 13.0;
            for (var k = 0; k < columns; k++)
            {
                // Every other column is a yes or no; a third of all have to do with welfare.
                x[k] = k % 2 == 0 ? (random.Uniform() < 0.4 ? 1 : 0) : Math.Round(random.Normal(), 3);
                if (k % 3 == 0) y += 0.1 * x[k];
            }
            y += 0.4 * random.Normal();
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{1000 + (i % Groups)},{y:0.####},{string.Join(',', x)}"));
        }
    }

    private static void WriteHouseholds(string file, int rows)
    {
        var random = new RandomStream(2, 0);
        using var writer = new StreamWriter(file, false, new System.Text.UTF8Encoding(false), 1 << 20);
        writer.WriteLine("id,regency," + string.Join(',', Names(Scored)));
        for (var i = 0; i < rows; i++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{3200000000000000L + ((long)i * 97)},{1000 + random.Below(Groups)}"));
            for (var k = 0; k < Scored; k++) writer.Write(k % 2 == 0 ? (random.Uniform() < 0.4 ? ",1" : ",0") : string.Create(CultureInfo.InvariantCulture, $",{random.Normal():0.###}"));
            writer.WriteLine();
        }
    }
}
