using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SatuPintu.Storage.Embedded;
using SatuPintu.Storage.Keys;
using SatuPintu.Storage.Migrations;

namespace SatuPintu.Storage;

/// <summary>Where a registry is.</summary>
/// <param name="Data">The folder of delivered files, and of the database where none is named.</param>
/// <param name="Keys">The folder of the keys, which is never inside <paramref name="Data"/>.</param>
/// <param name="Connection">The service's connection to a PostgreSQL of the user's own; null for the embedded one.</param>
/// <param name="Owner">The connection of the role that owns that database, for migrations; null where it is not to be had.</param>
public sealed record RegistryPlace(string Data, string Keys, string? Connection, string? Owner)
{
    /// <summary>The folder of delivered files, which stands in backups too.</summary>
    public const string Deliveries = "deliveries";

    /// <summary>Names the connection to a PostgreSQL of the user's own.</summary>
    public const string ConnectionVariable = "SATUPINTU_DATABASE";

    /// <summary>Names the connection of the role that owns the database.</summary>
    public const string OwnerVariable = "SATUPINTU_DATABASE_OWNER";

    /// <summary>Names the data folder.</summary>
    public const string DataVariable = "SATUPINTU_DATA";

    /// <summary>From what the user gave, and the environment where nothing was given.</summary>
    /// <exception cref="UserError">The keys would lie with the data.</exception>
    public static RegistryPlace Of(string? data, string? keys)
    {
        var place = new RegistryPlace(Path.GetFullPath(data ?? DataFolder()), Path.GetFullPath(keys ?? KeyFolder.Standard()),
            Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } connection ? connection : null,
            Environment.GetEnvironmentVariable(OwnerVariable) is { Length: > 0 } owner ? owner : null);
        KeyFolder.RequireOutside(place.Keys, place.Data);
        return place;
    }

    // The embedded server of root runs as another user, who cannot enter root's home.
    private static string DataFolder() => Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } named ? named
        : !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? "/var/lib/satupintu"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "satupintu");
}

/// <summary>A registry in use: its database, its keys, and the embedded server where there is one.</summary>
public sealed class Registry : IAsyncDisposable
{
    private const string DatabaseName = "satupintu";
    private readonly EmbeddedCluster? cluster;

    private Registry(RegistryPlace place, KeyRing keys, EmbeddedCluster? cluster, NpgsqlDataSource? owner, RegistryDatabase database)
    {
        Place = place;
        Keys = keys;
        this.cluster = cluster;
        Owner = owner;
        Database = database;
    }

    /// <summary>Where it is.</summary>
    public RegistryPlace Place { get; }

    /// <summary>The keys.</summary>
    public KeyRing Keys { get; }

    /// <summary>The database, as the service uses it.</summary>
    public RegistryDatabase Database { get; }

    /// <summary>Connections of the role that owns the database; null where they are not to be had.</summary>
    internal NpgsqlDataSource? Owner { get; }

    /// <summary>Opens a registry, and makes and starts its embedded server where no connection is named.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="share">Whether a server that another program runs is used as well.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The keys or the database cannot be used.</exception>
    public static async Task<Registry> Open(RegistryPlace place, bool share, CancellationToken cancellation = default)
    {
        var keys = KeyRing.OpenOrCreate(place.Keys);
        if (place.Connection is { } connection)
            return new Registry(place, keys, null, place.Owner is null ? null : NpgsqlDataSource.Create(place.Owner), new RegistryDatabase(connection, keys.ContextKey.ToArray()));
        var cluster = await EmbeddedCluster.StartAsync(Path.Combine(place.Data, "postgres"), share, cancellation);
        try
        {
            string owner = Password(keys, RolesAndDatabase.Owner), service = Password(keys, RolesAndDatabase.Service);
            await using (var administrator = NpgsqlDataSource.Create(cluster.OwnerConnectionString))
                await RolesAndDatabase.Make(administrator, DatabaseName, owner, service, cancellation);
            return new Registry(place, keys, cluster, NpgsqlDataSource.Create(cluster.ConnectionString(RolesAndDatabase.Owner, owner, DatabaseName)),
                new RegistryDatabase(cluster.ConnectionString(RolesAndDatabase.Service, service, DatabaseName), keys.ContextKey.ToArray()));
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the missing migrations.</summary>
    /// <exception cref="UserError">The role that owns the database is not to be had, or a migration fails.</exception>
    public Task<IReadOnlyList<Migration>> Migrate(CancellationToken cancellation = default) => Migrator.Migrate(NeedOwner(), Keys.ContextKey.ToArray(), Keys.Id, cancellation);

    /// <summary>Brings the database up to date where the owner's connections are to be had, and sees that it is.</summary>
    /// <exception cref="UserError">It is behind, or of another version.</exception>
    public async Task Prepare(CancellationToken cancellation = default)
    {
        if (Owner is not null) await Migrate(cancellation);
        else if ((await Status(cancellation)).Missing.Count is > 0 and var missing) throw new UserError(ExitCode.Database, "database.behind", ("missing", missing));
    }

    /// <summary>Starts the embedded server again where it was killed; connections to the dead one are forgotten.</summary>
    /// <returns>Whether that was needed.</returns>
    /// <exception cref="UserError">It cannot be started.</exception>
    public async Task<bool> Revive(CancellationToken cancellation = default)
    {
        if (cluster is null || !await cluster.ReviveAsync(cancellation)) return false;
        Database.Forget();
        Owner?.Clear();
        return true;
    }

    /// <summary>How far the database is.</summary>
    public Task<MigrationStatus> Status(CancellationToken cancellation = default) => Database.Status(cancellation);

    /// <summary>The owner's connections.</summary>
    /// <exception cref="UserError">They are not to be had.</exception>
    internal NpgsqlDataSource NeedOwner() => Owner ?? throw new UserError(ExitCode.Database, "database.owner_needed");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Owner is not null) await Owner.DisposeAsync();
        if (cluster is not null) await cluster.DisposeAsync();
    }

    // The embedded server's passwords follow from a key, so that two programs that share it need not agree on them.
    private static string Password(KeyRing keys, string role) => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.ContextKey.ToArray(), 32, info: Encoding.UTF8.GetBytes("role " + role)));
}
