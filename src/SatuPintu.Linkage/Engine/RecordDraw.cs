using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Engine;

/// <summary>Records drawn at random from a list.</summary>
/// <param name="Records">The records in the order of their draw; at most about a hundred thousand.</param>
/// <param name="Distinct">Those among them that are the first to hold what they hold.</param>
/// <param name="DistinctCount">How many records of the whole list are the first to hold what they hold.</param>
internal sealed record DrawnRecords(int[] Records, int[] Distinct, int DistinctCount);

/// <summary>
/// Records drawn at random by what they hold and not by where they stand, so that what is measured on a sample does not depend on the
/// order of rows or columns, nor on which list is called left.
/// </summary>
internal static class RecordDraw
{
    private const int Most = 100_000;
    private const int Slice = 1 << 14;

    /// <summary>
    /// Draws from each list; the same twice where there is one. Which list is the first follows from what they hold. The second is drawn by
    /// other numbers: by the same ones both would draw the same people, and all would seem to agree by chance.
    /// </summary>
    public static (DrawnRecords First, DrawnRecords Second) Of(IReadOnlyList<FieldColumn> columns, int count, int leftCount, int workers)
    {
        var left = Contents(columns, 0, leftCount, workers);
        if (leftCount == count)
        {
            var one = Draw(left, 0, 0, workers);
            return (one, one);
        }
        var right = Contents(columns, leftCount, count, workers);
        return Sum(left) <= Sum(right)
            ? (Draw(left, 0, 0, workers), Draw(right, leftCount, 1, workers))
            : (Draw(right, leftCount, 0, workers), Draw(left, 0, 1, workers));
    }

    /// <summary>A number for what a record holds, whatever the order of the columns.</summary>
    public static ulong Content(IReadOnlyList<FieldColumn> columns, ReadOnlySpan<int> cells)
    {
        ulong sum = 0;
        for (var c = 0; c < columns.Count; c++) sum += Part(columns[c], cells[c]);
        return sum;
    }

    private static ulong Part(FieldColumn column, int value) => value == 0 ? 0 : Hashing.Mix(column.NameHash, column.ContentOf(value));

    private static ulong[] Contents(IReadOnlyList<FieldColumn> columns, int from, int to, int workers)
    {
        var content = new ulong[to - from];
        foreach (var column in columns)
        {
            var parts = new ulong[column.ValueCount];
            Slices(parts.Length, workers, (start, end) =>
            {
                for (var value = start; value < end; value++) parts[value] = Part(column, value);
            });
            var cells = column.Cells;
            Slices(content.Length, workers, (start, end) =>
            {
                for (var r = start; r < end; r++) content[r] += parts[cells[from + r]];
            });
        }
        return content;
    }

    private static ulong Sum(ulong[] content)
    {
        ulong sum = 0;
        foreach (var one in content) sum += one;
        return sum;
    }

    /// <summary>Draws by what the records of a list hold, which is used up.</summary>
    private static DrawnRecords Draw(ulong[] content, int from, ulong seed, int workers)
    {
        for (var r = 0; r < content.Length; r++) content[r] = Hashing.Mix(content[r], 3 + seed) & 0xFFFFFFFF00000000 | (uint)r;
        RadixSort.ByUpperHalf(content, workers);
        var most = content.Length <= Most ? ulong.MaxValue : (ulong)(ulong.MaxValue * ((double)Most / content.Length));
        var draws = new List<ulong>();
        var drawn = new List<int>();
        ulong twin = 0;
        var distinct = 0;
        for (var i = 0; i < content.Length; i++)
        {
            // Records that hold the same are drawn each for itself: half of a list without any value is half of the draw.
            twin = i > 0 && content[i] >> 32 == content[i - 1] >> 32 ? twin + 1 : 0;
            if (twin == 0) distinct++;
            var draw = Hashing.Mix(content[i] >> 32, twin);
            if (draw > most) continue;
            draws.Add(draw);
            drawn.Add(twin == 0 ? from + (int)(uint)content[i] : ~(from + (int)(uint)content[i]));
        }
        var order = drawn.ToArray();
        Array.Sort(draws.ToArray(), order);
        return new DrawnRecords(Array.ConvertAll(order, r => r < 0 ? ~r : r), [.. order.Where(r => r >= 0)], distinct);
    }

    private static void Slices(int count, int workers, Action<int, int> work) =>
        Parallel.For(0, (count + Slice - 1) / Slice, new ParallelOptions { MaxDegreeOfParallelism = workers }, slice => work(slice * Slice, Math.Min(count, (slice + 1) * Slice)));
}
