namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>
/// The proxy means test: welfare, which a register does not know, predicted from what it does know (Grosh and Baker 1995; for
/// Indonesia Alatas, Banerjee, Hanna, Olken and Tobias 2012), by a model for each regency where its sample allows.
/// </summary>
public static class ProxyMeansTest
{
    /// <summary>Fits the models.</summary>
    /// <param name="data">The survey.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="StatisticsException">
    /// The survey has no rows, an outcome is not positive under a logarithm, a weight is negative, or even all rows are too few.
    /// </exception>
    public static ProxyModel Fit(ProxyData data, ProxySettings settings, CancellationToken cancellation = default)
    {
        Regression.LeastSquares.Check(data.Outcome, data.Weights);
        var outcome = data.Outcome;
        if (settings.Log)
        {
            var low = outcome.Count(y => y <= 0);
            if (low > 0) throw new StatisticsException(StatisticsFault.NotPositive, data.OutcomeName, low);
            outcome = Array.ConvertAll(outcome, Math.Log);
        }
        int[] every = [.. Enumerable.Range(0, outcome.Length)];
        if (settings.Pool == Pooling.Partial && data.Groups is not null) return PartialPooling.Fit(data, outcome, settings, cancellation);
        var rows = settings.Pool == Pooling.Full ? [] : data.RowsByGroup();
        var groups = new ProxyGroup[rows.Length];
        ProxyGroup? all = null;
        // The model of all rows is the largest piece of work, and so the first to be taken up.
        Run(rows.Length + 1, g =>
        {
            if (g == 0) all = GroupFits.Fit("", data, outcome, every, settings);
            else groups[g - 1] = FitOrFallBack(data, outcome, data.GroupNames[g - 1], rows[g - 1], settings)!;
        }, cancellation);
        for (var g = 0; g < groups.Length; g++)
            groups[g] ??= all! with { Name = data.GroupNames[g], Rows = rows[g].Length, IsFallback = true };
        return new ProxyModel { Log = settings.Log, Predictors = [.. data.Predictors.Select(p => p.Name)], All = all!, Groups = groups };
    }

    private static ProxyGroup? FitOrFallBack(ProxyData data, double[] outcome, string name, int[] rows, ProxySettings settings)
    {
        try
        {
            return GroupFits.Fit(name, data, outcome, rows, settings);
        }
        catch (StatisticsException e) when (e.Fault is StatisticsFault.TooFewRows or StatisticsFault.ConstantOutcome or StatisticsFault.NothingVaries or StatisticsFault.NoRows)
        {
            return null;
        }
    }

    private static void Run(int count, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, work);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<StatisticsException>().FirstOrDefault() is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
