namespace SatuPintu.Storage.Embedded;

/// <summary>Turns failures around the cluster into words a user can act on.</summary>
internal static class ClusterErrors
{
    /// <summary>The number of "another holds the lock" (EWOULDBLOCK) on Linux.</summary>
    public const int Locked = 11;

    private const int DiskFull = 28;
    private const int LinesShown = 8;

    /// <inheritdoc cref="Guard{T}"/>
    public static void Guard(string folder, Action work) => Guard(folder, () =>
    {
        work();
        return true;
    });

    /// <summary>Runs <paramref name="work"/>, turning failures of the file system into a <see cref="UserError"/>.</summary>
    public static T Guard<T>(string folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserError(ExitCode.Output, "cluster.no_permission", e, ("path", folder), ("user", Environment.UserName));
        }
        catch (IOException e)
        {
            throw e.HResult == DiskFull
                ? new UserError(ExitCode.Output, "cluster.disk_full", e, ("path", folder))
                : new UserError(ExitCode.Output, "cluster.folder_failed", e, ("path", folder), ("reason", e.Message));
        }
    }

    /// <summary>What it means that the cluster could not be made.</summary>
    public static UserError NotMade(ClusterFolder folder, CommandResult result) =>
        result.Error.Contains("No space left on device", StringComparison.Ordinal)
            ? new(ExitCode.Output, "cluster.disk_full", ("path", folder.Root))
            : new(ExitCode.Output, "cluster.not_made", ("path", folder.Root), ("lines", Last(result.Error.Split('\n'))));

    /// <summary>What it means that the server ended while it was to start, from its last lines.</summary>
    public static UserError NotStarted(ClusterFolder folder, string key = "cluster.not_started")
    {
        var lines = LastLines(folder);
        if (lines.Contains("No space left on device", StringComparison.Ordinal)) key = "cluster.disk_full";
        else if (Damage.Any(d => lines.Contains(d, StringComparison.Ordinal))) key = "cluster.damaged";
        return new(ExitCode.Output, key, ("path", folder.Root), ("logs", folder.Logs), ("lines", lines));
    }

    // How PostgreSQL says that its files are not as they should be.
    private static readonly string[] Damage =
        ["PANIC:", "could not locate a valid checkpoint record", "database files are incompatible", "pg_control", "checksum", "could not open directory \"pg_", "could not open directory \"base", "could not open file \"global"];

    private static string LastLines(ClusterFolder folder)
    {
        try
        {
            // What the server said before it opened its log stands in a file of its own, which is the newer one if it came no further.
            var newest = new DirectoryInfo(folder.Logs).GetFiles("*.log").MaxBy(f => f.LastWriteTimeUtc);
            return newest is null ? "" : Last(OfThisStart(File.ReadAllLines(newest.FullName)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static IEnumerable<string> OfThisStart(string[] lines) =>
        lines.Skip(Math.Max(0, Array.FindLastIndex(lines, l => l.Contains("starting PostgreSQL", StringComparison.Ordinal))));

    private static string Last(IEnumerable<string> lines) =>
        string.Join('\n', lines.Where(l => l.Length > 0).TakeLast(LinesShown).Select(l => "  " + l));
}
