using System.Globalization;

namespace SatuPintu.Linking;

/// <summary>The most memory a run may hold: <c>4GB</c>, <c>4000MB</c>, <c>512MiB</c>.</summary>
public static class MemoryLimit
{
    /// <summary>What the process holds beside the heap: code, stacks, buffers of the system.</summary>
    private const long BesideHeap = 100L << 20;

    /// <summary>The least that may be asked for.</summary>
    public const long Least = 200_000_000;

    private static readonly (string Unit, long Bytes)[] Units =
        [("KIB", 1L << 10), ("MIB", 1L << 20), ("GIB", 1L << 30), ("TIB", 1L << 40), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
         ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("T", 1L << 40)];

    /// <summary>Reads a size; null where none is given.</summary>
    /// <exception cref="UserError">It is no size, or one that nothing fits into.</exception>
    public static long? Read(string? text)
    {
        if (text is null) return null;
        var size = text.Trim().Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        foreach (var (unit, bytes) in Units)
        {
            if (!size.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!double.TryParse(size.AsSpan(0, size.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number * bytes > 1e18) break;
            var all = (long)(number * bytes);
            return all >= Least ? all : throw new UserError(ExitCode.Usage, "linking.memory_little", ("value", text), ("least", Megabytes(Least)));
        }
        throw new UserError(ExitCode.Usage, "linking.memory_malformed", ("value", text));
    }

    /// <summary>Makes the runtime keep a limit: it collects before it grows past it, and fails rather than exceed it.</summary>
    public static void Keep(long? limit)
    {
        if (limit is not { } bytes) return;
        AppContext.SetData("GCHeapHardLimit", (ulong)OfHeap(bytes)!.Value);
        GC.RefreshMemoryLimit();
    }

    /// <summary>How much of a limit the heap may have.</summary>
    internal static long? OfHeap(long? limit) => limit is { } bytes ? Math.Max(bytes / 2, bytes - BesideHeap) : null;

    /// <summary>The limit under which the heap may have so much.</summary>
    internal static long OfProcess(long heap) => heap + BesideHeap;

    /// <summary>About what lists need while they are read: their values and a number for each cell, and once more while they are brought together.</summary>
    internal static long OfLists(LinkCommand command)
    {
        const double byByte = 3;
        return BesideHeap + Least + (long)(byByte * new[] { command.Left, command.Right }.OfType<string>().Sum(f => File.Exists(f) ? new FileInfo(f).Length : 0));
    }

    /// <summary>Whether a failure is that of memory.</summary>
    internal static bool IsOut(Exception e) => e is OutOfMemoryException || e is AggregateException several && several.Flatten().InnerExceptions.Any(IsOut) || e.InnerException is { } inner && IsOut(inner);

    /// <summary>The error that a limit is too low, with one that does.</summary>
    internal static UserError TooLow(long limit, long least, Exception cause) =>
        new(ExitCode.Usage, "linking.memory_short", cause, ("limit", Megabytes(limit)), ("least", Megabytes(Math.Max(least, limit + (limit / 4)))));

    /// <summary>A size as it can be asked for, rounded up.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999_999) / 1_000_000}MB");
}
