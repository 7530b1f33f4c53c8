using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Linking;

/// <summary>The ids of a list's records: the texts of a column, or the numbers of their rows.</summary>
/// <remarks>The texts stand side by side in a few large arrays, each behind its length.</remarks>
internal sealed class RecordKeys
{
    /// <summary>The most bytes an id may have.</summary>
    public const int Longest = 4096;
    private const int SegmentBits = 24;
    private const int Segment = 1 << SegmentBits;
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly IntChunks? starts;
    private readonly List<byte[]> segments = [];
    private long end;

    private RecordKeys(bool texts)
    {
        if (texts) starts = new IntChunks();
    }

    /// <summary>Ids that stand in a column.</summary>
    public static RecordKeys OfTexts() => new(texts: true);

    /// <summary>The numbers of the rows.</summary>
    public static RecordKeys OfRows() => new(texts: false);

    /// <summary>The row of each record.</summary>
    public RowNumbers Rows { get; } = new();

    /// <summary>How many records there are.</summary>
    public int Count => Rows.Count;

    /// <summary>Whether the ids are the numbers of the rows, which are different by nature.</summary>
    public bool AreRows => starts is null;

    /// <summary>Whether an id needs quotes in a CSV file.</summary>
    public bool NeedQuotes { get; private set; }

    /// <summary>Records without an id.</summary>
    public int Missing { get; private set; }

    /// <summary>The rows of the first records without an id.</summary>
    public List<int> FirstMissing { get; } = [];

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> id, int row)
    {
        Rows.Add(row);
        if (starts is null) return;
        if (id.IsEmpty && ++Missing <= 5) FirstMissing.Add(row);
        if (!NeedQuotes && id.ContainsAny(Special)) NeedQuotes = true;
        var size = id.Length + 2;
        if ((end & (Segment - 1)) + size > Segment) end = (end | (Segment - 1)) + 1;
        var place = (int)(end & (Segment - 1));
        var segment = Room((int)(end >> SegmentBits), place + size);
        BinaryPrimitives.WriteUInt16LittleEndian(segment.AsSpan(place), (ushort)id.Length);
        id.CopyTo(segment.AsSpan(place + 2));
        starts.Add(unchecked((int)(uint)end));
        end += size;
    }

    /// <summary>The id of a record where it stands in a column.</summary>
    public ReadOnlySpan<byte> Span(int record)
    {
        var start = (uint)starts![record];
        var segment = segments[(int)(start >> SegmentBits)];
        var place = (int)(start & (Segment - 1));
        return segment.AsSpan(place + 2, BinaryPrimitives.ReadUInt16LittleEndian(segment.AsSpan(place)));
    }

    /// <summary>Writes the id of a record into a span of at least <see cref="Longest"/> bytes and gives its length.</summary>
    public int CopyTo(int record, Span<byte> target)
    {
        if (starts is null)
        {
            Utf8Formatter.TryFormat(Rows[record], target, out var written);
            return written;
        }
        var id = Span(record);
        id.CopyTo(target);
        return id.Length;
    }

    /// <summary>The id of a record as a text.</summary>
    public string Text(int record) =>
        starts is null ? Rows[record].ToString(System.Globalization.CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(Span(record));

    /// <summary>The record with an id, or -1.</summary>
    public int Find(string id)
    {
        if (starts is null)
            return int.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var row) ? Rows.RecordOf(row) : -1;
        var bytes = Encoding.UTF8.GetBytes(id.Trim());
        for (var record = 0; record < Count; record++)
            if (Span(record).SequenceEqual(bytes)) return record;
        return -1;
    }

    /// <summary>Ids that several records share, each with the rows of those records; only the first few, and how many there are.</summary>
    public (int Count, List<(string Id, List<int> Rows)> First) Doubles(CancellationToken cancellation)
    {
        if (starts is null) return (0, []);
        // Sorted hashes tell in little memory whether anything is double; hardly ever is there anything to look up.
        var hashes = new ulong[Count];
        for (var record = 0; record < hashes.Length; record++) hashes[record] = HashOf(record);
        cancellation.ThrowIfCancellationRequested();
        Array.Sort(hashes);
        var suspects = new HashSet<ulong>();
        for (var i = 1; i < hashes.Length; i++)
            if (hashes[i] == hashes[i - 1] && hashes[i] != 0) suspects.Add(hashes[i]);
        if (suspects.Count == 0) return (0, []);
        var seen = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var record = 0; record < hashes.Length; record++)
        {
            if (!suspects.Contains(HashOf(record))) continue;
            var id = Text(record);
            if (!seen.TryGetValue(id, out var rows)) seen.Add(id, rows = []);
            rows.Add(Rows[record]);
        }
        var doubles = seen.Where(s => s.Value.Count > 1).OrderBy(s => s.Value[0]).ToList();
        return (doubles.Count, doubles.Take(5).Select(s => (s.Key, s.Value)).ToList());
    }

    private ulong HashOf(int record)
    {
        var id = Span(record);
        return id.IsEmpty ? 0 : ByteDictionary.Hash(id);
    }

    private byte[] Room(int number, int size)
    {
        // Positions are kept in 32 bits.
        if (number >= 1 << (32 - SegmentBits)) throw new UserError(ExitCode.Input, "linking.ids_too_large");
        while (segments.Count <= number) segments.Add(new byte[segments.Count == 0 ? 4096 : Segment]);
        var segment = segments[number];
        if (segment.Length < size)
        {
            Array.Resize(ref segment, Math.Min(Segment, Math.Max(size, segment.Length * 4)));
            segments[number] = segment;
        }
        return segment;
    }
}
