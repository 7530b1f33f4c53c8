using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>Finds a byte in a text of up to 64 bytes held in a register: bit i of the answer stands for position i.</summary>
internal interface IBytePositions
{
    /// <summary>The positions that hold <paramref name="letter"/>; bits past the end of the text mean nothing.</summary>
    ulong Of(byte letter);
}

/// <summary>A text of up to 16 bytes.</summary>
internal readonly struct Positions16(ReadOnlySpan<byte> text) : IBytePositions
{
    private readonly Vector128<byte> letters = Load(text);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(byte letter) => Vector128.Equals(letters, Vector128.Create(letter)).ExtractMostSignificantBits();

    // Two reads that overlap, where a copy of unknown length would cost more than the comparison.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ReadOnlySpan<byte> text)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var length = text.Length;
        if (length >= 8)
        {
            var low = Unsafe.ReadUnaligned<ulong>(ref first);
            var high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8));
            return Vector128.Create(low, length == 8 ? 0 : high >> (8 * (16 - length))).AsByte();
        }
        if (length >= 4)
        {
            ulong low = Unsafe.ReadUnaligned<uint>(ref first), high = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4));
            return Vector128.CreateScalar(low | (high << (8 * (length - 4)))).AsByte();
        }
        ulong few = 0;
        for (var i = 0; i < length; i++) few |= (ulong)text[i] << (8 * i);
        return Vector128.CreateScalar(few).AsByte();
    }
}

/// <summary>A text of up to 64 bytes.</summary>
internal readonly struct Positions64 : IBytePositions
{
    private readonly Vector512<byte> letters;

    public Positions64(ReadOnlySpan<byte> text)
    {
        var padded = Vector512<byte>.Zero;
        text.CopyTo(MemoryMarshal.AsBytes(new Span<Vector512<byte>>(ref padded)));
        letters = padded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(byte letter) => Vector512.Equals(letters, Vector512.Create(letter)).ExtractMostSignificantBits();
}
