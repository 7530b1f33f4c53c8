namespace SatuPintu.Statistics.ProxyMeans;

/// <summary>Households in order of their predicted welfare, the poorest first.</summary>
public sealed class Ranking
{
    private const int Parts = 100;

    private Ranking(int[] order, int[] ranks, byte[] percentiles) => (Order, Ranks, Percentiles) = (order, ranks, percentiles);

    /// <summary>The places of the ranked households from the poorest on.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>For each household its rank from 1; 0 where it has no score.</summary>
    public IReadOnlyList<int> Ranks { get; }

    /// <summary>For each household 1 + ⌊100·(rank−1)/n⌋, or of persons; 0 where it has no score.</summary>
    public IReadOnlyList<byte> Percentiles { get; }

    /// <summary>How many have a score.</summary>
    public int Count => Order.Count;

    /// <summary>Ranks households; equal scores keep the order of the input.</summary>
    /// <param name="scores">The scores; NaN for none.</param>
    /// <param name="sizes">
    /// Persons of each household, so that percentiles and deciles hold equal shares of persons: 1 + ⌊100·(persons before)/(all persons)⌋;
    /// null for shares of households.
    /// </param>
    /// <exception cref="StatisticsException">A size is not a positive number.</exception>
    public static Ranking Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> sizes = default)
    {
        var order = RadixOrder.Of(scores);
        var (ranks, percentiles) = (new int[scores.Length], new byte[scores.Length]);
        var total = 0.0;
        foreach (var place in sizes.IsEmpty ? [] : order)
        {
            if (!(sizes[place] > 0)) throw new StatisticsException(StatisticsFault.NegativeWeight, "", 1);
            total += sizes[place];
        }
        if (sizes.IsEmpty)
        {
            // Each household is in one place of the order alone, so that all processors may fill in.
            Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, Math.Max(1, order.Length)), part =>
            {
                for (var i = part.Item1; i < Math.Min(part.Item2, order.Length); i++)
                {
                    ranks[order[i]] = i + 1;
                    percentiles[order[i]] = (byte)(1 + ((long)Parts * i / order.Length));
                }
            });
            return new Ranking(order, ranks, percentiles);
        }
        var before = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            var place = order[i];
            ranks[place] = i + 1;
            percentiles[place] = (byte)(1 + (long)(Parts * before / total));
            before += sizes[place];
        }
        return new Ranking(order, ranks, percentiles);
    }

    /// <summary>The decile of a percentile: 1 + ⌊10·(rank−1)/n⌋, since ten percentiles make one.</summary>
    public static int DecileOf(int percentile) => percentile == 0 ? 0 : ((percentile - 1) / 10) + 1;
}
