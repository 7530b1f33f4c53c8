using SatuPintu.Statistics.RandomNumbers;

namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>Rows dealt into folds, and how well each fold is predicted by a model of the others.</summary>
internal static class Folds
{
    /// <summary>Deals rows at random into folds of equal size, one more or less.</summary>
    public static int[] Deal(int rows, int folds, ulong seed)
    {
        var fold = new int[rows];
        for (var i = 0; i < rows; i++) fold[i] = i % folds;
        new RandomStream(seed, 0).Shuffle<int>(fold);
        return fold;
    }

    /// <summary>1 − Σw·e²/Σw·(y−ȳ)², e being the error of predicting a row without its fold; the choice of terms is made anew each time.</summary>
    public static double Validate(ProxyData data, double[] outcome, int[] rows, ProxySettings settings)
    {
        var folds = Deal(rows.Length, settings.Folds, settings.Seed);
        var (errors, total, weights) = (0.0, 0.0, 0.0);
        for (var f = 0; f < settings.Folds; f++)
        {
            var training = rows.Where((_, i) => folds[i] != f).ToArray();
            ProxyGroup model;
            try
            {
                model = GroupFits.Fit("", data, outcome, training, settings with { Folds = 0, WithErrors = false });
            }
            catch (StatisticsException)
            {
                // A group that is only just large enough for its model has none without a fold.
                return double.NaN;
            }
            var scorer = GroupScorer.Of(model, data.Predictors);
            for (var i = 0; i < rows.Length; i++)
            {
                if (folds[i] != f) continue;
                var weight = data.Weights is null ? 1 : data.Weights[rows[i]];
                var error = outcome[rows[i]] - scorer.Linear(data.Predictors, rows[i]);
                errors += weight * error * error;
            }
        }
        foreach (var row in rows) weights += data.Weights is null ? 1 : data.Weights[row];
        var mean = rows.Sum(r => (data.Weights is null ? 1 : data.Weights[r]) * outcome[r]) / weights;
        total = rows.Sum(r => (data.Weights is null ? 1 : data.Weights[r]) * (outcome[r] - mean) * (outcome[r] - mean));
        return total > 0 ? 1 - (errors / total) : double.NaN;
    }
}
