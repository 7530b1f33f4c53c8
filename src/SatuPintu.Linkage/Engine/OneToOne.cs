namespace SatuPintu.Linkage.Engine;

/// <summary>What pairs that compete have against them.</summary>
/// <param name="Sums">By record, the odds of all its pairs.</param>
/// <param name="Alone">The odds of having no partner.</param>
internal sealed record Rivals(double[] Sums, double Alone);

/// <summary>Where a record has at most one partner, its pairs compete: what speaks for one speaks against the others.</summary>
internal static class OneToOne
{
    private const double MostBits = 60;

    private const double LeastAlone = 0.25;
    private const int Rounds = 4;

    /// <summary>Replaces the probabilities: the odds of a pair against the odds of all pairs that share a record with it, and of none.</summary>
    /// <remarks>
    /// The prior odds of a pair are those of any two records. Where each has one partner at most, the more of both lists have found theirs
    /// the fewer are left to be alone: against both being alone the odds are higher by the shares of the lists that are (as in Fortini et al.
    /// 2001). The shares follow from the probabilities and these from them, in a few rounds.
    /// </remarks>
    public static Rivals Compete(KeptPair[] pairs, float[] weights, float[] probabilities, RowTable rows)
    {
        var sums = new double[rows.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            var odds = Odds(weights[i]);
            sums[pairs[i].A] += odds;
            sums[pairs[i].B] += odds;
        }
        double alone = 1, last = 1;
        for (var round = 0; round < Rounds; round++)
        {
            double matched = 0;
            last = alone;
            for (var i = 0; i < pairs.Length; i++)
            {
                var odds = Odds(weights[i]);
                probabilities[i] = (float)(odds / (alone + odds + Math.Max(0, sums[pairs[i].A] - odds) + Math.Max(0, sums[pairs[i].B] - odds)));
                matched += probabilities[i];
            }
            alone = Alone(matched, rows.LeftCount) * Alone(matched, rows.Count - rows.LeftCount);
        }
        return new Rivals(sums, last);
    }

    /// <summary>log2 of the odds of a pair against all its rivals and none.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="weight">Its weight, in bits.</param>
    /// <param name="isCandidate">Whether it is one of the pairs that competed.</param>
    /// <param name="rivals">What they left.</param>
    public static double WeightAmong((int A, int B) pair, float weight, bool isCandidate, Rivals rivals)
    {
        var odds = Odds(weight);
        var own = isCandidate ? odds : 0;
        return Math.Log2(odds) - Math.Log2(rivals.Alone + Math.Max(0, rivals.Sums[pair.A] - own) + Math.Max(0, rivals.Sums[pair.B] - own));
    }

    // Not less than a quarter: how many are alone is an estimate, and where none were left, anything would do for a partner.
    private static double Alone(double matched, int records) => Math.Max(LeastAlone, 1 - matched / Math.Max(1, records));

    private static double Odds(float weight) => double.Exp2(Math.Min(MostBits, weight));
}
