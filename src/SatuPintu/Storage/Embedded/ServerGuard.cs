using System.Diagnostics;
using System.Globalization;

namespace SatuPintu.Storage.Embedded;

/// <summary>Stops the server when the program ends, however it ends.</summary>
/// <remarks>
/// It is a small process in a session of its own that reads from the program. When the program closes that pipe, or ends and
/// the system closes it, the guard has the server shut down fast. So neither SIGTERM nor <c>kill -9</c> leaves a server behind.
/// It holds a lock meanwhile: the next program's guard waits for it, and no program takes over a server that is about to stop.
/// </remarks>
internal sealed class ServerGuard : IDisposable
{
    // $1 the folder of the cluster, $2 the lock; the server's number is the last line read. Signals meant for the program
    // reach the guard too where a whole group gets them. After a minute the server is told to leave at once; it recovers
    // when next started.
    private const string Script = """
        trap '' INT TERM HUP
        command -v flock >/dev/null || exit 1
        exec 9>>"$2"
        flock -w 80 9 || { echo stopping; exit 1; }
        echo ready
        exec 2>/dev/null
        read -r server || exit 0
        while read -r next; do server=$next; done
        runs() { [ "/proc/$server/cwd" -ef "$1" ]; }
        runs "$1" && kill -INT "$server"
        n=0
        while runs "$1" && [ $n -lt 1500 ]; do
            n=$((n + 1)); [ $n -ne 1200 ] || kill -QUIT "$server"
            sleep 0.05
        done
        """;

    private readonly Process process;

    private ServerGuard(Process process) => this.process = process;

    /// <summary>Sets the guard, once that of an earlier program has stopped its server.</summary>
    /// <exception cref="UserError">That server does not stop.</exception>
    public static async Task<ServerGuard> SetAsync(ClusterFolder folder, CancellationToken stop)
    {
        var guard = new ServerGuard(Command.Start(Command.Prepare(["setsid", "sh", "-c", Script, "sh", folder.Cluster, folder.GuardLock], output: true)));
        try
        {
            return await guard.process.StandardOutput.ReadLineAsync(stop) switch
            {
                "ready" => guard,
                "stopping" => throw new UserError(ExitCode.Output, "cluster.stopping", ("path", folder.Root)),
                _ => throw new UserError(ExitCode.Output, "cluster.no_tool", ("tool", "flock")),
            };
        }
        catch
        {
            guard.Dispose();
            throw;
        }
    }

    /// <summary>Names the server to stop, in the place of one named before.</summary>
    public void Watch(int server)
    {
        process.StandardInput.Write(server.ToString(CultureInfo.InvariantCulture) + "\n");
        process.StandardInput.Flush();
    }

    /// <summary>Has the server stop, and waits until it has.</summary>
    public async Task StopServerAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    /// <summary>Lets the guard go; it stops the server if it knows of one.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.Dispose();
    }
}
