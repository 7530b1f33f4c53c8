using System.Globalization;
using SatuPintu.Linking;

namespace SatuPintu.Welfare.Multidimensional;

/// <summary>An indicator of deprivation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its weight among all, which add up to 1.</param>
/// <param name="Deprived">The condition as it is written.</param>
/// <param name="Condition">The condition as it was understood.</param>
internal sealed record MpiIndicator(string Name, double Weight, string Deprived, Node Condition);

/// <summary>What multidimensional poverty is: indicators with their weights, and the cut-offs from which on a household is poor.</summary>
/// <param name="Indicators">The indicators.</param>
/// <param name="Cutoffs">The cut-offs.</param>
/// <param name="StatedSum">What the weights added up to before they were brought to 1.</param>
internal sealed record MpiSpec(IReadOnlyList<MpiIndicator> Indicators, IReadOnlyList<double> Cutoffs, double StatedSum)
{
    // Thirds written with two digits add up to 0.99.
    private const double SumTolerance = 0.011, Rounding = 1e-9;

    /// <summary>Whether the weights as written had to be brought to a sum of 1.</summary>
    public bool IsRescaled => Math.Abs(StatedSum - 1) > Rounding;

    /// <summary>Reads a file <c>{"indicators": [{"name", "weight", "deprived"}, …], "cutoffs": […]}</c>.</summary>
    /// <exception cref="UserError">The file cannot be used; says where and why.</exception>
    public static MpiSpec Read(string file)
    {
        var root = JsonPlace.Read(file);
        var keys = root.Keys("indicators", "cutoffs");
        var stated = root.Required("indicators", keys).Items().Select(i => Indicator(i, file)).ToList();
        var cutoffs = root.Required("cutoffs", keys).Items().Select(c => c.Number(1e-9, 1)).ToList();
        if (stated.Count == 0 || cutoffs.Count == 0) throw new UserError(ExitCode.Usage, "welfare.mpi.empty", ("file", file));
        var twice = stated.GroupBy(i => i.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new UserError(ExitCode.Usage, "welfare.mpi.twice", ("file", file), ("name", twice.Key));
        var sum = stated.Sum(i => i.Weight);
        if (Math.Abs(sum - 1) > SumTolerance)
            throw new UserError(ExitCode.Usage, "welfare.mpi.weights", ("file", file), ("sum", Math.Round(sum, 6).ToString("R", CultureInfo.InvariantCulture)));
        return new MpiSpec([.. stated.Select(i => i with { Weight = i.Weight / sum })], [.. cutoffs.Distinct()], sum);
    }

    private static MpiIndicator Indicator(JsonPlace place, string file)
    {
        var keys = place.Keys("name", "weight", "deprived");
        var name = place.Required("name", keys).Text();
        var deprived = place.Required("deprived", keys).Text();
        try
        {
            return new MpiIndicator(name, place.Required("weight", keys).Number(1e-9, 1), deprived, ExpressionParser.Parse(deprived));
        }
        catch (ExpressionException e)
        {
            throw new UserError(ExitCode.Usage, e.Key, e, ("file", file), ("name", name), ("at", e.At), ("word", e.Word), ("expression", deprived));
        }
    }
}
