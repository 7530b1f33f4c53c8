using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>The survey a proxy means test is fitted on.</summary>
public sealed record ProxyData
{
    /// <summary>The candidates.</summary>
    public required IReadOnlyList<Predictor> Predictors { get; init; }

    /// <summary>The outcome in its own unit.</summary>
    public required double[] Outcome { get; init; }

    /// <summary>The outcome's column, for errors.</summary>
    public string OutcomeName { get; init; } = "";

    /// <summary>Weights, or null for one each.</summary>
    public double[]? Weights { get; init; }

    /// <summary>The group of each row by number, or null for one group.</summary>
    public int[]? Groups { get; init; }

    /// <summary>The groups' names by number.</summary>
    public IReadOnlyList<string> GroupNames { get; init; } = [];

    /// <summary>How the rows were drawn; null for one by one.</summary>
    public SamplingDesign? Sampling { get; init; }

    /// <summary>The rows of each group in their order; all rows for one group.</summary>
    internal int[][] RowsByGroup()
    {
        if (Groups is null) return [];
        var counts = new int[GroupNames.Count];
        foreach (var group in Groups) counts[group]++;
        var rows = Array.ConvertAll(counts, c => new int[c]);
        Array.Clear(counts);
        for (var i = 0; i < Groups.Length; i++) rows[Groups[i]][counts[Groups[i]]++] = i;
        return rows;
    }
}

/// <summary>Some rows of a survey, ready to be fitted.</summary>
/// <param name="Design">Their design.</param>
/// <param name="Outcome">Their outcome, in logarithms where asked for.</param>
/// <param name="Weights">Their weights.</param>
/// <param name="Sampling">How they were drawn.</param>
internal sealed record FitRows(Design Design, double[] Outcome, double[]? Weights, SamplingDesign? Sampling)
{
    public static FitRows Of(ProxyData data, double[] outcome, int[] rows) => new(
        Design.Make(data.Predictors, rows),
        Pick(outcome, rows)!,
        Pick(data.Weights, rows),
        data.Sampling is { } s ? new SamplingDesign(Pick(s.Strata, rows), Pick(s.Clusters, rows)) : null);

    public static T[]? Pick<T>(T[]? values, int[] rows) => values is null ? null : Array.ConvertAll(rows, r => values[r]);
}
