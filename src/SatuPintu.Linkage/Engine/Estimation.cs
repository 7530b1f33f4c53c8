namespace SatuPintu.Linkage.Engine;

/// <summary>What estimation starts from and what it leans on.</summary>
/// <param name="M">Probabilities among pairs of one person.</param>
/// <param name="S">Probabilities among pairs of one household; null without families.</param>
/// <param name="Chance">Probabilities among all pairs, those of one person included, by state and level.</param>
/// <param name="Floor">The least that u may be, by state and level.</param>
/// <param name="AllPairs">How many pairs there are in all.</param>
/// <param name="Matches">How many of them are taken to be of one person at the start.</param>
/// <param name="Household">How many are of two members of one household, as a number and as so many for each pair of one person.</param>
internal sealed record EstimationStart(double[][] M, double[][]? S, double[][] Chance, double[][] Floor, double AllPairs, double Matches, (double Fixed, double PerMatch) Household);

/// <summary>
/// Estimates m and the share of matches without labels: expectation-maximisation over the patterns of candidate pairs (Dempster,
/// Laird and Rubin 1977; for linkage Winkler 1988, Jaro 1989).
/// </summary>
/// <remarks>
/// u is not free: what agrees by chance is counted over all pairs (exactly, for equal values), and the share of the true pairs in it is
/// taken off, so that P = λ·m + (1 − λ)·u holds in every round. The bands of equal values differ in rarity alone: together they have one free
/// parameter. Both keep the classes from drifting where plain EM does. The household class is fixed beforehand.
/// </remarks>
internal sealed class Estimation
{
    private const double PriorPairs = 15;
    private const double BandPairs = 300;
    private const double Tolerance = 2e-4;
    private const int MostRounds = 50;
    private const double Negligible = 1e-5;
    private const int MostSlices = 16;
    private readonly ComparisonPlan plan;
    private readonly EstimationStart start;

    public Estimation(ComparisonPlan plan, EstimationStart start)
    {
        this.plan = plan;
        this.start = start;
    }

    /// <summary>The largest change of a parameter in each round.</summary>
    public List<double> Changes { get; } = [];

    /// <summary>Where estimation starts.</summary>
    public EngineModel Start() => Model(start.M, start.Matches);

    /// <summary>Runs to convergence.</summary>
    /// <param name="patterns">The distinct patterns of the candidate pairs.</param>
    /// <param name="counts">Pairs by pattern.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancellation">Stops between rounds.</param>
    public EngineModel Run(long[] patterns, double[] counts, int workers, CancellationToken cancellation)
    {
        var model = Start();
        for (var round = 0; round < MostRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (m, matches) = Expect(model, patterns, counts, workers);
            var next = Model(Maximise(m), matches);
            var change = Distance(model, next);
            Changes.Add(change);
            model = next;
            if (change < Tolerance) break;
        }
        return model;
    }

    private (double[][] M, double Matches) Expect(EngineModel model, long[] patterns, double[] counts, int workers)
    {
        // Sums of many numbers differ in their last digits with the order they are added in: it must not depend on the machine.
        var slices = Math.Clamp(patterns.Length / 1000, 1, MostSlices);
        var sums = new (double[][] M, double Matches)[slices];
        Parallel.For(0, slices, new ParallelOptions { MaxDegreeOfParallelism = workers }, slice =>
        {
            var m = plan.Table();
            double matches = 0;
            var end = (int)((long)patterns.Length * (slice + 1) / slices);
            for (var p = (int)((long)patterns.Length * slice / slices); p < end; p++)
            {
                var share = model.Posterior(patterns[p]).M;
                if (share < Negligible) continue;
                share *= counts[p];
                matches += share;
                for (var c = 0; c < m.Length; c++) m[c][plan.At(patterns[p], c)] += share;
            }
            sums[slice] = (m, matches);
        });
        var (first, all) = sums[0];
        for (var slice = 1; slice < slices; slice++)
        {
            all += sums[slice].Matches;
            for (var c = 0; c < first.Length; c++)
                for (var i = 0; i < first[c].Length; i++) first[c][i] += sums[slice].M[c][i];
        }
        return (first, all);
    }

    /// <summary>Turns counts into probabilities; each state leans on all states together, and they on the start.</summary>
    private double[][] Maximise(double[][] counts)
    {
        var result = plan.Table();
        for (var c = 0; c < plan.Count; c++)
        {
            var levels = plan.Levels[c].Length;
            var pooled = new double[levels];
            for (var state = 0; state < ComparisonPlan.States; state++)
                for (var level = 1; level < levels; level++) pooled[level] += counts[c][state * levels + level];
            var lean = Levels(c, pooled, start.M[c].AsSpan(0, levels), PriorPairs);
            for (var state = 0; state < ComparisonPlan.States; state++)
                Levels(c, counts[c].AsSpan(state * levels, levels), lean, PriorPairs).CopyTo(result[c].AsSpan(state * levels));
        }
        return result;
    }

