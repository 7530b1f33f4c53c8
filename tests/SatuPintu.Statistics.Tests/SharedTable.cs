using System.Globalization;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.Tests;

/// <summary>A file of the statistics data beside the repository; tests that need it are skipped where it is not there.</summary>
internal sealed class SharedTable
{
    private readonly string[] headings;
    private readonly List<string[]> rows;

    private SharedTable(string file)
    {
        var lines = File.ReadLines(file).Select(l => l.Split(',').Select(c => c.Trim('"')).ToArray()).ToList();
        (headings, rows) = (lines[0], lines[1..]);
    }

    public static SharedTable Of(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, "shared", "data", "statistics", name);
            if (File.Exists(file)) return new SharedTable(file);
        }
        Assert.Skip("The folder shared/data/statistics is not there.");
        throw new InvalidOperationException();
    }

    public string[] Texts(string column) => [.. rows.Select(r => r[Array.IndexOf(headings, column)])];

    public double[] Numbers(string column) => [.. Texts(column).Select(c => double.Parse(c, CultureInfo.InvariantCulture))];

    public Predictor[] Predictors(params string[] columns) =>
        [.. columns.Select(c => double.TryParse(Texts(c)[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? Predictor.Numeric(c, Numbers(c)) : Predictor.Categorical(c, Texts(c)))];

    /// <summary>The predictors that emdi's own documentation uses.</summary>
    public static readonly string[] EmdiPredictors =
        ["gender", "eqsize", "cash", "self_empl", "unempl_ben", "age_ben", "surv_ben", "sick_ben", "dis_ben", "rent", "fam_allow", "house_allow", "cap_inv", "tax_adj"];
}
