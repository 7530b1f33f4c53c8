using Npgsql;
using SatuPintu.Storage.Embedded;

namespace SatuPintu.Tests.Storage.Embedded;

/// <summary>A test with a data folder of its own, and questions to ask of a server in it.</summary>
public abstract class ClusterTest(ClusterTemplate template) : IDisposable
{
    private readonly Lazy<string> above = new(ClusterTemplate.OpenFolder);

    protected string DataFolder => Path.Combine(above.Value, "data");

    /// <summary>A path beside the data folder.</summary>
    protected string Beside(string name) => Path.Combine(above.Value, name);

    /// <summary>Lays a cluster that has been made already into the data folder.</summary>
    protected Task LayAsync() => template.LayAsync(DataFolder);

    public void Dispose()
    {
        if (above.IsValueCreated) Directory.Delete(above.Value, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected Task<ClusterFolder> OpenAsync() => ClusterFolder.OpenAsync(DataFolder, CancellationToken.None);

    private protected async Task<IReadOnlyList<int>> ProcessesAsync() => ServerProcesses.Of(await OpenAsync());

    /// <summary>Ends processes without warning.</summary>
    private protected static async Task KillAsync(params IReadOnlyList<int> ids)
    {
        await ServerProcesses.SignalAsync("KILL", ids, CancellationToken.None);
        await Task.Delay(100);
    }

    protected static async Task RunAsync(EmbeddedCluster cluster, string sql) => await AskAsync(cluster, sql);

    protected static async Task<object?> AskAsync(EmbeddedCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
