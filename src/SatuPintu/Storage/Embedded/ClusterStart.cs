using System.Diagnostics;

namespace SatuPintu.Storage.Embedded;

/// <summary>The start of a cluster, from the data folder to a server that lets the program in.</summary>
internal sealed class ClusterStart
{
    /// <summary>Where the programs of PostgreSQL are; looked for when not given.</summary>
    public PostgresBinaries? Binaries { get; init; }

    /// <summary>How long a server may take until it is ready.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server that is not well has to stop, after each of the ways of telling it.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Starts the server or, when another program runs it, uses that.</summary>
    public async Task<EmbeddedCluster> RunAsync(string dataFolder, bool share, CancellationToken stop)
    {
        var found = Binaries ?? PostgresBinaries.Find();
        var folder = await ClusterFolder.OpenAsync(dataFolder, stop);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            if (folder.TryLock(folder.ProgramLock) is { } claim) return await StartAsync(folder, found, claim, stop);
            if (!share) throw new UserError(ExitCode.Output, "cluster.in_use", ("path", folder.Root));
            // The other program may still be starting it, or have just ended.
            if (await JoinAsync(folder, stop) is { } joined) return joined;
            if (Stopwatch.GetElapsedTime(begun) > Limit) throw ClusterErrors.NotStarted(folder, "cluster.slow_start");
            await Task.Delay(EmbeddedServer.Beat, stop);
        }
    }

    private async Task<EmbeddedCluster> StartAsync(ClusterFolder folder, PostgresBinaries found, FileStream claim, CancellationToken stop)
    {
        ServerGuard? guard = null;
        var server = new EmbeddedServer(folder) { StartLimit = Limit, StopLimit = StopLimit };
        try
        {
            guard = await ServerGuard.SetAsync(folder, stop);
            var id = await StartAsync(folder, found, server, guard, stop);
            return new(folder.Sockets, Password(folder), id, EndAsync, async again => ServerProcesses.IsOf(folder, id) ? null : id = await StartAsync(folder, found, server, guard, again));
        }
        catch
        {
            await EndAsync();
            throw;
        }

        async Task EndAsync()
        {
            if (guard is not null)
            {
                await guard.StopServerAsync();
                guard.Dispose();
                // Only if someone ended the guard.
                await server.StopAsync(CancellationToken.None);
            }
            await claim.DisposeAsync();
        }
    }

    private static async Task<int> StartAsync(ClusterFolder folder, PostgresBinaries found, EmbeddedServer server, ServerGuard guard, CancellationToken stop)
    {
        var user = await ServerUser.FindAsync(folder.Cluster, stop);
        var maker = new ClusterMaker(folder, user);
        await maker.PrepareAsync(stop);
        var binaries = await found.ForAsync(user, folder, stop);
        if (Directory.Exists(folder.Cluster)) maker.Check(binaries);
        else await maker.MakeAsync(binaries, stop);
        var owner = EmbeddedCluster.Owner(folder.Sockets, Password(folder));
        if (await server.TakeOverAsync(owner, stop) is { } running)
        {
            guard.Watch(running);
            return running;
        }
        await maker.ConfigureAsync(stop);
        using var process = server.Start(binaries, user);
        guard.Watch(process.Id);
        await server.WaitAsync(process, stop);
        return await EmbeddedServer.WhyNoConnectionAsync(owner, stop) is { } reason
            ? throw new UserError(ExitCode.Output, "cluster.no_connection", ("path", folder.Root), ("reason", reason), ("logs", folder.Logs))
            : process.Id;
    }

    private static async Task<EmbeddedCluster?> JoinAsync(ClusterFolder folder, CancellationToken stop)
    {
        if (ServerProcesses.State(folder) is not { Status: "ready" } state || !ServerProcesses.IsOf(folder, state.Id)) return null;
        var password = Password(folder);
        return await EmbeddedServer.WhyNoConnectionAsync(EmbeddedCluster.Owner(state.Sockets, password), stop) is null
            ? new(state.Sockets, password, state.Id, end: null)
            : null;
    }

    private static string Password(ClusterFolder folder) => ClusterErrors.Guard(folder.Root, () => File.ReadAllText(folder.PasswordFile));
}
