namespace SatuPintu.Linkage.Blocking;

/// <summary>Receives candidate pairs; one is made for each share of the work, so it needs no locks.</summary>
public interface IPairVisitor
{
    /// <summary>A pair of records, <paramref name="a"/> before <paramref name="b"/>, that shares the key of this number and none before it.</summary>
    void Visit(int a, int b, int key);
}

/// <summary>
/// Walks all pairs of records that share at least one blocking key, each pair once: by the first key that joins it.
/// Pairs are streamed to visitors and never held.
/// </summary>
public sealed class CandidatePairs
{
    private const int Shares = 64;
    private readonly IReadOnlyList<BlockingKey> keys;
    // All hashes of a record side by side: whether an earlier key joins a pair is asked for every pair.
    private readonly ulong[] hashes;

    /// <summary>Makes the walk over some keys, the most telling first.</summary>
    public CandidatePairs(IReadOnlyList<BlockingKey> keys)
    {
        this.keys = keys;
        var records = keys.Count == 0 ? 0 : keys[0].Hashes.Length;
        hashes = new ulong[records * keys.Count];
        for (var k = 0; k < keys.Count; k++)
        {
            var own = keys[k].Hashes;
            for (var record = 0; record < own.Length; record++) hashes[record * keys.Count + k] = own[record];
        }
    }

    /// <summary>The keys in order.</summary>
    public IReadOnlyList<BlockingKey> Keys => keys;

    /// <summary>Whether any key joins two records, that is, whether the walk visits them.</summary>
    public bool Contains(int a, int b) => Joined(a, b, keys.Count);

    /// <summary>Walks all pairs on <paramref name="workers"/> threads and returns the visitors in an order that does not depend on the threads.</summary>
    public IReadOnlyList<TVisitor> Walk<TVisitor>(Func<TVisitor> make, int workers, Action<double>? progress = null, CancellationToken cancellation = default)
        where TVisitor : class, IPairVisitor
    {
        var shares = new List<(int Key, List<(int Start, int End)> Blocks, long Pairs)>();
        for (var k = 0; k < keys.Count; k++)
        {
            var all = keys[k].Blocks().ToList();
            var most = Math.Max(20_000, all.Sum(b => Pairs(b.End - b.Start)) / Shares);
            var share = new List<(int, int)>();
            long pairs = 0;
            foreach (var block in all)
            {
                share.Add(block);
                pairs += Pairs(block.End - block.Start);
                if (pairs < most) continue;
                shares.Add((k, share, pairs));
                share = [];
                pairs = 0;
            }
            if (share.Count > 0) shares.Add((k, share, pairs));
        }

        var visitors = new TVisitor[shares.Count];
        long total = Math.Max(1, shares.Sum(s => s.Pairs)), done = 0;
        Parallel.For(0, shares.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, i =>
        {
            var visitor = make();
            visitors[i] = visitor;
            foreach (var (start, end) in shares[i].Blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                Block(visitor, shares[i].Key, start, end);
            }
            progress?.Invoke((double)Interlocked.Add(ref done, shares[i].Pairs) / total);
        });
        return visitors;
    }

    private void Block<TVisitor>(TVisitor visitor, int key, int start, int end) where TVisitor : class, IPairVisitor
    {
        var order = keys[key].Order;
        for (var i = start; i < end; i++)
        {
            for (var j = i + 1; j < end; j++)
            {
                int a = order[i], b = order[j];
                if (!Joined(a, b, key)) visitor.Visit(a, b, key);
            }
        }
    }

    private bool Joined(int a, int b, int before)
    {
        var x = hashes.AsSpan(a * keys.Count, before);
        var y = hashes.AsSpan(b * keys.Count, before);
        for (var k = 0; k < x.Length; k++) if (x[k] == y[k] && x[k] != 0) return true;
        return false;
    }

    private static long Pairs(long records) => records * (records - 1) / 2;
}