    private double[] Levels(int comparison, ReadOnlySpan<double> counts, ReadOnlySpan<double> lean, double leanPairs)
    {
        var result = new double[counts.Length];
        var bands = comparison == plan.Family ? 0 : plan.Columns[comparison].EqualBands;
        double sum = 0, equal = 0, leanEqual = 0, counted = 0;
        for (var level = 1; level < result.Length; level++)
        {
            result[level] = counts[level] + leanPairs * lean[level];
            sum += result[level];
            if (level > bands) continue;
            equal += result[level];
            counted += counts[level];
            leanEqual += lean[level];
        }
        for (var level = 1; level < result.Length; level++)
        {
            if (level <= bands && leanEqual > 0)
                result[level] = equal * (counts[level] + BandPairs * start.M[comparison][level] / Math.Max(1e-12, EqualOf(comparison, bands))) / (counted + BandPairs);
            result[level] = Math.Max(1e-6, result[level] / sum);
        }
        return result;
    }

    private double EqualOf(int comparison, int bands)
    {
        double sum = 0;
        for (var level = 1; level <= bands; level++) sum += start.M[comparison][level];
        return sum;
    }

    private EngineModel Model(double[][] m, double matches)
    {
        var priorM = Math.Clamp(matches / start.AllPairs, 1e-12, 0.4);
        var priorS = start.S is null ? 0 : Math.Clamp((start.Household.Fixed + start.Household.PerMatch * matches) / start.AllPairs, 1e-12, 0.4);
        var u = plan.Table();
        for (var c = 0; c < u.Length; c++)
            for (var i = 0; i < u[c].Length; i++)
                u[c][i] = Math.Clamp(i / plan.Levels[c].Length == ComparisonPlan.Agrees ? start.Chance[c][i] : (start.Chance[c][i] - priorM * m[c][i]) / (1 - priorM), start.Floor[c][i], 1);
        m = Array.ConvertAll(m, row => (double[])row.Clone());
        // That two records stand in one list may well speak against them: it is no value of theirs.
        for (var c = 0; c < u.Length; c++) if (c == plan.Family || plan.Columns[c] is not Fields.ListColumn) KeepInOrder(c, m[c], u[c]);
        var s = u;
        if (start.S is not null)
        {
            s = plan.Table();
            // What belongs to the household agrees as well for a brother as for oneself.
            for (var c = 0; c < s.Length; c++) (plan.Household[c] ? m[c] : start.S[c]).CopyTo(s[c], 0);
            WithinLists(m, s, matches);
        }
        return new EngineModel(plan, priorM, priorS, m, s, u);
    }

    /// <summary>
    /// Equal values never speak against a pair, and values alike neither more than different ones do nor more for it than equal ones,
    /// however little is seen of a level.
    /// </summary>
    private void KeepInOrder(int comparison, double[] m, double[] u)
    {
        var levels = plan.Levels[comparison].Length;
        for (var state = 0; state < m.Length; state += levels)
        {
            double different = m[state + levels - 1] / u[state + levels - 1], equal = 0;
            for (var level = 1; level < levels - 1; level++)
            {
                var at = state + level;
                if (comparison != plan.Family && plan.Columns[comparison].IsEqual(level))
                {
                    u[at] = Math.Min(u[at], m[at]);
                    equal = Math.Max(equal, m[at] / u[at]);
                    continue;
                }
                m[at] = Math.Min(1, Math.Max(m[at], different * u[at]));
                if (equal > 0) u[at] = Math.Max(u[at], m[at] / equal);
            }
        }
    }

    /// <summary>How many pairs of one household stand within a list: those inside its families, and those around its doubles.</summary>
    private void WithinLists(double[][] m, double[][] s, double matches)
    {
        for (var c = 0; c < plan.Columns.Count; c++)
        {
            if (plan.Columns[c] is not Fields.ListColumn) continue;
            var levels = plan.Levels[c].Length;
            for (var state = 0; state < s[c].Length; state += levels)
            {
                var around = start.Household.PerMatch * matches;
                var within = (start.Household.Fixed + around * m[c][state + Fields.ListColumn.Same]) / Math.Max(1e-9, start.Household.Fixed + around);
                s[c][state + Fields.ListColumn.Same] = Math.Clamp(within, 1e-6, 1 - 1e-6);
                s[c][state + Fields.ListColumn.Same + 1] = 1 - s[c][state + Fields.ListColumn.Same];
            }
        }
    }

    private static double Distance(EngineModel a, EngineModel b)
    {
        double most = 0;
        for (var c = 0; c < a.M.Length; c++)
            for (var i = 0; i < a.M[c].Length; i++) most = Math.Max(most, Math.Abs(a.M[c][i] - b.M[c][i]));
        return most;
    }
}
