using System.Globalization;
using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Statistics.Regression;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>
/// Partial pooling: one hierarchical model of all groups (<see cref="HierarchicalFit"/>), in which a group's coefficients are drawn
/// toward the common ones, the more the fewer its rows (Gelman and Hill 2007). Whether errors are normal or Student, whether predictors
/// bend, and how much of the between-group variances is kept is chosen by the purpose of the model: the mean exclusion error in fivefold
/// cross-validation, over cut-offs from 10 to 40 per cent.
/// </summary>
internal static class PartialPooling
{
    private const int FoldCount = 5;
    private const int MostRowsTried = 12_000;
    private const double Heavy = 8;

    private static readonly double[] Shares = [0, 0.25, 1];
    private static readonly double[] Cutoffs = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4];

    public static ProxyModel Fit(ProxyData data, double[] outcome, ProxySettings settings, CancellationToken cancellation)
    {
        int[] every = [.. Enumerable.Range(0, outcome.Length)];
        var all = FitRows.Of(data, outcome, every);
        var moments = Moments.Of(all.Design.Values, outcome, data.Weights);
        if (moments.Lengths[^1] == 0) throw new StatisticsException(StatisticsFault.ConstantOutcome, "", outcome.Length);
        var terms = Terms(all, moments, settings);
        var rows = data.RowsByGroup();
        var tried = Tried(rows, settings.Seed);
        var errors = new Dictionary<(bool Bends, double Degrees, double Share), double>();
        foreach (var bends in new[] { false, true })
        {
            var columns = PooledColumns.Make(all.Design, terms, bends);
            foreach (var degrees in new[] { double.PositiveInfinity, Heavy })
                Validate(columns, outcome, data.Weights, tried, degrees, settings.Seed, (share, error) => errors.Add((bends, degrees, share), error), cancellation);
        }
        var best = errors.MinBy(e => e.Value).Key;
        var chosen = PooledColumns.Make(all.Design, terms, best.Bends);
        var fit = HierarchicalFit.Of(chosen, outcome, data.Weights, rows, best.Degrees, cancellation);
        var pooled = fit.At(best.Share);
        return new ProxyModel
        {
            Log = settings.Log,
            Predictors = [.. data.Predictors.Select(p => p.Name)],
            All = PooledGroups.Make("", all, chosen, terms, pooled.Common, fit.Covariance(), every, settings.Log),
            Groups = [.. rows.Select((r, g) => PooledGroups.Make(data.GroupNames[g], all, chosen, terms, pooled.Coefficients(g), fit.Covariance(g), r, settings.Log))],
            Pooling = new PoolingSummary(
                fit.Between.Select((t, j) => (Name: j == 0 ? LeastSquares.Intercept : chosen.Columns[j - 1].Column.Name, Value: t)).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
                best.Degrees, Math.Sqrt(fit.Variance), best.Share,
                errors.ToDictionary(e => string.Create(CultureInfo.InvariantCulture, $"{(e.Key.Bends ? "bends" : "straight")}, {(double.IsInfinity(e.Key.Degrees) ? "normal" : "student")}, {e.Key.Share}"), e => e.Value, StringComparer.Ordinal)),
        };
    }

    private static IReadOnlyList<Term> Terms(FitRows all, Moments moments, ProxySettings settings)
    {
        switch (settings.Select)
        {
            case Selection.Aic:
                return Stepwise.Choose(moments, all.Design.Terms, Criterion.Aic, out _);
            case Selection.Bic:
                return Stepwise.Choose(moments, all.Design.Terms, Criterion.Bic, out _);
            case Selection.Lasso:
                var slopes = Lasso.Fit(all.Design, all.Outcome, all.Weights, settings.Seed).Slopes;
                return [.. all.Design.Terms.Where(t => Enumerable.Range(t.First, t.Count).Any(c => slopes[c] != 0))];
            default:
                return all.Design.Terms;
        }
    }

    // Choosing needs no more rows than tell the choices apart; whole groups are taken, in an order of chance.
    private static int[][] Tried(int[][] rows, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        new RandomStream(seed, 1).Shuffle<int>(order);
        var (taken, sum) = (new List<int[]>(), 0);
        foreach (var g in order)
        {
            if (sum > 0 && sum + rows[g].Length > MostRowsTried) break;
            taken.Add(rows[g]);
            sum += rows[g].Length;
        }
        return [.. taken];
    }

    private static void Validate(PooledColumns columns, double[] outcome, double[]? weights, int[][] rows, double degrees, ulong seed, Action<double, double> found, CancellationToken cancellation)
    {
        var folds = Folds.Deal(rows.Sum(r => r.Length), FoldCount, seed);
        var starts = new int[rows.Length];
        for (var g = 1; g < rows.Length; g++) starts[g] = starts[g - 1] + rows[g - 1].Length;
        var predicted = Array.ConvertAll(Shares, _ => new double[folds.Length]);
        for (var f = 0; f < FoldCount; f++)
        {
            var training = rows.Select((r, g) => r.Where((_, i) => folds[starts[g] + i] != f).ToArray()).ToArray();
            var fit = HierarchicalFit.Of(columns, outcome, weights, training, degrees, cancellation);
            for (var s = 0; s < Shares.Length; s++)
            {
                var pooled = fit.At(Shares[s]);
                for (var g = 0; g < rows.Length; g++)
                {
                    var coefficients = pooled.Coefficients(g);
                    for (var i = 0; i < rows[g].Length; i++)
                    {
                        if (folds[starts[g] + i] != f) continue;
                        for (var k = 0; k < coefficients.Length; k++) predicted[s][starts[g] + i] += coefficients[k] * columns.Values[k][rows[g][i]];
                    }
                }
            }
        }
        double[] actual = [.. rows.SelectMany(r => r.Select(i => outcome[i]))];
        for (var s = 0; s < Shares.Length; s++) found(Shares[s], Targeting.Errors(predicted[s], actual, Cutoffs).Average(e => e.Exclusion));
    }
}
