using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SatuPintu.Linkage.Blocking;

namespace SatuPintu.Linkage.Engine;

/// <summary>Writes numbers and pairs, and at the end a checksum of them all. Numbers are little-endian on every machine.</summary>
internal sealed class PairWriter(Stream stream)
{
    private const int Chunk = 1 << 16;
    private readonly byte[] buffer = new byte[Chunk * PairBytes];
    private ulong sum;

    /// <summary>Bytes of a pair.</summary>
    public const int PairBytes = 16;

    public void Header(ReadOnlySpan<byte> mark) => Bytes(mark);

    public void Number(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer, number);
        Bytes(buffer.AsSpan(0, 8));
    }

    public void Pairs(IReadOnlyList<KeptPair[]> parts)
    {
        Number(parts.Sum(p => p.LongLength));
        // Chunks are of one size whatever the parts were, so that the reader sums what the writer summed.
        var used = 0;
        foreach (var part in parts)
            foreach (var pair in part)
            {
                var at = buffer.AsSpan(used, PairBytes);
                BinaryPrimitives.WriteInt32LittleEndian(at, pair.A);
                BinaryPrimitives.WriteInt32LittleEndian(at[4..], pair.B);
                BinaryPrimitives.WriteInt64LittleEndian(at[8..], pair.Pattern);
                used += PairBytes;
                if (used < buffer.Length) continue;
                Bytes(buffer);
                used = 0;
            }
        if (used > 0) Bytes(buffer.AsSpan(0, used));
    }

    public void End() => Number((long)sum);

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        sum = Fingerprint.Add(sum, bytes);
    }
}

/// <summary>Reads what <see cref="PairWriter"/> wrote.</summary>
internal sealed class PairReader(Stream stream)
{
    private const int Chunk = 1 << 16;
    private readonly byte[] buffer = new byte[Chunk * PairWriter.PairBytes];
    private ulong sum;

    public void Header(ReadOnlySpan<byte> mark)
    {
        if (!Bytes(mark.Length).SequenceEqual(mark)) throw new InvalidDataException("Another kind of file.");
    }

    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    public KeptPair[] Pairs()
    {
        var count = Number();
        // A torn file must not make for an array of its own devising: what is there bounds what can be read.
        if (count < 0 || stream.CanSeek && count > (stream.Length - stream.Position) / PairWriter.PairBytes || count > Array.MaxLength) throw new InvalidDataException("Not whole.");
        var pairs = new KeptPair[count];
        for (var from = 0; from < pairs.Length; from += Chunk)
        {
            var some = pairs.AsSpan(from, Math.Min(Chunk, pairs.Length - from));
            var bytes = Bytes(some.Length * PairWriter.PairBytes);
            for (var i = 0; i < some.Length; i++)
            {
                var at = bytes[(i * PairWriter.PairBytes)..];
                some[i] = new KeptPair(BinaryPrimitives.ReadInt32LittleEndian(at), BinaryPrimitives.ReadInt32LittleEndian(at[4..]), BinaryPrimitives.ReadInt64LittleEndian(at[8..]));
            }
        }
        return pairs;
    }

    public void End()
    {
        var expected = (long)sum;
        if (Number() != expected) throw new InvalidDataException("Not whole.");
    }

    private ReadOnlySpan<byte> Bytes(int count)
    {
        var bytes = buffer.AsSpan(0, count);
        if (stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) < count) throw new InvalidDataException("Not whole.");
        sum = Fingerprint.Add(sum, bytes);
        return bytes;
    }
}

/// <summary>Sums that tell one run from another. They guard against mistakes, not against malice.</summary>
internal static class Fingerprint
{
    /// <summary>Adds bytes to a sum.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<byte> bytes)
    {
        sum = Hashing.Mix(sum, (ulong)bytes.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) sum = (ulong.RotateLeft(sum, 29) ^ (BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word))) * 0x9E3779B97F4A7C15;
        foreach (var rest in bytes[(words.Length * 8)..]) sum = (ulong.RotateLeft(sum, 29) ^ rest) * 0x9E3779B97F4A7C15;
        return Hashing.Mix(sum, (ulong)words.Length);
    }

    /// <summary>Adds numbers to a sum.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<int> numbers) => Add(sum, MemoryMarshal.AsBytes(numbers));

    /// <summary>Adds numbers to a sum.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<double> numbers) => Add(sum, MemoryMarshal.AsBytes(numbers));

    /// <summary>Adds a text to a sum.</summary>
    public static ulong Add(ulong sum, string? text) => Hashing.Mix(sum, text is null ? 1 : Hashing.Of(text));
}
