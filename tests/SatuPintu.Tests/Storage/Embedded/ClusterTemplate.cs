using SatuPintu.Storage.Embedded;
using SatuPintu.Tests.Storage.Embedded;

[assembly: AssemblyFixture(typeof(ClusterTemplate))]

namespace SatuPintu.Tests.Storage.Embedded;

/// <summary>A stopped cluster to copy from, since making one takes longer than most tests.</summary>
public sealed class ClusterTemplate : IDisposable
{
    private readonly Lazy<Task<string>> made = new(MakeAsync);
    private bool used;

    /// <summary>Makes a folder that the server's user may pass through, also when the tests run as root.</summary>
    internal static string OpenFolder()
    {
        var folder = Directory.CreateTempSubdirectory("satupintu-cluster-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        return folder;
    }

    /// <summary>Copies the cluster to a data folder.</summary>
    internal async Task LayAsync(string dataFolder)
    {
        used = true;
        (await Command.RunAsync(["cp", "-a", await made.Value, dataFolder], CancellationToken.None)).ExitCode.ShouldBe(0);
    }

    public void Dispose()
    {
        if (used && made.Value.IsCompletedSuccessfully) Directory.Delete(Path.GetDirectoryName(made.Value.Result)!, recursive: true);
    }

    private static async Task<string> MakeAsync()
    {
        var folder = Path.Combine(OpenFolder(), "data");
        await using var cluster = await EmbeddedCluster.StartAsync(folder);
        return folder;
    }
}
