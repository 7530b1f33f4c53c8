using System.Security.Cryptography;
using Npgsql;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;
using SatuPintu.Storage.Migrations;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Storage;

/// <summary>A registry of its own on the tests' server: roles, database, all migrations.</summary>
public sealed class TestRegistry : IAsyncDisposable
{
    private const string OwnerPassword = "owner-of-tests", ServicePassword = "service-of-tests";
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static string? template;
    private readonly string server;
    private readonly Lazy<(TempFolder Folder, KeyRing Ring)> keys = new(() =>
    {
        var folder = new TempFolder();
        return (folder, SatuPintu.Storage.Keys.KeyRing.Create(folder["keys"]));
    });

    private TestRegistry(string server, string name)
    {
        this.server = server;
        Name = name;
        Owner = NpgsqlDataSource.Create(For(RolesAndDatabase.Owner, OwnerPassword));
        Database = new RegistryDatabase(ServiceConnection, ContextKey);
    }

    public string Name { get; }

    public Guid KeyRing { get; } = Guid.NewGuid();

    /// <summary>Keys to seal values with, made when they are first asked for.</summary>
    public KeyRing Ring => keys.Value.Ring;

    /// <summary>Where its files would be.</summary>
    public RegistryPlace Place => new(keys.Value.Folder["data"], keys.Value.Folder["keys"], null, null);

    public byte[] ContextKey { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Connections under the role that owns the database.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>The registry as the service sees it.</summary>
    public RegistryDatabase Database { get; }

    public string ServiceConnection => For(RolesAndDatabase.Service, ServicePassword);

    public static async Task<TestRegistry> Make(bool migrated = true)
    {
        var name = $"t{Guid.NewGuid():n}";
        var server = (await (await TestContext.Current.GetFixture<PostgresFixture>())!.ClusterAsync()).OwnerConnectionString;
        await OneAtATime.WaitAsync();
        try
        {
            await using var administrator = NpgsqlDataSource.Create(server);
            if (migrated) await Copy(administrator, server, name);
            else await RolesAndDatabase.Make(administrator, name, OwnerPassword, ServicePassword);
        }
        finally
        {
            OneAtATime.Release();
        }
        var registry = new TestRegistry(server, name);
        if (migrated) await Migrator.Migrate(registry.Owner, registry.ContextKey, registry.KeyRing);
        return registry;
    }

    /// <summary>Migrations take seconds; they run once, and each registry begins as a copy.</summary>
    private static async Task Copy(NpgsqlDataSource administrator, string server, string name)
    {
        if (template is null)
        {
            var made = $"t{Guid.NewGuid():n}";
            await RolesAndDatabase.Make(administrator, made, OwnerPassword, ServicePassword);
            await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Username = RolesAndDatabase.Owner, Password = OwnerPassword, Database = made, Pooling = false }.ConnectionString);
            await Migrator.Migrate(owner, new byte[32], Guid.NewGuid());
            // The first that migrates binds the keys; each copy has its own.
            await using var unbound = owner.CreateCommand("delete from access.context_key");
            await unbound.ExecuteNonQueryAsync();
            template = made;
        }
        foreach (var sql in new[] { $"create database {name} owner {RolesAndDatabase.Owner} template {template}", $"revoke all on database {name} from public; grant connect, temporary on database {name} to {RolesAndDatabase.Service}" })
        {
            await using var command = administrator.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Runs SQL as the owner of the database, who is under no policy.</summary>
    public async Task<object?> AsOwner(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Runs SQL as the service's role with settings of the caller's choice, as somebody would who holds that role's password.</summary>
    public async Task<object?> AsService(string sql, string? setting = null)
    {
        await using var connection = new NpgsqlConnection(ServiceConnection);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (setting is not null)
        {
            await using var set = new NpgsqlCommand("select set_config('satupintu.context', $1, true)", connection) { Parameters = { new NpgsqlParameter { Value = setting } } };
            await set.ExecuteNonQueryAsync();
        }
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (keys.IsValueCreated) keys.Value.Folder.Dispose();
        await Database.DisposeAsync();
        await Owner.DisposeAsync();
        await using var administrator = NpgsqlDataSource.Create(server);
        await using var drop = administrator.CreateCommand($"drop database \"{Name}\" with (force)");
        await drop.ExecuteNonQueryAsync();
    }



    private string For(string role, string password) => new NpgsqlConnectionStringBuilder(server) { Username = role, Password = password, Database = Name, Pooling = true, MaxPoolSize = 8 }.ConnectionString;
}
