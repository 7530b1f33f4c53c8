using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SatuPintu.Linkage.Index;

/// <summary>Reads what <see cref="IndexWriter"/> wrote, and refuses whatever was not written so.</summary>
internal sealed class IndexReader
{
    private readonly Stream stream;
    private readonly List<Action> later = [];
    private uint number;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">Where from; stays open.</param>
    /// <param name="format">Eight letters that say what it should be.</param>
    /// <exception cref="LinkageIndexException">It is something else, or of another version.</exception>
    public IndexReader(Stream stream, ReadOnlySpan<byte> format)
    {
        this.stream = stream;
        Span<byte> found = stackalloc byte[format.Length];
        if (stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) < found.Length || !found.SequenceEqual(format))
            throw new LinkageIndexException("not_index", Encoding.ASCII.GetString(format));
        var version = Numbers(1)[0];
        if (version != IndexForm.Version) throw new LinkageIndexException("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Reads an array.</summary>
    /// <param name="slack">Room behind what is read, for what is added later.</param>
    /// <param name="count">How many items were read.</param>
    public T[] Array<T>(int slack, out int count) where T : unmanaged
    {
        var head = ReadHead(Unsafe.SizeOf<T>());
        if (head.Count is < 0 || head.Count > System.Array.MaxLength - slack) throw Damaged();
        count = (int)head.Count;
        var items = GC.AllocateUninitializedArray<T>(count + slack);
        ulong check = 0;
        var step = IndexForm.Piece / Unsafe.SizeOf<T>();
        for (var at = 0; at < count; at += step)
        {
            var piece = MemoryMarshal.AsBytes(items.AsSpan(at, Math.Min(step, count - at)));
            Fill(piece);
            check = IndexForm.Check(check, piece);
        }
        ulong expected = 0;
        Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref expected)));
        if (check != expected) throw Damaged();
        number++;
        return items;
    }

    /// <summary>Reads an array.</summary>
    public T[] Array<T>() where T : unmanaged => Array<T>(0, out _);

    /// <summary>Reads a few numbers.</summary>
    public long[] Numbers(int count)
    {
        var numbers = Array<long>();
        return numbers.Length == count ? numbers : throw Damaged();
    }

    /// <summary>Reads a text.</summary>
    public string? Text()
    {
        var bytes = Array<byte>();
        if (bytes.Length == 0) throw Damaged();
        return bytes[0] == 0 ? null : Encoding.UTF8.GetString(bytes, 1, bytes.Length - 1);
    }

    /// <summary>Work that can wait until all is read, and then goes side by side.</summary>
    public void Later(Action work) => later.Add(work);

    /// <summary>Ends the reading: nothing may follow.</summary>
    public void End(int workers)
    {
        number = IndexForm.End;
        if (Array<byte>().Length > 0 || stream.ReadByte() >= 0) throw Damaged();
        try
        {
            Parallel.ForEach(later, new ParallelOptions { MaxDegreeOfParallelism = workers }, work => work());
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.Any(i => i is LinkageIndexException))
        {
            throw Damaged();
        }
        later.Clear();
    }

    /// <summary>That a part is not as it was written.</summary>
    public LinkageIndexException Damaged() => new("damaged", $"part {number}");

    /// <summary>Refuses what does not fit together, although every part is as it was written.</summary>
    public void Require(bool fits)
    {
        if (!fits) throw Damaged();
    }

    private IndexForm.Head ReadHead(int size)
    {
        IndexForm.Head head = default;
        Fill(MemoryMarshal.AsBytes(new Span<IndexForm.Head>(ref head)));
        return head.Check == head.Expected && head.Number == number && head.ElementSize == size ? head : throw Damaged();
    }

    private void Fill(Span<byte> target)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw Damaged();
    }
}
