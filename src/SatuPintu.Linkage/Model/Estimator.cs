namespace SatuPintu.Linkage.Model;

/// <summary>How estimation went.</summary>
/// <param name="Models">One model a group, in the order of the groups.</param>
/// <param name="Iterations">Rounds until convergence.</param>
/// <param name="Changes">The largest change of a parameter in each round.</param>
public sealed record Estimation(IReadOnlyList<LinkageModel> Models, int Iterations, IReadOnlyList<double> Changes);

/// <summary>
/// Estimates the model without labels: expectation-maximisation over the patterns of compared pairs (Dempster, Laird and Rubin
/// 1977; for linkage Winkler 1988, Jaro 1989), with u fixed beforehand from random pairs.
/// </summary>
/// <remarks>
/// Two things keep the classes what they are meant to be, where plain EM drifts. First, u comes from random pairs, so the
/// unrelated class does not bend to the blocked sample. Second, the household class is given too, from pairs inside one family of
/// one list (<see cref="Separate"/>), and so is its share. Household comparisons have one distribution for both M and S: an
/// address agrees as well for a brother as for oneself.
/// Each group's m leans on the m of all groups pooled by <see cref="PoolingPairs"/> pairs, so that a small list borrows strength.
/// </remarks>
public sealed class Estimator
{
    private const double PoolingPairs = 60;
    private const double PriorPairs = 12;
    private const int SeparationRounds = 8;
    private const double SmallestProbability = 1e-6;
    private readonly PatternLayout layout;
    private readonly double[][] u;

    /// <summary>Makes an estimator for a layout and fixed u probabilities, by comparison and level.</summary>
    public Estimator(PatternLayout layout, double[][] u)
    {
        this.layout = layout;
        this.u = u;
    }

    /// <summary>Runs until no parameter moves by more than <paramref name="tolerance"/>, or for <paramref name="mostIterations"/> rounds.</summary>
    /// <param name="groups">The compared pairs.</param>
    /// <param name="m">Where m starts, by comparison and level.</param>
    /// <param name="s">The household class, by comparison and level; it stays.</param>
    /// <param name="matches">Where the number of pairs of one person starts, by group.</param>
    /// <param name="tolerance">Largest change of a probability that counts as none.</param>
    /// <param name="mostIterations">Bound on the rounds.</param>
    /// <param name="cancellation">Stops between rounds.</param>
    public Estimation Run(IReadOnlyList<PatternGroup> groups, double[][] m, double[][] s, IReadOnlyList<double> matches, double tolerance = 1e-4, int mostIterations = 40, CancellationToken cancellation = default)
    {
        var models = groups.Select((group, g) => Model(group, matches[g], m, s)).ToArray();
        var changes = new List<double>();
        for (var round = 0; round < mostIterations; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var expected = new Expectation[groups.Count];
            Parallel.For(0, groups.Count, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation },
                g => expected[g] = Expect(groups[g], models[g]));

            var pooled = Normalise(Sum(expected.Select(e => e.M)), m, PriorPairs);
            var next = new LinkageModel[groups.Count];
            double change = 0;
            for (var g = 0; g < groups.Count; g++)
            {
                next[g] = Model(groups[g], expected[g].Matches + 0.5, Normalise(expected[g].M, pooled, PoolingPairs), s);
                change = Math.Max(change, Distance(models[g], next[g]));
            }
            models = next;
            changes.Add(change);
            if (change < tolerance) break;
        }
        return new Estimation(models, changes.Count, changes);
    }

    /// <summary>
    /// Tells the two kinds of pairs apart that stand inside one family of one list: two members (nearly all) and one person twice.
    /// Returns the distribution of the former, which is the household class.
    /// </summary>
    /// <param name="patterns">The distinct patterns of all such pairs, not of candidates only.</param>
    /// <param name="counts">Pairs by pattern.</param>
    /// <param name="m">What pairs of one person look like.</param>
    /// <param name="s">Where the household class starts and leans on.</param>
    /// <param name="doubles">The share of doubles to start from.</param>
    public double[][] Separate(long[] patterns, double[] counts, double[][] m, double[][] s, double doubles = 0.01)
    {
        var start = s;
        var all = Math.Max(1, counts.Sum());
        for (var round = 0; round < SeparationRounds; round++)
        {
            // Nothing here is unrelated: the third class is given no share, and the household comparisons cancel out.
            var model = new LinkageModel(layout, doubles, 1 - doubles, m, s, s);
            var sum = Empty();
            double twice = 0;
            for (var p = 0; p < patterns.Length; p++)
            {
                var inM = model.Posterior(patterns[p]).M;
                twice += inM * counts[p];
                for (var i = 0; i < sum.Length; i++) sum[i][layout.LevelOf(patterns[p], i)] += (1 - inM) * counts[p];
            }
            s = Normalise(sum, start, PriorPairs);
            doubles = Math.Clamp(twice / all, 1e-6, 0.3);
        }
        return s;
    }

    private LinkageModel Model(PatternGroup group, double matches, double[][] m, double[][] s)
    {
        var ofHousehold = s.Select((levels, i) => layout.Comparisons[i].Scope == ComparisonScope.Household ? m[i] : levels).ToArray();
        var priorM = Math.Clamp(matches / group.AllPairs, 1e-12, 0.4);
        var priorS = Math.Clamp(group.HouseholdPairs.For(matches) / group.AllPairs, 1e-12, 0.4);
        return new LinkageModel(layout, priorM, priorS, m, ofHousehold, u);
    }

    private sealed record Expectation(double[][] M, double Matches);

    private Expectation Expect(PatternGroup group, LinkageModel model)
    {
        var m = Empty();
        double matches = 0;
        for (var p = 0; p < group.Patterns.Length; p++)
        {
            var inM = model.Posterior(group.Patterns[p]).M * group.Counts[p];
            matches += inM;
            if (inM < 1e-9) continue;
            for (var i = 0; i < m.Length; i++) m[i][layout.LevelOf(group.Patterns[p], i)] += inM;
        }
        return new Expectation(m, matches);
    }

    private double[][] Empty() => layout.Comparisons.Select(c => new double[c.Levels.Count]).ToArray();

    private double[][] Sum(IEnumerable<double[][]> parts)
    {
        var sum = Empty();
        foreach (var part in parts)
            for (var i = 0; i < sum.Length; i++)
                for (var level = 0; level < sum[i].Length; level++) sum[i][level] += part[i][level];
        return sum;
    }

    /// <summary>Turns counts into probabilities over the levels that are not missing, leaning on <paramref name="prior"/> by a number of pairs.</summary>
    public static double[][] Normalise(double[][] counts, double[][] prior, double priorPairs)
    {
        var result = new double[counts.Length][];
        for (var i = 0; i < counts.Length; i++)
        {
            result[i] = new double[counts[i].Length];
            double sum = 0;
            for (var level = 1; level < counts[i].Length; level++)
            {
                result[i][level] = counts[i][level] + priorPairs * prior[i][level];
                sum += result[i][level];
            }
            for (var level = 1; level < counts[i].Length; level++) result[i][level] = Math.Max(SmallestProbability, result[i][level] / sum);
        }
        return result;
    }

    private static double Distance(LinkageModel a, LinkageModel b)
    {
        double most = 0;
        for (var i = 0; i < a.M.Length; i++)
            for (var level = 1; level < a.M[i].Length; level++) most = Math.Max(most, Math.Abs(a.M[i][level] - b.M[i][level]));
        return most;
    }
}
