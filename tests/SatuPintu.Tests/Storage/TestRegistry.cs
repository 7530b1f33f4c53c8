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
            await RolesAndDatabase.Make(administrator, name, OwnerPassword, ServicePassword);
        }
        finally
        {
            OneAtATime.Release();
        }
        var registry = new TestRegistry(server, name);
        if (migrated) await Migrator.Migrate(registry.Owner, registry.ContextKey, registry.KeyRing);
        return registry;
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
