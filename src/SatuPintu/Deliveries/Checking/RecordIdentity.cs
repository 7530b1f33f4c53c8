using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Checking;

/// <summary>How the records of a list are told from one delivery to the next: by row, a key that stays with the record and a hash of what it says.</summary>
/// <remarks>
/// The key is a keyed hash of the source's own id; where it has none, of a NIK that stands once; else of the content, so that a record that says something
/// else is another one. Both are hashes under a key of the ring, since an id may be an identity number.
/// </remarks>
internal sealed class RecordIdentity
{
    private const int Slice = 4096;

    private RecordIdentity(Guid[] keys, Guid[] contents)
    {
        Keys = keys;
        Contents = contents;
    }

    /// <summary>By row, the key of the record; no two are the same.</summary>
    public Guid[] Keys { get; }

    /// <summary>By row, the hash of the cells as delivered, and of the mapping by which they are read.</summary>
    public Guid[] Contents { get; }

    /// <summary>By row, a hash of the cells as delivered.</summary>
    public static Guid[] ContentsOf(Delivered delivery, TextTable table, KeyRing ring, CancellationToken cancellation)
    {
        using var index = new BlindIndex(ring, "record.content");
        var version = ring.IndexVersions[0];
        var form = index.Of(string.Join('\u001f', table.Columns.Select(c => c.Name)) + '\u001e' + delivery.Definition + '\u001e' + delivery.Mapping, version);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, [.. form], 32, info: "record content"u8.ToArray());
        var contents = new Guid[table.RowCount];
        Parallel.For(0, (contents.Length + Slice - 1) / Slice, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, slice =>
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            var bytes = new ArrayBufferWriter<byte>(4096);
            using var json = new Utf8JsonWriter(bytes, RowText.Plain);
            Span<byte> sum = stackalloc byte[32];
            for (var row = slice * Slice; row < Math.Min(contents.Length, (slice + 1) * Slice); row++)
            {
                bytes.ResetWrittenCount();
                json.Reset();
                json.WriteStartArray();
                RowText.WriteCells(json, table, row);
                json.WriteEndArray();
                json.Flush();
                hash.AppendData(bytes.WrittenSpan);
                hash.GetHashAndReset(sum);
                contents[row] = new Guid(sum[..16], bigEndian: true);
            }
        });
        return contents;
    }

    /// <summary>The identity of the records of a list.</summary>
    public static RecordIdentity Of(StandardTable list, Guid[] contents, KeyRing ring, CancellationToken cancellation)
    {
        using var index = new BlindIndex(ring, $"record.key {list.Source.Id}");
        // A key that is renewed would make every record a new one: the oldest is kept for them.
        var version = ring.IndexVersions[0];
        var keys = new Guid[list.RowCount];
        if (list[Elements.RecordId] is { } ids) Take(ids, _ => true, "id ");
        else if (list[Elements.Nik] is { } niks) Take(niks, nik => Nik.Read(nik).IsValid, "nik ");
        // Rows alike are told apart by their order.
        var seen = new Dictionary<Guid, int>(keys.Length);
        for (var row = 0; row < keys.Length; row++)
        {
            if (keys[row] == default) keys[row] = contents[row];
            ref var times = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(seen, keys[row], out _);
            if (++times > 1) keys[row] = new Guid(index.Of($"again {keys[row]} {times}", version), bigEndian: true);
        }
        return new RecordIdentity(keys, contents);

        void Take(TextColumn column, Func<string, bool> tells, string kind)
        {
            var values = column.Values.ToArray();
            var stands = new int[values.Length];
            foreach (var code in column.Codes) stands[code]++;
            var ofValue = new Guid[values.Length];
            Parallel.For(1, values.Length, new ParallelOptions { CancellationToken = cancellation }, code =>
            {
                if (stands[code] > 0 && tells(values[code]) && (kind == "id " || stands[code] == 1)) ofValue[code] = new Guid(index.Of(kind + values[code], version), bigEndian: true);
            });
            for (var row = 0; row < keys.Length; row++) keys[row] = ofValue[column.Codes[row]];
        }
    }
}

/// <summary>A delivered row as text: its cells in the order of the columns, in JSON.</summary>
internal static class RowText
{
    /// <summary>How rows are written.</summary>
    public static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the cells of a row into an array that has begun.</summary>
    public static void WriteCells(Utf8JsonWriter json, TextTable table, int row)
    {
        foreach (var column in table.Columns) json.WriteStringValue(column[row]);
    }
}
