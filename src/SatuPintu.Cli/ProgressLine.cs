using System.Diagnostics;

namespace SatuPintu.Cli;

/// <summary>
/// Shows how far long work has come: on a terminal one line that is redrawn, elsewhere a plain line when a stage begins,
/// every ten seconds while it lasts, and when it ends.
/// </summary>
internal sealed class ProgressLine(Shell shell, bool terminal) : IProgress<StageProgress>, IDisposable
{
    private const double LongSeconds = 300;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100), Repeat = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Done, long Total)> subjects = new(StringComparer.Ordinal);
    private readonly Stopwatch stageWatch = new();
    private string stage = "";
    private TimeSpan shownAt, begunAt;
    private long begunWith;
    private int drawn;

    /// <inheritdoc/>
    public void Report(StageProgress value)
    {
        lock (gate)
        {
            if (value.Stage != stage) Begin(value.Stage);
            if (value.Done > 0 || value.Total > 0)
            {
                if (subjects.Count == 0) (begunWith, begunAt) = (value.Done, stageWatch.Elapsed);
                subjects[value.Subject] = (value.Done, value.Total);
            }
            var due = stageWatch.Elapsed - shownAt >= (terminal ? Redraw : Repeat);
            if (due) Show();
        }
    }

    /// <summary>Whether the error stream is a terminal that can redraw a line.</summary>
    public static bool OnTerminal => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    /// <summary>Leaves the line clean for something else to be written.</summary>
    public void Pause()
    {
        lock (gate) Clear();
    }

    /// <summary>Ends the last stage and leaves the line clean for what follows.</summary>
    public void Dispose()
    {
        lock (gate) End();
    }

    /// <summary>Rows of all lists together, with the time left when the totals are known.</summary>
    /// <param name="shell">Whose language it is in.</param>
    /// <param name="stage">Id of the stage.</param>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all; 0 when not known.</param>
    /// <param name="elapsed">Time since <paramref name="from"/> units were done.</param>
    /// <param name="from">Units that were done to begin with: what an earlier run has done says nothing of how fast this one is.</param>
    internal static string Describe(Shell shell, string stage, long done, long total, TimeSpan elapsed, long from = 0)
    {
        var text = shell.Text("cli.stage." + stage);
        if (done > 0) text += " · " + (total > 0 ? shell.Text("cli.done_of", ("done", shell.Number(done)), ("total", shell.Number(total))) : shell.Text("cli.done", ("done", shell.Number(done))));
        if (done <= from || total <= done || elapsed <= TimeSpan.FromSeconds(1)) return text;
        var left = elapsed.TotalSeconds * (total - done) / (done - from);
        return text + " · " + (left < LongSeconds
            ? shell.Text("cli.left", ("seconds", shell.Number((long)Math.Ceiling(left))))
            : shell.Text("cli.left_minutes", ("minutes", shell.Number((long)Math.Ceiling(left / 60)))));
    }

    private void Begin(string next)
    {
        End();
        stage = next;
        stageWatch.Restart();
        shownAt = terminal ? -Redraw : TimeSpan.Zero;
        if (terminal) Show();
    }

    private void End()
    {
        if (stage.Length == 0) return;
        Clear();
        shell.Note("cli.stage_done", ("stage", shell.Text("cli.stage." + stage)), ("seconds", shell.Number(stageWatch.Elapsed.TotalSeconds, 1)));
        stage = "";
        subjects.Clear();
    }

    private void Show()
    {
        shownAt = stageWatch.Elapsed;
        long done = 0, total = 0;
        foreach (var (d, t) in subjects.Values)
        {
            done += d;
            total += t;
        }
        var text = Describe(shell, stage, done, total, stageWatch.Elapsed - begunAt, begunWith);
        if (!terminal)
        {
            shell.Error.WriteLine(text);
            return;
        }
        var width = Math.Max(20, Console.WindowWidth - 1);
        if (text.Length > width) text = text[..width];
        shell.Error.Write("\r" + text.PadRight(drawn));
        drawn = text.Length;
    }

    private void Clear()
    {
        if (drawn > 0) shell.Error.Write("\r" + new string(' ', drawn) + "\r");
        drawn = 0;
    }
}
