using SatuPintu.Storage.Embedded;

namespace SatuPintu.Tests.Storage.Embedded;

public sealed class EmbeddedClusterTests(ClusterTemplate template) : ClusterTest(template)
{
    [Fact]
    public async Task What_is_saved_is_there_after_the_next_start()
    {
        await using (var first = await EmbeddedCluster.StartAsync(DataFolder))
            await RunAsync(first, "create table kept (n int); insert into kept values (7)");
        var made = File.GetLastWriteTimeUtc(Path.Combine(DataFolder, "pg", "PG_VERSION"));
        await using var second = await EmbeddedCluster.StartAsync(DataFolder);
        (await AskAsync(second, "select n from kept")).ShouldBe(7);
        File.GetLastWriteTimeUtc(Path.Combine(DataFolder, "pg", "PG_VERSION")).ShouldBe(made);
    }

    [Fact]
    public async Task A_stop_leaves_no_process_and_no_socket()
    {
        await LayAsync();
        var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        (await ProcessesAsync()).ShouldContain(cluster.ServerId);
        Directory.EnumerateFiles(cluster.SocketFolder).ShouldNotBeEmpty();
        await cluster.DisposeAsync();
        await cluster.DisposeAsync();
        (await ProcessesAsync()).ShouldBeEmpty();
        Directory.EnumerateFiles(cluster.SocketFolder).ShouldBeEmpty();
        Naming(DataFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_program_is_refused()
    {
        await LayAsync();
        await using var first = await EmbeddedCluster.StartAsync(DataFolder);
        var error = await Should.ThrowAsync<UserError>(() => EmbeddedCluster.StartAsync(DataFolder));
        error.Key.ShouldBe("cluster.in_use");
        (await AskAsync(first, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_program_that_shares_uses_the_running_server_and_lets_it_run()
    {
        await LayAsync();
        await using var first = await EmbeddedCluster.StartAsync(DataFolder);
        await using (var second = await EmbeddedCluster.StartAsync(DataFolder, share: true))
        {
            second.ServerId.ShouldBe(first.ServerId);
            (await AskAsync(second, "select 1")).ShouldBe(1);
        }
        (await AskAsync(first, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Programs_that_share_start_it_once()
    {
        var both = await Task.WhenAll(EmbeddedCluster.StartAsync(DataFolder, share: true), EmbeddedCluster.StartAsync(DataFolder, share: true));
        both[0].ServerId.ShouldBe(both[1].ServerId);
        foreach (var one in both) await one.DisposeAsync();
        (await ProcessesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(120)]
    [InlineData(200)]
    public async Task A_long_path_has_its_socket_elsewhere(int length)
    {
        var folder = Path.Combine(DataFolder, new string('p', length));
        await using var cluster = await EmbeddedCluster.StartAsync(folder);
        cluster.SocketFolder.Length.ShouldBeLessThan(100);
        cluster.SocketFolder.ShouldNotStartWith(DataFolder);
        (await AskAsync(cluster, "select 1")).ShouldBe(1);
        await cluster.DisposeAsync();
        Directory.Delete(cluster.SocketFolder);
    }

    [Fact]
    public async Task A_path_may_hold_blanks_quotes_and_dollars()
    {
        var folder = Path.Combine(DataFolder, "Kab. \"Cilegon\" 'kita' $HOME, dua");
        await using (var first = await EmbeddedCluster.StartAsync(folder)) await RunAsync(first, "create table kept (n int)");
        await using var cluster = await EmbeddedCluster.StartAsync(folder);
        (await AskAsync(cluster, "select count(*) from kept")).ShouldBe(0L);
        await cluster.DisposeAsync();
        Directory.Delete(cluster.SocketFolder);
    }

    [Fact]
    public async Task A_start_that_is_stopped_leaves_nothing_running_and_the_next_one_works()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        await Should.ThrowAsync<OperationCanceledException>(() => EmbeddedCluster.StartAsync(DataFolder, stop.Token));
        (await ProcessesAsync()).ShouldBeEmpty();
        await using var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        (await AskAsync(cluster, "select 1")).ShouldBe(1);
        Directory.EnumerateDirectories(DataFolder, "pg.new*").ShouldBeEmpty();
    }

    /// <summary>The processes that have a path in their arguments.</summary>
    private static List<string> Naming(string path)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
        {
            try
            {
                var command = File.ReadAllText(process + "/cmdline").Replace('\0', ' ');
                if (command.Contains(path, StringComparison.Ordinal)) found.Add(command);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }
        return found;
    }
}
