using System.Diagnostics;
using Npgsql;
using SatuPintu.Storage.Embedded;

namespace SatuPintu.Tests.Storage.Embedded;

public sealed class EmbeddedRecoveryTests(ClusterTemplate template) : ClusterTest(template)
{
    [Fact]
    public async Task After_the_servers_first_process_is_killed_the_next_start_works()
    {
        await LayAsync();
        await using (var first = await EmbeddedCluster.StartAsync(DataFolder))
        {
            await RunAsync(first, "create table kept (n int); insert into kept values (7)");
            await KillAsync(first.ServerId);
        }
        File.Exists((await OpenAsync()).ProcessFile).ShouldBeTrue();
        await using var second = await EmbeddedCluster.StartAsync(DataFolder);
        (await AskAsync(second, "select n from kept")).ShouldBe(7);
    }

    [Fact]
    public async Task A_kill_in_the_middle_loses_nothing_committed_and_keeps_nothing_else()
    {
        await LayAsync();
        await using (var first = await EmbeddedCluster.StartAsync(DataFolder))
        {
            await RunAsync(first, "create table kept (n int)");
            for (var i = 0; i < 50; i++) await RunAsync(first, $"insert into kept values ({i})");
            await using var open = new NpgsqlConnection(first.OwnerConnectionString);
            await open.OpenAsync();
            await using var transaction = await open.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("insert into kept select 1000 from generate_series(1, 100000)", open, transaction)) await command.ExecuteNonQueryAsync();
            await KillAsync(await ProcessesAsync());
        }
        await using var second = await EmbeddedCluster.StartAsync(DataFolder);
        (await AskAsync(second, "select count(*) || ' ' || sum(n) from kept")).ShouldBe("50 1225");
    }

    [Fact]
    public async Task A_server_left_running_and_well_is_used_and_then_stopped()
    {
        var left = await LeaveServerAsync();
        await using (var next = await EmbeddedCluster.StartAsync(DataFolder))
        {
            next.ServerId.ShouldBe(left);
            (await AskAsync(next, "select 1")).ShouldBe(1);
        }
        (await ProcessesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_left_that_does_not_answer_is_ended_and_started_again()
    {
        var left = await LeaveServerAsync();
        await ServerProcesses.SignalAsync("STOP", [left], CancellationToken.None);
        await using var next = await new ClusterStart { StopLimit = TimeSpan.FromSeconds(1) }.RunAsync(DataFolder, share: false, CancellationToken.None);
        next.ServerId.ShouldNotBe(left);
        (await AskAsync(next, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_number_that_another_process_got_since_does_not_hinder_the_start()
    {
        await LayAsync();
        var folder = await OpenAsync();
        var user = await ServerUser.FindAsync(folder.Cluster, CancellationToken.None);
        using var other = Command.Start(Command.Prepare([.. user.Prefix, "sleep", "60"], output: false));
        await File.WriteAllTextAsync(folder.ProcessFile, $"{other.Id}\n{folder.Cluster}\n1700000000\n5432\n{folder.Sockets}\n\n  1 1\nready   \n");
        await using (var next = await EmbeddedCluster.StartAsync(DataFolder)) (await AskAsync(next, "select 1")).ShouldBe(1);
        other.HasExited.ShouldBeFalse();
        other.Kill();
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task The_server_stops_with_a_program_that_is_ended(string signal)
    {
        await LayAsync();
        using var program = HeldCluster.Start(DataFolder);
        await HeldCluster.WaitAsync(DataFolder);
        (await ProcessesAsync()).ShouldNotBeEmpty();
        await ServerProcesses.SignalAsync(signal, [program.Id], CancellationToken.None);
        await program.WaitForExitAsync();
        var begun = Stopwatch.GetTimestamp();
        while ((await ProcessesAsync()).Count > 0 && Stopwatch.GetElapsedTime(begun).TotalSeconds < 30) await Task.Delay(50);
        (await ProcessesAsync()).ShouldBeEmpty();
        await using var next = await EmbeddedCluster.StartAsync(DataFolder);
        (await AskAsync(next, "select n from held")).ShouldBe(1);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(500)]
    public async Task A_program_killed_while_it_makes_the_cluster_does_not_hinder_the_next(int milliseconds)
    {
        using var program = HeldCluster.Start(DataFolder);
        var begun = Stopwatch.GetTimestamp();
        while (!Directory.Exists(DataFolder) || !Directory.EnumerateDirectories(DataFolder, "pg*").Any())
        {
            Stopwatch.GetElapsedTime(begun).TotalSeconds.ShouldBeLessThan(60);
            await Task.Delay(5);
        }
        await Task.Delay(milliseconds);
        await ServerProcesses.SignalAsync("KILL", [program.Id], CancellationToken.None);
        await program.WaitForExitAsync();
        await using var next = await EmbeddedCluster.StartAsync(DataFolder);
        (await AskAsync(next, "select 1")).ShouldBe(1);
        Directory.EnumerateDirectories(DataFolder, "pg.new*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_right_after_a_program_was_killed_waits_for_its_server_to_stop()
    {
        await LayAsync();
        using var program = HeldCluster.Start(DataFolder);
        await HeldCluster.WaitAsync(DataFolder);
        await ServerProcesses.SignalAsync("KILL", [program.Id], CancellationToken.None);
        await program.WaitForExitAsync();
        await using var next = await EmbeddedCluster.StartAsync(DataFolder);
        await Task.Delay(1000);
        (await AskAsync(next, "select n from held")).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_whose_guard_was_killed_is_stopped_all_the_same()
    {
        await LayAsync();
        var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        var lockFile = (await OpenAsync()).GuardLock;
        await Command.ShellAsync([], "for p in /proc/[0-9]*; do grep -qs \"$1\" $p/cmdline && [ ${p#/proc/} != $$ ] && kill -KILL ${p#/proc/}; done", CancellationToken.None, lockFile);
        await cluster.DisposeAsync();
        (await ProcessesAsync()).ShouldBeEmpty();
    }

    /// <summary>Leaves a server running that no program looks after.</summary>
    private async Task<int> LeaveServerAsync()
    {
        await LayAsync();
        // A start of its own, since the copied settings name another folder for the socket.
        await using (await EmbeddedCluster.StartAsync(DataFolder)) { }
        var folder = await OpenAsync();
        var user = await ServerUser.FindAsync(folder.Cluster, CancellationToken.None);
        var server = new EmbeddedServer(folder);
        using var process = server.Start(PostgresBinaries.Find(), user);
        await server.WaitAsync(process, CancellationToken.None);
        return process.Id;
    }
}
