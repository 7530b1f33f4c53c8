using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking;

/// <summary>The tables of a linkage: <c>pairs.csv</c> and <c>clusters.csv</c>.</summary>
internal static class LinkFiles
{
    private const int RowsBetweenChecks = 1 << 16;

    /// <summary>Writes every pair at or above the review threshold.</summary>
    public static void WritePairs(Stream stream, LinkRecords records, ScoredPair[] pairs, CancellationToken cancellation)
    {
        var (left, right, shift) = records.Right is { } r ? (records.Left, r, records.Left.Count) : (records.Left, records.Left, 0);
        using var rows = new ByteRows(stream, "left_id,right_id,match_weight,match_probability"u8);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (i % RowsBetweenChecks == 0) cancellation.ThrowIfCancellationRequested();
            ref readonly var pair = ref pairs[i];
            rows.Id(left, pair.A);
            rows.Comma();
            rows.Id(right, pair.B - shift);
            rows.Comma();
            rows.Fixed(pair.Weight, 4);
            rows.Comma();
            rows.Fixed(pair.Probability, 6);
            rows.EndRow();
        }
    }

    /// <summary>Writes the entity of every record.</summary>
    public static void WriteClusters(Stream stream, LinkRecords records, int[] entityOf, CancellationToken cancellation)
    {
        using var rows = new ByteRows(stream, "source,record_id,entity_id"u8);
        var isLink = records.Right is not null;
        Write(records.Left, isLink ? "left,"u8 : "list,"u8, 0);
        if (records.Right is { } right) Write(right, "right,"u8, records.Left.Count);

        void Write(RecordKeys keys, ReadOnlySpan<byte> source, int first)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                if (i % RowsBetweenChecks == 0) cancellation.ThrowIfCancellationRequested();
                rows.Bytes(source);
                rows.Id(keys, i);
                rows.Bytes(",E"u8);
                rows.Whole(entityOf[first + i] + 1L);
                rows.EndRow();
            }
        }
    }
}
