using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>A vector of bytes and what the kernels do with it, so that a kernel is written once for vectors of any width.</summary>
/// <typeparam name="TVector">The vector of bytes; operations on wider lanes look at the same bits.</typeparam>
internal interface ILanes<TVector> where TVector : unmanaged
{
    static abstract bool IsSupported { get; }
    static abstract TVector And(TVector a, TVector b);
    static abstract TVector Or(TVector a, TVector b);
    static abstract TVector Xor(TVector a, TVector b);
    static abstract TVector Add<T>(TVector a, TVector b) where T : unmanaged;
    static abstract TVector Subtract<T>(TVector a, TVector b) where T : unmanaged;
    static abstract TVector ShiftLeft1<T>(TVector a) where T : unmanaged;

    /// <summary>A bit for each byte: whether it is the same in both.</summary>
    static abstract ulong EqualBits(TVector a, TVector b);

    /// <summary>1 in each lane that is not 0.</summary>
    static abstract TVector OneIfAny<T>(TVector a) where T : unmanaged;

    /// <summary>One value in all lanes.</summary>
    static abstract TVector Fill<T>(T value) where T : unmanaged;

    /// <summary>A table of 16 bytes, ready for <see cref="LookUp"/>.</summary>
    static abstract TVector Table(Vector128<byte> entries);

    /// <summary>The entries of <paramref name="table"/> at <paramref name="indexes"/> of 0 to 15; 0 at indexes of 128 and more.</summary>
    static abstract TVector LookUp(TVector table, TVector indexes);

    /// <summary>The upper four bits of each byte.</summary>
    static abstract TVector HighHalves(TVector a);

    /// <summary>Two vectors of bytes made one of 16-bit lanes; <see cref="Part"/> undoes it.</summary>
    static abstract (TVector First, TVector Second) Join(TVector low, TVector high);

    static abstract (TVector Low, TVector High) Part(TVector first, TVector second);
}

/// <summary>Vectors of 32 bytes: AVX2.</summary>
internal readonly struct Lanes256 : ILanes<Vector256<byte>>
{
    public static bool IsSupported => Avx2.IsSupported;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> And(Vector256<byte> a, Vector256<byte> b) => a & b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Or(Vector256<byte> a, Vector256<byte> b) => a | b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Xor(Vector256<byte> a, Vector256<byte> b) => a ^ b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Add<T>(Vector256<byte> a, Vector256<byte> b) where T : unmanaged => (a.As<byte, T>() + b.As<byte, T>()).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Subtract<T>(Vector256<byte> a, Vector256<byte> b) where T : unmanaged => (a.As<byte, T>() - b.As<byte, T>()).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> ShiftLeft1<T>(Vector256<byte> a) where T : unmanaged => Add<T>(a, a);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualBits(Vector256<byte> a, Vector256<byte> b) => Vector256.Equals(a, b).ExtractMostSignificantBits();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> OneIfAny<T>(Vector256<byte> a) where T : unmanaged => Vector256.Min(a.As<byte, T>(), Vector256<T>.One).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Fill<T>(T value) where T : unmanaged => Vector256.Create(value).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Table(Vector128<byte> entries) => Vector256.Create(entries, entries);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> LookUp(Vector256<byte> table, Vector256<byte> indexes) => Avx2.Shuffle(table, indexes);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> HighHalves(Vector256<byte> a) => (a.AsUInt16() >>> 4).AsByte() & Vector256.Create((byte)15);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<byte> First, Vector256<byte> Second) Join(Vector256<byte> low, Vector256<byte> high) =>
        (Avx2.UnpackLow(low, high), Avx2.UnpackHigh(low, high));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<byte> Low, Vector256<byte> High) Part(Vector256<byte> first, Vector256<byte> second)
    {
        var mask = Vector256.Create((short)255);
        var low = Avx2.PackUnsignedSaturate(first.AsInt16() & mask, second.AsInt16() & mask);
        var high = Avx2.PackUnsignedSaturate(first.AsInt16() >>> 8, second.AsInt16() >>> 8);
        return (low, high);
    }
}

/// <summary>Vectors of 64 bytes: AVX-512 with operations on bytes.</summary>
internal readonly struct Lanes512 : ILanes<Vector512<byte>>
{
    public static bool IsSupported => Avx512BW.IsSupported;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> And(Vector512<byte> a, Vector512<byte> b) => a & b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Or(Vector512<byte> a, Vector512<byte> b) => a | b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Xor(Vector512<byte> a, Vector512<byte> b) => a ^ b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Add<T>(Vector512<byte> a, Vector512<byte> b) where T : unmanaged => (a.As<byte, T>() + b.As<byte, T>()).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Subtract<T>(Vector512<byte> a, Vector512<byte> b) where T : unmanaged => (a.As<byte, T>() - b.As<byte, T>()).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> ShiftLeft1<T>(Vector512<byte> a) where T : unmanaged => Add<T>(a, a);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualBits(Vector512<byte> a, Vector512<byte> b) => Vector512.Equals(a, b).ExtractMostSignificantBits();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> OneIfAny<T>(Vector512<byte> a) where T : unmanaged => Vector512.Min(a.As<byte, T>(), Vector512<T>.One).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Fill<T>(T value) where T : unmanaged => Vector512.Create(value).AsByte();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Table(Vector128<byte> entries) => Vector512.Create(Vector256.Create(entries, entries), Vector256.Create(entries, entries));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> LookUp(Vector512<byte> table, Vector512<byte> indexes) => Avx512BW.Shuffle(table, indexes);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> HighHalves(Vector512<byte> a) => (a.AsUInt16() >>> 4).AsByte() & Vector512.Create((byte)15);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<byte> First, Vector512<byte> Second) Join(Vector512<byte> low, Vector512<byte> high) =>
        (Avx512BW.UnpackLow(low, high), Avx512BW.UnpackHigh(low, high));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<byte> Low, Vector512<byte> High) Part(Vector512<byte> first, Vector512<byte> second)
    {
        var mask = Vector512.Create((short)255);
        var low = Avx512BW.PackUnsignedSaturate(first.AsInt16() & mask, second.AsInt16() & mask);
        var high = Avx512BW.PackUnsignedSaturate(first.AsInt16() >>> 8, second.AsInt16() >>> 8);
        return (low, high);
    }
}
