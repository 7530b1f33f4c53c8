using System.Globalization;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>
/// Cut-offs as people write them: shares between 0 and 1 parted by commas, <c>0.01:0.99:0.01</c> for a row of them, or <c>all</c> for
/// every hundredth.
/// </summary>
public static class CutoffList
{
    private const string Every = "all", EveryHundredth = "0.01:0.99:0.01";
    private const int Digits = 10, Most = 10_000;

    /// <summary>Reads the cut-offs.</summary>
    /// <exception cref="UserError">They cannot be read, or one is not between 0 and 1.</exception>
    public static IReadOnlyList<double> Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        double[] cutoffs = [.. parts.SelectMany(p => Row(p == Every ? EveryHundredth : p)).Distinct()];
        return cutoffs.Length > 0 && cutoffs.All(c => c is > 0 and < 1) ? cutoffs : throw Malformed();
    }

    private static IEnumerable<double> Row(string part)
    {
        var ends = Array.ConvertAll(part.Split(':'), e => double.TryParse(e, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed());
        if (ends.Length == 1) return ends;
        if (ends.Length != 3 || !(ends[2] > 0) || !(ends[1] >= ends[0]) || !((ends[1] - ends[0]) / ends[2] < Most)) throw Malformed();
        // Steps are counted, not added up, and brought back to what a person would write.
        return Enumerable.Range(0, (int)Math.Floor(((ends[1] - ends[0]) / ends[2]) + 1e-9) + 1).Select(k => Math.Round(ends[0] + (k * ends[2]), Digits));
    }

    private static UserError Malformed() => new(ExitCode.Usage, "welfare.pmt.cutoffs");
}
