using System.Diagnostics;
using SatuPintu.Storage.Embedded;

namespace SatuPintu.Tests.Storage.Embedded;

/// <summary>Another program that runs a cluster: these tests themselves, told by the environment to do only that.</summary>
public sealed class HeldCluster(ClusterTemplate template) : ClusterTest(template)
{
    private const string Variable = "SATUPINTU_TEST_HOLD";

    /// <summary>Starts the other program.</summary>
    internal static Process Start(string dataFolder)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SatuPintu.Tests"), ["-class", typeof(HeldCluster).FullName!, "-explicit", "only", "-noLogo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = dataFolder;
        return Process.Start(start)!;
    }

    /// <summary>Waits until the other program has saved something.</summary>
    internal static async Task WaitAsync(string dataFolder)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!File.Exists(Path.Combine(dataFolder, "held")))
        {
            if (Stopwatch.GetElapsedTime(begun).TotalMinutes > 1) throw new TimeoutException("The other program has not started its cluster.");
            await Task.Delay(50);
        }
    }

    [Fact(Explicit = true)]
    public async Task Hold_a_cluster_until_ended()
    {
        var folder = Environment.GetEnvironmentVariable(Variable).ShouldNotBeNull("Only other tests run this, in a process of its own.");
        await using var cluster = await EmbeddedCluster.StartAsync(folder);
        await RunAsync(cluster, "create table held (n int); insert into held values (1)");
        await File.WriteAllTextAsync(Path.Combine(folder, "held"), "");
        await Task.Delay(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }
}
