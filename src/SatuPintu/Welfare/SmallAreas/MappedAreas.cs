using System.Text.Json.Nodes;
using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>What a method found by area; areas without households in the census are left out.</summary>
internal sealed class MappedAreas
{
    private readonly bool[] inSample;
    private readonly AreaIndicators[] indicators;

    /// <summary>Gathers a method's results.</summary>
    /// <param name="input">The data.</param>
    /// <param name="estimates">Indicators by area.</param>
    /// <param name="variances">Mean squared errors of the headcount by area, or empty.</param>
    /// <param name="details">What the card says of the model.</param>
    public MappedAreas(MapInput input, AreaIndicators[] estimates, double[] variances, JsonObject details)
    {
        var starts = input.Data.CensusStarts;
        int[] mapped = [.. Enumerable.Range(0, input.Data.AreaCount).Where(d => starts[d + 1] > starts[d])];
        var sampled = input.Data.SurveyAreas.ToHashSet();
        Names = [.. mapped.Select(d => input.Areas[d])];
        Households = [.. mapped.Select(d => starts[d + 1] - starts[d])];
        inSample = [.. mapped.Select(sampled.Contains)];
        indicators = [.. mapped.Select(d => estimates[d])];
        Errors = [.. mapped.Select(d => variances.Length == 0 ? double.NaN : Math.Sqrt(variances[d]))];
        Details = details;
    }

    /// <summary>The areas.</summary>
    public string[] Names { get; }

    /// <summary>Households of the census by area.</summary>
    public int[] Households { get; }

    /// <summary>Standard errors of the headcounts; NaN where unknown.</summary>
    public double[] Errors { get; }

    /// <summary>Headcounts by area.</summary>
    public double[] Headcounts => Array.ConvertAll(indicators, i => i.P0);

    /// <summary>The areas that have no Gini coefficient.</summary>
    public IReadOnlyList<string> WithoutGini => [.. Names.Where((_, d) => double.IsNaN(indicators[d].Gini))];

    /// <summary>What the card says of the model.</summary>
    public JsonObject Details { get; }

    /// <summary>
    /// Scales the poverty measures by one factor, so that the headcount over all households is the one known; a headcount that would
    /// pass 1 stays there, and the others make up for it.
    /// </summary>
    public void Benchmark(double total, Warnings warnings)
    {
        var households = (double)Households.Sum(h => (long)h);
        var before = indicators.Select((a, d) => a.P0 * Households[d]).Sum() / households;
        if (!(before > 0)) throw new UserError(ExitCode.Input, "welfare.map.benchmark_nothing");
        var full = new bool[indicators.Length];
        var factor = total / before;
        for (var again = true; again;)
        {
            var at = indicators.Select((_, d) => full[d] ? (double)Households[d] : 0).Sum();
            var free = indicators.Select((a, d) => full[d] ? 0 : a.P0 * Households[d]).Sum();
            if (!(free > 0)) break;
            factor = ((total * households) - at) / free;
            again = false;
            for (var d = 0; d < full.Length; d++)
                if (!full[d] && indicators[d].P0 * factor > 1) full[d] = again = true;
        }
        for (var d = 0; d < indicators.Length; d++)
        {
            var own = full[d] ? 1 / indicators[d].P0 : factor;
            indicators[d] = indicators[d] with { P0 = indicators[d].P0 * own, P1 = indicators[d].P1 * own, P2 = indicators[d].P2 * own };
            Errors[d] *= own;
        }
        Details["benchmark"] = new JsonObject { ["before"] = before, ["after"] = total, ["factor"] = factor };
        if (full.Any(f => f)) warnings.Add("welfare.map.benchmark_full", ("count", full.Count(f => f)));
    }

    /// <summary>The rows of the map.</summary>
    public ResultSheet Sheet(Quotas? quotas)
    {
        var sheet = new ResultSheet("area", "households", "mean", "p0", "p1", "p2", "gini", "se_p0", "cv_p0", "in_sample", "quota");
        for (var d = 0; d < Names.Length; d++)
        {
            var a = indicators[d];
            sheet.Add(Names[d], Households[d], a.Mean, a.P0, a.P1, a.P2, a.Gini, Errors[d], Errors[d] / a.P0, inSample[d] ? 1 : 0, quotas is null ? null : (long)quotas.Places[d]);
        }
        return sheet;
    }
}
