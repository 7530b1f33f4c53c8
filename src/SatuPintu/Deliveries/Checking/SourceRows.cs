using System.Buffers;
using System.Buffers.Binary;
using SatuPintu.Deliveries.Merging;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Checking;

/// <summary>How a list differs from the one before it of the same source.</summary>
/// <param name="Rows">Rows in all.</param>
/// <param name="Added">Records that are new.</param>
/// <param name="Changed">Records that say something else.</param>
/// <param name="Gone">Records that the list no longer has.</param>
public sealed record ListDifference(int Rows, int Added, int Changed, int Gone);

/// <summary>Keeps the rows of a delivery as they came, sealed; those that came in the same words before are kept there.</summary>
internal static class SourceRows
{
    private const int Batch = 4000;

    /// <summary>Keeps the rows that are new or say something else.</summary>
    public static async Task<ListDifference> Keep(RegistrySession session, CheckedList list, IReadOnlyDictionary<Guid, StandingRecord> before, KeyRing keys, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var (rows, added, changed) = (new List<int>(), 0, 0);
        var identity = list.Identity;
        for (var row = 0; row < identity.Keys.Length; row++)
        {
            if (!before.TryGetValue(identity.Keys[row], out var stands)) added++;
            else if (stands.Content != identity.Contents[row]) changed++;
            else continue;
            rows.Add(row);
        }
        var gone = before.Count - (identity.Keys.Length - added);
        using var cipher = new FieldCipher(keys, "source.row");
        var table = list.Standard.Raw;
        for (var from = 0; from < rows.Count; from += Batch)
        {
            var count = Math.Min(Batch, rows.Count - from);
            var (numbers, contents, texts) = (new int[count], new Guid[count], new byte[count][]);
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, () => new ArrayBufferWriter<byte>(4096), (i, _, text) =>
            {
                var row = rows[from + i];
                (numbers[i], contents[i]) = (table.RowNumbers[row], identity.Contents[row]);
                text.ResetWrittenCount();
                RowText.Write(table, row, text);
                texts[i] = cipher.Encrypt(text.WrittenSpan, Context(list.Delivery.Id, numbers[i]));
                return text;
            }, _ => { });
            // A check that is done again finds the rows of the one before.
            await session.Run("""
                insert into registry.source_row (delivery_id, row, content_hash, sealed) select $1, r, c, s from unnest($2::int[], $3::uuid[], $4::bytea[]) as k(r, c, s) on conflict do nothing
                """, cancellation, list.Delivery.Id, numbers, contents, texts);
            progress?.Report(new StageProgress("keep", list.Delivery.Source, from + count, rows.Count));
        }
        return new ListDifference(identity.Keys.Length, added, changed, gone);
    }

    /// <summary>The cells of a kept row, in the order of its delivery's columns.</summary>
    public static string[] Open(byte[] kept, Guid delivery, int row, KeyRing keys)
    {
        using var cipher = new FieldCipher(keys, "source.row");
        return RowText.Read(cipher.Decrypt(kept, Context(delivery, row)));
    }

    private static byte[] Context(Guid delivery, int row)
    {
        var context = new byte[20];
        delivery.TryWriteBytes(context, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(16), row);
        return context;
    }
}
