using System.Globalization;

namespace SatuPintu.Statistics.Tests.Indicators;

/// <summary>The synthetic Austrian survey that R's laeken comes with; tests that need it are skipped where it is not there.</summary>
internal sealed record Eusilc(double[] Incomes, double[] Weights, int[] Regions, string[] RegionNames, int[] Households)
{
    private static readonly Lazy<Eusilc?> Loaded = new(Load);

    public static Eusilc Data
    {
        get
        {
            if (Loaded.Value is null) Assert.Skip("The folder shared/data/statistics is not there.");
            return Loaded.Value!;
        }
    }

    private static Eusilc? Load()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, "shared", "data", "statistics", "laeken_eusilc.csv");
            if (File.Exists(file)) return Read(file);
        }
        return null;
    }

    private static Eusilc Read(string file)
    {
        var rows = File.ReadLines(file).Select(l => l.Split(',').Select(c => c.Trim('"')).ToArray()).ToList();
        int Column(string name) => Array.IndexOf(rows[0], name);
        var (income, weight, region, household) = (Column("eqIncome"), Column("rb050"), Column("db040"), Column("db030"));
        var data = rows.Skip(1).ToList();
        var names = data.Select(r => r[region]).Distinct().Order(StringComparer.Ordinal).ToArray();
        return new Eusilc([.. data.Select(r => Number(r[income]))], [.. data.Select(r => Number(r[weight]))],
            [.. data.Select(r => Array.IndexOf(names, r[region]))], names, [.. data.Select(r => int.Parse(r[household], CultureInfo.InvariantCulture))]);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
