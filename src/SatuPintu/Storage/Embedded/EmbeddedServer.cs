using System.Diagnostics;
using Npgsql;

namespace SatuPintu.Storage.Embedded;

/// <summary>Starts and stops the server of a cluster, and deals with one that an earlier program left behind.</summary>
internal sealed class EmbeddedServer(ClusterFolder folder)
{
    // Its output goes to a file and not to the program, which it may outlive.
    private const string Script = "log=$1; shift; exec \"$@\" </dev/null >\"$log\" 2>&1";

    /// <summary>How often something awaited is looked at.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a server may take until it is ready; after a crash it first goes through what it has logged.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server has to stop, after each of the ways of telling it.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Starts the server, in a session of its own, so that the terminal's Ctrl-C does not reach it.</summary>
    public Process Start(PostgresBinaries binaries, ServerUser user) => Command.Start(Command.Prepare(
        ["setsid", .. user.Prefix, "sh", "-c", Script, "sh", folder.StartLog, binaries.Server, "-D", folder.Cluster], output: false));

    /// <summary>Waits until the server takes connections.</summary>
    /// <exception cref="UserError">It ended or took too long.</exception>
    public async Task WaitAsync(Process process, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        while (ServerProcesses.State(folder) is not { Status: "ready" } state || state.Id != process.Id)
        {
            if (process.HasExited) throw ClusterErrors.NotStarted(folder);
            if (Stopwatch.GetElapsedTime(begun) > StartLimit)
            {
                // The guard knows a server by the folder it works in; one that has only just begun is not there yet and would be left behind.
                while (!process.HasExited && !ServerProcesses.IsOf(folder, process.Id) && Stopwatch.GetElapsedTime(begun) < StartLimit + StopLimit) await Task.Delay(Beat, CancellationToken.None);
                throw ClusterErrors.NotStarted(folder, "cluster.slow_start");
            }
            await Task.Delay(Beat, stop);
        }
    }

    /// <summary>Finds the server that an earlier program left: one that is well goes on, any other is stopped and its traces removed.</summary>
    /// <param name="connection">The superuser's connection.</param>
    /// <param name="stop">Stops the search.</param>
    /// <returns>The number of the server that goes on, if any.</returns>
    public async Task<int?> TakeOverAsync(string connection, CancellationToken stop)
    {
        if (ServerProcesses.State(folder) is { Status: "ready" } state && ServerProcesses.IsOf(folder, state.Id) && state.Sockets == folder.Sockets
            && await WhyNoConnectionAsync(connection, stop) is null) return state.Id;
        await StopAsync(stop);
        // The server itself does not start while such a file names a living process, even one that has since got its number.
        ClusterErrors.Guard(folder.Root, () =>
        {
            File.Delete(folder.ProcessFile);
            if (Directory.Exists(folder.Sockets)) File.Delete(folder.SocketLock);
        });
        return null;
    }

    /// <summary>Stops all processes of the server: fast, then at once, then by force.</summary>
    /// <exception cref="UserError">They do not end.</exception>
    public async Task StopAsync(CancellationToken stop)
    {
        foreach (var signal in (string[])["INT", "QUIT", "KILL"])
        {
            var ids = ServerProcesses.Of(folder);
            if (ids.Count == 0) return;
            // Without the first process the others have none to tell them.
            var first = ServerProcesses.State(folder) is { } state && ids.Contains(state.Id) ? [state.Id] : ids;
            await ServerProcesses.SignalAsync(signal, signal == "KILL" ? ids : first, stop);
            var begun = Stopwatch.GetTimestamp();
            while (ServerProcesses.Of(folder).Count > 0 && Stopwatch.GetElapsedTime(begun) < StopLimit) await Task.Delay(Beat, stop);
        }
        if (ServerProcesses.Of(folder).Count > 0) throw new UserError(ExitCode.Output, "cluster.stopping", ("path", folder.Root));
    }

    /// <summary>What the server says when it does not let the superuser in; nothing when it does.</summary>
    public static async Task<string?> WhyNoConnectionAsync(string connection, CancellationToken stop)
    {
        try
        {
            await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Timeout = 5 }.ConnectionString);
            await open.OpenAsync(stop);
            return null;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return e.Message;
        }
    }
}
