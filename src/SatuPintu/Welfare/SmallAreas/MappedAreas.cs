using System.Text.Json.Nodes;
using SatuPintu.Regions;
using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>What a method found by area; areas without households in the census are left out.</summary>
internal sealed class MappedAreas
{
    // A factor beyond it says that map and total differ by more than a model does by chance.
    private const double FactorNoted = 2;

    private readonly bool[] inSample;
    private readonly AreaIndicators[] indicators;
    private readonly IReadOnlyList<string>[] groups;

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
        groups = [.. mapped.Select(d => input.Groups[d])];
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
    /// Scales the poverty measures so that the headcounts over all households, or over those of each group of areas, are the ones known.
    /// Standard errors go with them: the total is taken as known, and the factor as fixed.
    /// </summary>
    /// <exception cref="UserError">A total cannot be reached.</exception>
    public void Benchmark(MapTotals totals, Warnings warnings)
    {
        var parts = new JsonArray();
        var (full, far) = (0, new List<string>());
        foreach (var total in totals.All)
        {
            var (benchmark, part) = Benchmark(total);
            parts.Add(part);
            full += benchmark.Full.Count(f => f);
            if (benchmark.Factor is < 1 / FactorNoted or > FactorNoted) far.Add(FormattableString.Invariant($"{benchmark.Factor:0.##}{(total.Group is null ? "" : $" ({total.Group})")}"));
        }
        var details = totals.By is null ? parts[0]!.DeepClone().AsObject() : new JsonObject { ["by"] = totals.By, ["groups"] = parts };
        var errors = Catalogue.Find("welfare.map.benchmark_errors");
        details["standard_errors"] = new JsonObject { ["id"] = errors.Id, ["en"] = errors.En };
        Details["benchmark"] = details;
        if (full > 0) warnings.Add("welfare.map.benchmark_full", ("count", full));
        if (far.Count > 0) warnings.Add("welfare.map.benchmark_far", ("factors", Warnings.SomeOf(far)));
    }

    private (RatioBenchmark Benchmark, JsonObject Part) Benchmark(MapTotal total)
    {
        int[] households = [.. total.Areas.Select(d => Households[d])];
        double[] headcounts = [.. total.Areas.Select(d => indicators[d].P0)];
        if (RatioBenchmark.Of(households, headcounts, total.Headcount) is not { } benchmark)
        {
            var group = total.Group is null ? "" : "_group";
            throw new UserError(ExitCode.Input, (headcounts.All(p => p == 0) ? "welfare.map.benchmark_nothing" : "welfare.map.benchmark_unreachable") + group,
                ("group", total.Group), ("total", total.Headcount), ("count", headcounts.Count(p => p == 0)));
        }
        for (var i = 0; i < total.Areas.Length; i++)
        {
            var (d, factor) = (total.Areas[i], benchmark.Factors[i]);
            indicators[d] = indicators[d] with { P0 = benchmark.Full[i] ? 1 : indicators[d].P0 * factor, P1 = indicators[d].P1 * factor, P2 = indicators[d].P2 * factor };
            Errors[d] *= factor;
        }
        var part = new JsonObject();
        if (total.Group is not null) part["group"] = total.Group;
        part["areas"] = total.Areas.Length;
        part["households"] = households.Sum(h => (long)h);
        part["before"] = benchmark.Before;
        part["after"] = benchmark.After;
        part["factor"] = benchmark.Factor;
        part["full"] = new JsonArray([.. total.Areas.Where((_, i) => benchmark.Full[i]).Select(d => JsonValue.Create(Names[d]))]);
        return (benchmark, part);
    }

    /// <summary>The areas as a drawing shows them.</summary>
    public IReadOnlyList<DrawnArea> Drawn => [.. Names.Select((name, d) => new DrawnArea(name, AreaCatalog.Official.Find(name)?.Name ?? name, GroupOf(d), indicators[d].P0, Errors[d] / indicators[d].P0, inSample[d]))];

    // The group that benchmarks go by, or the district of a village that is known by its code.
    private string GroupOf(int area)
    {
        if (groups[area] is [var group, ..]) return group;
        return AreaCatalog.Official.Find(Names[area]) is { Level: AreaLevel.Village } village ? AreaCatalog.Official.Find(village.Code[..6])!.Name : "";
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
