using System.Runtime.CompilerServices;

namespace SatuPintu.Linkage.Engine;

/// <summary>A pair that was compared and is worth keeping.</summary>
/// <param name="A">The first record.</param>
/// <param name="B">The second record.</param>
/// <param name="Pattern">The levels it reached.</param>
internal readonly record struct KeptPair(int A, int B, long Pattern);

/// <summary>Walks the blocks of keys, compares every pair that no key before has brought, and keeps those that can still be one person.</summary>
internal sealed class PairScan
{
    private const int SlicePositions = 1 << 14;
    // So many places ahead records are asked for.
    private const int Ahead = 24;
    private readonly RowTable rows;
    private readonly KeyTable keys;
    private readonly ComparisonPlan plan;
    private readonly EngineModel model;
    private readonly float bound;
    private readonly uint sampleBelow;
    private readonly Share share;

    /// <summary>Makes a scan.</summary>
    /// <param name="rows">The records.</param>
    /// <param name="keys">Their hashes; those of a key are filled before it is scanned.</param>
    /// <param name="model">By which it is judged whether a pair is kept.</param>
    /// <param name="bound">Weight in bits under which a pair is not kept.</param>
    /// <param name="sample">Share of the blocks that are walked, drawn by their hash.</param>
    /// <param name="share">Which of the blocks are walked on this machine.</param>
    public PairScan(RowTable rows, KeyTable keys, EngineModel model, float bound, double sample, Share share)
    {
        this.rows = rows;
        this.keys = keys;
        plan = model.Plan;
        this.model = model;
        this.bound = bound;
        this.share = share;
        sampleBelow = Below(sample);
        Scored = new long[keys.Count];
    }

    /// <summary>By key, the pairs that were compared.</summary>
    public long[] Scored { get; }

    /// <summary>Walks the blocks of one key and hands over the pairs kept, in no order.</summary>
    public List<KeptPair[]> Run(int key, ulong[] order, int workers, Action<double>? progress, CancellationToken cancellation)
    {
        var slices = (order.Length + SlicePositions - 1) / SlicePositions;
        var done = 0;
        var kept = new List<KeptPair[]>();
        Parallel.For(0, slices, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
            () => new Worker(this, key),
            (slice, _, worker) =>
            {
                worker.Slice(order, slice * SlicePositions, Math.Min(order.Length, (slice + 1) * SlicePositions));
                progress?.Invoke((double)Interlocked.Increment(ref done) / slices);
                return worker;
            },
            worker =>
            {
                lock (kept)
                {
                    Scored[key] += worker.Scored;
                    kept.Add(worker.Kept());
                }
            });
        return kept;
    }

    private bool IsWanted(ulong item) => IsWanted((uint)(item >> 32), sampleBelow, share);

    /// <summary>Whether the block of a hash is walked.</summary>
    public static bool IsWanted(uint hash, double sample, Share share) => IsWanted(hash, Below(sample), share);

    private static bool IsWanted(uint hash, uint below, Share share)
    {
        hash *= 2654435769u;
        hash ^= hash >> 15;
        return hash <= below && (share.Of == 1 || hash % (uint)share.Of == (uint)(share.Number - 1));
    }

    private static uint Below(double sample) => sample >= 1 ? uint.MaxValue : (uint)(sample * uint.MaxValue);

    private sealed class Worker(PairScan scan, int key)
    {
        private readonly PairComparer comparer = new(scan.plan);
        private KeptPair[] kept = new KeptPair[1024];
        private int count;

        public long Scored { get; private set; }

        public KeptPair[] Kept() => kept[..count];

        public void Slice(ulong[] order, int from, int to)
        {
            // A slice has the blocks that begin in it.
            var start = from;
            if (start > 0) while (start < to && order[start] >> 32 == order[start - 1] >> 32) start++;
            var asked = start;
            while (start < to)
            {
                var end = KeyTable.End(order, start);
                if (end - start > 1 && scan.IsWanted(order[start]))
                {
                    asked = Ask(order, Math.Max(start, asked), Math.Min(order.Length, end + Ahead));
                    Block(order, start, end);
                }
                start = end;
            }
        }

        /// <summary>Asks for the records of the blocks to come; those that stand alone are not needed.</summary>
        private int Ask(ulong[] order, int from, int to)
        {
            for (; from < to; from++)
            {
                var hash = order[from] >> 32;
                if ((from == 0 || order[from - 1] >> 32 != hash) && (from + 1 == order.Length || order[from + 1] >> 32 != hash)) continue;
                var record = (int)(uint)order[from];
                scan.keys.Prefetch(record);
                scan.rows.Prefetch(record);
            }
            return from;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Block(ulong[] order, int start, int end)
        {
            var size = end - start;
            var right = size;
            if (scan.rows.IsLink)
            {
                right = 0;
                while (right < size && (uint)order[start + right] < (uint)scan.rows.LeftCount) right++;
                if (right == 0 || right == size) return;
            }
            var lastLeft = scan.rows.IsLink ? right : size - 1;
            for (var i = 0; i < lastLeft; i++)
            {
                var first = (int)(uint)order[start + i];
                var a = scan.rows[first];
                var hashesOfA = scan.keys[first];
                for (var j = scan.rows.IsLink ? right : i + 1; j < size; j++)
                {
                    var second = (int)(uint)order[start + j];
                    if (KeyTable.Joined(hashesOfA, scan.keys[second], key)) continue;
                    Scored++;
                    var pattern = comparer.CompareIfAbove(a, scan.rows[second], scan.model, scan.bound);
                    if (pattern >= 0) Keep(new KeptPair(first, second, pattern));
                }
            }
        }

        private void Keep(KeptPair pair)
        {
            if (count == kept.Length) Array.Resize(ref kept, kept.Length * 2);
            kept[count++] = pair;
        }
    }
}
