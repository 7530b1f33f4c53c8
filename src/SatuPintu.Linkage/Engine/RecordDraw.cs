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

    /// <summary>Draws from each list; the same twice where there is one. Which list is the first follows from what they hold.</summary>
    public static (DrawnRecords First, DrawnRecords Second) Of(IReadOnlyList<FieldColumn> columns, int count, int leftCount, int workers)
    {
        var (left, sumOfLeft) = OfList(columns, 0, leftCount, workers);
        if (leftCount == count) return (left, left);
        var (right, sumOfRight) = OfList(columns, leftCount, count, workers);
        return sumOfLeft <= sumOfRight ? (left, right) : (right, left);
    }

    /// <summary>A number for what a record holds, whatever the order of the columns.</summary>
    public static ulong Content(IReadOnlyList<FieldColumn> columns, ReadOnlySpan<int> cells)
    {
        ulong sum = 0;
        for (var c = 0; c < columns.Count; c++) sum += Part(columns[c], cells[c]);
        return sum;
    }

    private static ulong Part(FieldColumn column, int value) => value == 0 ? 0 : Hashing.Mix(column.NameHash, column.ContentOf(value));

    private static (DrawnRecords Drawn, ulong Sum) OfList(IReadOnlyList<FieldColumn> columns, int from, int to, int workers)
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
        ulong sum = 0;
        for (var r = 0; r < content.Length; r++)
        {
            sum += content[r];
            content[r] = Hashing.Mix(content[r], 3) & 0xFFFFFFFF00000000 | (uint)r;
        }
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
        return (new DrawnRecords(Array.ConvertAll(order, r => r < 0 ? ~r : r), [.. order.Where(r => r >= 0)], distinct), sum);
    }

    private static void Slices(int count, int workers, Action<int, int> work) =>
        Parallel.For(0, (count + Slice - 1) / Slice, new ParallelOptions { MaxDegreeOfParallelism = workers }, slice => work(slice * Slice, Math.Min(count, (slice + 1) * Slice)));
}
