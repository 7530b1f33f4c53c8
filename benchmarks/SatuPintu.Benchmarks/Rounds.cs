using System.Diagnostics;

namespace SatuPintu.Benchmarks;

/// <summary>Times of rounds of the same work on one core, in seconds.</summary>
internal readonly record struct Rounds(double Best, double Median)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Runs the work until it is compiled for good, and then several rounds.</summary>
    public static Rounds Of(Action work, int rounds = 101)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp) work();
        var seconds = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            start = Stopwatch.GetTimestamp();
            work();
            seconds[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        return new(seconds[0], seconds[rounds / 2]);
    }

    /// <summary>Cycles a second of the core, from a chain of multiplications of three cycles each that nothing can shorten.</summary>
    public static double ClockFrequency()
    {
        const int Steps = 1_000_000;
        ulong value = 3, factor = (ulong)Environment.TickCount64 | 1;
        var rounds = Of(() =>
        {
            var x = value;
            for (var i = 0; i < Steps; i++) x *= factor;
            value = x;
        });
        GC.KeepAlive(value);
        return 3.0 * Steps / rounds.Best;
    }
}
