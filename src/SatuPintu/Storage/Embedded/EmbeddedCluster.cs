using Npgsql;

namespace SatuPintu.Storage.Embedded;

/// <summary>
/// The program's own PostgreSQL cluster, for when no connection string is given: made on first use, started and stopped with
/// the program, reached by no network. See <c>docs/database.md</c>.
/// </summary>
/// <example><code>
/// await using var cluster = await EmbeddedCluster.StartAsync(dataFolder, stop);
/// await using var owner = new NpgsqlConnection(cluster.OwnerConnectionString);
/// </code></example>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    /// <summary>The number in the name of the server's socket.</summary>
    internal const int Port = 5432;

    private readonly Func<CancellationToken, Task<int?>>? revive;
    private Func<Task>? end;

    /// <summary>Keeps what has been started.</summary>
    /// <param name="sockets">The folder of the server's socket.</param>
    /// <param name="password">The superuser's password.</param>
    /// <param name="serverId">The number of the server's first process.</param>
    /// <param name="end">What is to be done when the cluster is no longer used.</param>
    /// <param name="revive">Starts the server again where it has ended, and gives its number then; null where another program is to do so.</param>
    internal EmbeddedCluster(string sockets, string password, int serverId, Func<Task>? end, Func<CancellationToken, Task<int?>>? revive = null)
    {
        SocketFolder = sockets;
        ServerId = serverId;
        OwnerConnectionString = Owner(sockets, password);
        this.end = end;
        this.revive = revive;
    }

    /// <summary>The connection of the superuser, who only makes roles and databases.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>The folder of the server's socket, which only its user and root can enter.</summary>
    public string SocketFolder { get; }

    /// <summary>The number of the server's first process.</summary>
    internal int ServerId { get; private set; }

    /// <summary>The connection of a role to a database.</summary>
    public string ConnectionString(string role, string password, string database) => Connection(SocketFolder, role, password, database);

    /// <summary>Starts the server, after making the cluster where there is none.</summary>
    /// <param name="dataFolder">The folder of the cluster; it is made if it is not there.</param>
    /// <param name="stop">Stops the start.</param>
    /// <exception cref="UserError">Another program uses the folder, or the server cannot be started.</exception>
    public static Task<EmbeddedCluster> StartAsync(string dataFolder, CancellationToken stop = default) => StartAsync(dataFolder, share: false, stop);

    /// <inheritdoc cref="StartAsync(string, CancellationToken)"/>
    /// <param name="dataFolder">The folder of the cluster; it is made if it is not there.</param>
    /// <param name="share">Whether to use the server of another program that runs it already; it is not stopped then.</param>
    /// <param name="stop">Stops the start.</param>
    public static Task<EmbeddedCluster> StartAsync(string dataFolder, bool share, CancellationToken stop = default) =>
        new ClusterStart().RunAsync(dataFolder, share, stop);

    /// <summary>Starts the server again where it was killed while the program goes on; it goes through what it has logged first.</summary>
    /// <returns>Whether that was needed.</returns>
    /// <exception cref="UserError">It cannot be started.</exception>
    public async Task<bool> ReviveAsync(CancellationToken stop = default)
    {
        if (end is null || revive is null || await revive(stop) is not { } id) return false;
        ServerId = id;
        return true;
    }

    /// <summary>Stops the server, if this object started it: connections end, what is committed stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref end, null) is { } work) await work();
    }

    /// <summary>The superuser's connection.</summary>
    internal static string Owner(string sockets, string password) => Connection(sockets, "postgres", password, "postgres");

    private static string Connection(string sockets, string role, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = sockets,
        Port = Port,
        Username = role,
        Password = password,
        Database = database,
        ApplicationName = "satupintu",
    }.ConnectionString;
}
