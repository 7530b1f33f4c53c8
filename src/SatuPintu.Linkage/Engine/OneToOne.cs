namespace SatuPintu.Linkage.Engine;

/// <summary>Where a record has at most one partner, its pairs compete: what speaks for one speaks against the others.</summary>
internal static class OneToOne
{
    private const double MostBits = 60;

    /// <summary>Replaces the probabilities: the odds of a pair against the odds of all pairs that share a record with it, and of none.</summary>
    public static void Compete(KeptPair[] pairs, float[] weights, float[] probabilities, RowTable rows)
    {
        var sums = new double[rows.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            var odds = Odds(weights[i]);
            sums[pairs[i].A] += odds;
            sums[pairs[i].B] += odds;
        }
        for (var i = 0; i < pairs.Length; i++)
        {
            var odds = Odds(weights[i]);
            probabilities[i] = (float)(odds / (1 + odds + Math.Max(0, sums[pairs[i].A] - odds) + Math.Max(0, sums[pairs[i].B] - odds)));
        }
    }

    private static double Odds(float weight) => double.Exp2(Math.Min(MostBits, weight));
}
