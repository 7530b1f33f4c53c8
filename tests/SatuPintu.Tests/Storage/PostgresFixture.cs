using Npgsql;
using SatuPintu.Storage.Embedded;
using SatuPintu.Tests.Storage;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace SatuPintu.Tests.Storage;

/// <summary>One cluster for all tests of a run, started by the first that asks for a database.</summary>
/// <remarks>
/// It does not wait for the disk, so that a fresh database takes some hundredths of a second; and it lies in memory where there is room, since a disk that makes
/// and removes a thousand files a second spends most of that second on finding places for them.
/// </remarks>
public sealed class PostgresFixture : IAsyncDisposable
{
    private const string Name = "satupintu-tests-pg-", Memory = "/dev/shm";
    private const long Room = 6L << 30;
    private readonly Lazy<Task<EmbeddedCluster>> cluster;
    private string? folder;
    private int databases;

    public PostgresFixture() => cluster = new(StartAsync);

    /// <summary>The cluster itself.</summary>
    public Task<EmbeddedCluster> ClusterAsync() => cluster.Value;

    /// <summary>Makes an empty database, which is dropped when disposed of.</summary>
    public async Task<TestDatabase> NewDatabaseAsync()
    {
        var running = await ClusterAsync();
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await TestDatabase.RunAsync(running.OwnerConnectionString, $"create database {name} template template0");
        return new(running, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (!cluster.IsValueCreated) return;
        await (await cluster.Value).DisposeAsync();
        Directory.Delete(folder!, recursive: true);
    }

    private async Task<EmbeddedCluster> StartAsync()
    {
        DeleteOldOnes();
        folder = Path.Combine(Place(), Name + Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "local.conf"), """
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            wal_compression = off
            wal_level = minimal
            max_wal_senders = 0
            max_wal_size = 512MB
            shared_buffers = 128MB

            """);
        return await EmbeddedCluster.StartAsync(folder);
    }

    private static string Place() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 2 * Room ? Memory : Path.GetTempPath();

    // A run that was ended by force leaves its folder, though no server.
    private static void DeleteOldOnes()
    {
        foreach (var old in new[] { Path.GetTempPath(), Memory }.Where(Directory.Exists).SelectMany(place => Directory.EnumerateDirectories(place, Name + "*")))
        {
            try
            {
                if (Directory.GetCreationTimeUtc(old) > DateTime.UtcNow.AddMinutes(-10)) continue;
                foreach (var file in Directory.EnumerateFiles(old, "*.lock")) new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                Directory.Delete(old, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or another user's.
            }
        }
    }
}

/// <summary>A database of its own for one test class.</summary>
public sealed class TestDatabase(EmbeddedCluster cluster, string name) : IAsyncDisposable
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The superuser's connection to it.</summary>
    public string OwnerConnectionString => new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Database = name }.ConnectionString;

    /// <summary>The connection of a role to it.</summary>
    public string ConnectionString(string role, string password) => cluster.ConnectionString(role, password, name);

    public async ValueTask DisposeAsync() => await RunAsync(cluster.OwnerConnectionString, $"drop database {name} with (force)");

    /// <summary>Runs one statement outside any pool.</summary>
    internal static async Task RunAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
