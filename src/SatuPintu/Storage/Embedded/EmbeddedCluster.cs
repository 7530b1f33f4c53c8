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

    private Func<Task>? end;

    /// <summary>Keeps what has been started.</summary>
    /// <param name="sockets">The folder of the server's socket.</param>
    /// <param name="password">The superuser's password.</param>
    /// <param name="serverId">The number of the server's first process.</param>
    /// <param name="end">What is to be done when the cluster is no longer used.</param>
    internal EmbeddedCluster(string sockets, string password, int serverId, Func<Task>? end)
    {
        SocketFolder = sockets;
        ServerId = serverId;
        OwnerConnectionString = Owner(sockets, password);
        this.end = end;
    }

    /// <summary>The connection of the superuser, who only makes roles and databases.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>The folder of the server's socket, which only its user and root can enter.</summary>
    public string SocketFolder { get; }

    /// <summary>The number of the server's first process.</summary>
    internal int ServerId { get; }

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
