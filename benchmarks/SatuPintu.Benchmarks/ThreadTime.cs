using System.Runtime.InteropServices;

namespace SatuPintu.Benchmarks;

/// <summary>The time a thread has had of the processor; on a machine that does other work, this is what the work itself takes.</summary>
internal static partial class ThreadTime
{
    private const int OfThread = 3;

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>Milliseconds so far; not a number where the system does not tell.</summary>
    public static double Milliseconds => OperatingSystem.IsLinux() && Get(OfThread, out var time) == 0 ? time.Seconds * 1e3 + time.Nanoseconds / 1e6 : double.NaN;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Get(int clock, out Time time);
}
