using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using SatuPintu.Deliveries.Merging;
using SatuPintu.Sources;
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
    private const int RowsInBlock = 256, BlocksAtOnce = 64;

    private static readonly RowBatch<Block> Batch = new RowBatch<Block>()
        .With("first_row", "int", b => b.First).With("last_row", "int", b => b.Last).With("sealed", "bytea", b => b.Sealed);

    private static readonly string Insert = $"insert into registry.source_block (delivery_id, checking, {Batch.Names}) select {Batch.Parameter(1)}, {Batch.Parameter(2)}, {Batch.Names} from {Batch.Rows}";

    /// <summary>Keeps the rows that are new or say something else.</summary>
    public static async Task<ListDifference> Keep(RegistrySession session, CheckedList list, int checking, IReadOnlyDictionary<Guid, StandingRecord> before, KeyRing keys, IProgress<StageProgress>? progress, CancellationToken cancellation)
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
        using var cipher = new FieldCipher(keys, "source.rows");
        var kept = 0;
        await Chunks.WriteAhead(rows.Chunk(RowsInBlock).Chunk(BlocksAtOnce).Select(Seal), async blocks =>
        {
            await session.Run(Insert, cancellation, Batch.Of(blocks, list.Delivery.Id, checking));
            kept += blocks.Length;
            progress?.Report(new StageProgress("keep", list.Delivery.Source, Math.Min(rows.Count, kept * RowsInBlock), rows.Count));
        }, cancellation);
        return new ListDifference(identity.Keys.Length, added, changed, gone);

        Block[] Seal(int[][] parts)
        {
            var blocks = new Block[parts.Length];
            Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellation }, i => blocks[i] = Block.Of(list.Standard.Raw, parts[i], cipher, list.Delivery.Id));
            return blocks;
        }
    }

    /// <summary>The cells of a row as it was delivered, in the order of its delivery's columns; null where it is not kept or may not be seen.</summary>
    /// <exception cref="UserError">The row cannot be unsealed.</exception>
    public static async Task<string[]?> Find(RegistrySession session, Guid delivery, int row, KeyRing keys, CancellationToken cancellation)
    {
        var found = await session.Read(
            "select first_row, sealed from registry.source_block where delivery_id = $1 and first_row <= $2 and last_row >= $2 order by checking desc, first_row desc limit 1",
            r => (First: r.GetInt32(0), Sealed: r.GetFieldValue<byte[]>(1)), cancellation, delivery, row);
        if (found is not [var block]) return null;
        using var cipher = new FieldCipher(keys, "source.rows");
        return Block.Find(block.Sealed, delivery, block.First, row, cipher);
    }

    /// <summary>Rows that are sealed together: an array of rows in JSON, each its number and then its cells, compressed.</summary>
    private sealed record Block(int First, int Last, byte[] Sealed)
    {
        public static Block Of(TextTable table, int[] rows, FieldCipher cipher, Guid delivery)
        {
            var text = new ArrayBufferWriter<byte>(64 << 10);
            using (var json = new Utf8JsonWriter(text, RowText.Plain))
            {
                json.WriteStartArray();
                foreach (var row in rows)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(table.RowNumbers[row]);
                    RowText.WriteCells(json, table, row);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            }
            var (first, last) = (table.RowNumbers[rows[0]], table.RowNumbers[rows[^1]]);
            var small = ArrayPool<byte>.Shared.Rent(sizeof(int) + BrotliEncoder.GetMaxCompressedLength(text.WrittenCount));
            BinaryPrimitives.WriteInt32BigEndian(small, text.WrittenCount);
            BrotliEncoder.TryCompress(text.WrittenSpan, small.AsSpan(sizeof(int)), out var size, quality: 1, window: 18);
            var block = new Block(first, last, cipher.Encrypt(small.AsSpan(0, sizeof(int) + size), Context(delivery, first)));
            ArrayPool<byte>.Shared.Return(small, clearArray: true);
            return block;
        }

        public static string[]? Find(byte[] kept, Guid delivery, int first, int row, FieldCipher cipher)
        {
            var small = cipher.Decrypt(kept, Context(delivery, first));
            var text = new byte[BinaryPrimitives.ReadInt32BigEndian(small)];
            BrotliDecoder.TryDecompress(small.AsSpan(sizeof(int)), text, out _);
            using var rows = JsonDocument.Parse(text);
            foreach (var cells in rows.RootElement.EnumerateArray())
                if (cells[0].GetInt32() == row) return [.. cells.EnumerateArray().Skip(1).Select(c => c.GetString()!)];
            return null;
        }

        private static byte[] Context(Guid delivery, int first)
        {
            var context = new byte[20];
            delivery.TryWriteBytes(context, bigEndian: true, out _);
            BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(16), first);
            return context;
        }
    }
}
