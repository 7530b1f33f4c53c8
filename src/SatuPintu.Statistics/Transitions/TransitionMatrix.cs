namespace SatuPintu.Statistics.Transitions;

/// <summary>Counts households by their decile in two rankings; 0 stands for one that is not ranked.</summary>
/// <example><code>
/// var matrix = new TransitionMatrix();
/// matrix.Add(1, 2);
/// matrix.Count(1, 2); // 1
/// </code></example>
public sealed class TransitionMatrix
{
    /// <summary>How many classes a ranking has.</summary>
    public const int Deciles = 10;

    /// <summary>Given for a decile, says that the household is there without one.</summary>
    public const byte Unranked = byte.MaxValue;

    private readonly long[,] counts = new long[Deciles + 1, Deciles + 1];

    /// <summary>Counts a household.</summary>
    /// <param name="before">Its decile before, from 1; 0 or <see cref="Unranked"/> where it has none.</param>
    /// <param name="after">Its decile after.</param>
    /// <exception cref="ArgumentOutOfRangeException">A decile is above 10.</exception>
    public void Add(byte before, byte after) => counts[Place(before, nameof(before)), Place(after, nameof(after))]++;

    /// <summary>Households that went from one decile to another.</summary>
    public long Count(int from, int to) => counts[from, to];

    /// <summary>Households of a decile before.</summary>
    public long From(int decile) => Sum((from, to) => from == decile && (from, to) != (0, 0));

    /// <summary>Households of a decile after.</summary>
    public long To(int decile) => Sum((from, to) => to == decile && (from, to) != (0, 0));

    /// <summary>Households with a decile in one ranking at least.</summary>
    public long Total => Sum((from, to) => (from, to) != (0, 0));

    /// <summary>Households with a decile in both.</summary>
    public long InBoth => Sum((from, to) => from > 0 && to > 0);

    /// <summary>Those of them in the same decile.</summary>
    public long Stayed => Sum((from, to) => from > 0 && from == to);

    /// <summary>Those of them at most one decile away.</summary>
    public long WithinOne => Sum((from, to) => from > 0 && to > 0 && Math.Abs(from - to) <= 1);

    /// <summary>Those of them in a higher decile, better off.</summary>
    public long MovedUp => Sum((from, to) => from > 0 && to > from);

    /// <summary>Those of them in a lower decile, worse off.</summary>
    public long MovedDown => Sum((from, to) => to > 0 && to < from);

    /// <summary>How many deciles away those in both are on average; NaN for none.</summary>
    public double MeanMove => Ranked().Sum(c => (double)c.Count * Math.Abs(c.From - c.To)) / InBoth;

    /// <summary>Of those in both that were in the lowest deciles, the share that is in them still; NaN for none.</summary>
    public double LowestKept(int deciles) =>
        (double)Sum((from, to) => from > 0 && from <= deciles && to > 0 && to <= deciles) / Sum((from, to) => from > 0 && from <= deciles && to > 0);

    /// <summary>Spearman's correlation of the deciles of those in both, with mean ranks; NaN where one ranking has a single decile.</summary>
    public double RankCorrelation
    {
        get
        {
            var (before, after) = (Ranks(c => c.From), Ranks(c => c.To));
            double n = InBoth, middle = (n + 1) / 2, both = 0, first = 0, second = 0;
            foreach (var (from, to, count) in Ranked())
            {
                var (a, b) = (before[from] - middle, after[to] - middle);
                both += count * a * b;
                first += count * a * a;
                second += count * b * b;
            }
            return both / Math.Sqrt(first * second);
        }
    }

    private double[] Ranks(Func<(int From, int To, long Count), int> of)
    {
        var ranks = new double[Deciles + 1];
        var below = 0L;
        for (var decile = 1; decile <= Deciles; decile++)
        {
            var here = Ranked().Where(c => of(c) == decile).Sum(c => c.Count);
            ranks[decile] = below + ((here + 1) / 2.0);
            below += here;
        }
        return ranks;
    }

    private IEnumerable<(int From, int To, long Count)> Ranked()
    {
        for (var from = 1; from <= Deciles; from++)
            for (var to = 1; to <= Deciles; to++)
                yield return (from, to, counts[from, to]);
    }

    private long Sum(Func<int, int, bool> counted)
    {
        var sum = 0L;
        for (var from = 0; from <= Deciles; from++)
            for (var to = 0; to <= Deciles; to++)
                if (counted(from, to)) sum += counts[from, to];
        return sum;
    }

    private static int Place(byte decile, string name)
    {
        if (decile == Unranked) return 0;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decile, Deciles, name);
        return decile;
    }
}
