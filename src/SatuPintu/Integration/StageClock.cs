using System.Diagnostics;
using System.Globalization;

namespace SatuPintu.Integration;

/// <summary>What one stage cost.</summary>
/// <param name="Stage">Id of the stage.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="PeakMegabytes">The most memory the process had held by the end of the stage, in 10⁶ bytes.</param>
public readonly record struct StageCost(string Stage, double Seconds, double PeakMegabytes);

/// <summary>Measures the stages of a run as they follow each other.</summary>
internal sealed class StageClock(IProgress<StageProgress>? progress, CancellationToken cancellation)
{
    private readonly List<StageCost> costs = [];
    private readonly Stopwatch whole = Stopwatch.StartNew();
    private string running = "";
    private double begun;

    /// <summary>The stages so far, the running one up to now.</summary>
    public IReadOnlyList<StageCost> Costs => running.Length == 0 ? costs : [.. costs, Running()];

    /// <summary>Wall time since the clock was made.</summary>
    public double Seconds => whole.Elapsed.TotalSeconds;

    /// <summary>Runs one stage and notes what it cost.</summary>
    public T Run<T>(string stage, Func<T> work)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new StageProgress(stage, "", 0, 0));
        running = stage;
        begun = Seconds;
        var result = Unwrap(work);
        costs.Add(Running());
        running = "";
        return result;
    }

    private StageCost Running() => new(running, Seconds - begun, PeakMegabytes());

    /// <summary>The high-water mark of the process's resident memory (VmHWM), in 10⁶ bytes; it never falls.</summary>
    public static double PeakMegabytes()
    {
        const string status = "/proc/self/status";
        if (File.Exists(status))
            foreach (var line in File.ReadLines(status))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return double.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024 / 1e6;
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    // Work on lists side by side fails with an AggregateException; the first failure of a user's kind says it all.
    private static T Unwrap<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (AggregateException e)
        {
            var inner = e.Flatten().InnerExceptions;
            var first = inner.FirstOrDefault(i => i is UserError) ?? inner.FirstOrDefault(i => i is OperationCanceledException) ?? inner[0];
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
            throw;
        }
    }
}
