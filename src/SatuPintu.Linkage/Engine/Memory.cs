using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SatuPintu.Linkage.Engine;

/// <summary>What of memory is worth to be asked for ahead: records of a block lie far apart, and each would be waited for.</summary>
internal static class Memory
{
    private const int Line = 64;

    /// <summary>Asks for a stretch of numbers, where the processor can be asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(T[] numbers, int from, int count)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        ref var first = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(numbers), from));
        var bytes = count * sizeof(T);
        // A hint reads nothing: that the array may move meanwhile does no harm.
        var at = (byte*)Unsafe.AsPointer(ref first);
        for (var offset = 0; offset < bytes; offset += Line) Sse.Prefetch0(at + offset);
        Sse.Prefetch0(at + bytes - 1);
    }
}
