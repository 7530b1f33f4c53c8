using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Index;

/// <summary>How the parts of an index stand in a file: arrays one after the other, each with its number, length and a checksum of both head and content.</summary>
internal static class IndexForm
{
    /// <summary>Bytes that are checked and moved at a time.</summary>
    public const int Piece = 1 << 20;

    /// <summary>Format and version come first; a file of another kind is known by them.</summary>
    public const int Version = 1;

    /// <summary>Marks the end, so that nothing behind it goes unseen.</summary>
    public const uint End = 0x2E444E45;

    /// <summary>The head of a part.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Head(uint Number, uint ElementSize, long Count, ulong Check)
    {
        /// <summary>What <see cref="Check"/> should be.</summary>
        public ulong Expected => Hashing.Mix(Hashing.Mix(Number, ElementSize), (ulong)Count);

        /// <summary>Makes the head of a part.</summary>
        public static Head Of(uint number, int size, long count)
        {
            var head = new Head(number, (uint)size, count, 0);
            return head with { Check = head.Expected };
        }
    }

    /// <summary>Takes one more piece into a checksum.</summary>
    public static ulong Check(ulong before, ReadOnlySpan<byte> piece) => Hashing.Mix(before, ValueInterner.Hash(piece));
}

/// <summary>Writes the arrays of an index as they lie in memory, little-endian.</summary>
internal sealed class IndexWriter
{
    private readonly Stream stream;
    private uint number;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="format">Eight letters that say what it is.</param>
    public IndexWriter(Stream stream, ReadOnlySpan<byte> format)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("An index is written on little-endian machines only.");
        this.stream = stream;
        stream.Write(format);
        Numbers(IndexForm.Version);
    }

    /// <summary>Writes an array.</summary>
    public void Array<T>(ReadOnlySpan<T> items) where T : unmanaged
    {
        var head = IndexForm.Head.Of(number++, Unsafe.SizeOf<T>(), items.Length);
        stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<IndexForm.Head>(in head)));
        ulong check = 0;
        var step = IndexForm.Piece / Unsafe.SizeOf<T>();
        for (var at = 0; at < items.Length; at += step)
        {
            var piece = MemoryMarshal.AsBytes(items.Slice(at, Math.Min(step, items.Length - at)));
            check = IndexForm.Check(check, piece);
            stream.Write(piece);
        }
        stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in check)));
    }

    /// <summary>Writes a few numbers.</summary>
    public void Numbers(params ReadOnlySpan<long> numbers) => Array(numbers);

    /// <summary>Writes a text; null is another than the empty one.</summary>
    public void Text(string? text) => Array<byte>(text is null ? [0] : [1, .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>Ends the file.</summary>
    public void End()
    {
        number = IndexForm.End;
        Array<byte>([]);
    }
}
