using Npgsql;
using SatuPintu.Storage.Embedded;

namespace SatuPintu.Tests.Storage.Embedded;

public sealed class EmbeddedSafetyTests(ClusterTemplate template) : ClusterTest(template)
{
    [Fact]
    public async Task The_server_is_set_up_as_documented()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        foreach (var (name, value) in ((string, string)[])
            [("listen_addresses", ""), ("data_checksums", "on"), ("fsync", "on"), ("synchronous_commit", "on"), ("jit", "off"), ("io_method", "worker"),
             ("server_encoding", "UTF8"), ("max_wal_size", "4GB"), ("password_encryption", "scram-sha-256"), ("log_min_error_statement", "panic")])
            (await AskAsync(cluster, "show " + name)).ShouldBe(value, name);
        (await AskAsync(cluster, "select datlocprovider::text || datlocale from pg_database where datname = 'template0'")).ShouldBe("bC.UTF-8");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_on_the_socket_too()
    {
        await LayAsync();
        await using var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        await using var open = new NpgsqlConnection(cluster.ConnectionString("postgres", "wrong", "postgres"));
        (await Should.ThrowAsync<PostgresException>(() => open.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task No_personal_data_reaches_a_log()
    {
        await LayAsync();
        const string Nik = "3672010101800001";
        await using var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        await RunAsync(cluster, $"create table person (nik text primary key, weight int check (weight > 0)); insert into person values ('{Nik}', 1)");
        foreach (var sql in (string[])[$"insert into person values ('{Nik}', 1)", $"insert into person values ('x', -1), ('{Nik}', 2)", $"select '{Nik}x'::int", $"select '{Nik}' from no_table", $"do $$ begin raise warning '{Nik}'; end $$"])
            try { await RunAsync(cluster, sql); } catch (PostgresException) { }
        await using (var source = NpgsqlDataSource.Create(cluster.OwnerConnectionString))
        await using (var command = source.CreateCommand("select $1::int"))
        {
            command.Parameters.AddWithValue(Nik + "x");
            await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        }
        await cluster.DisposeAsync();
        var logs = string.Concat(Directory.GetFiles(Path.Combine(DataFolder, "log")).Select(File.ReadAllText));
        logs.ShouldContain("database system is ready");
        logs.ShouldNotContain(Nik);
    }

    [Fact]
    public async Task Only_the_server_and_the_owner_may_look_into_the_folders()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        (File.GetUnixFileMode(DataFolder) & ~UnixFileMode.GroupExecute).ShouldBe(All);
        foreach (var name in (string[])["pg", "log", "run"]) File.GetUnixFileMode(Path.Combine(DataFolder, name)).ShouldBe(All, name);
        File.GetUnixFileMode(Path.Combine(DataFolder, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await AskAsync(cluster, "select count(*) from pg_stat_activity where usename = 'postgres'")).ShouldNotBe(0L);
        var server = await Command.RunAsync(["stat", "-c", "%u", $"/proc/{cluster.ServerId}"], CancellationToken.None);
        if (Environment.IsPrivilegedProcess) server.Output.ShouldNotBe("0");
    }

    [Fact]
    public async Task The_terminals_ctrl_c_does_not_reach_the_server()
    {
        await LayAsync();
        await using var cluster = await EmbeddedCluster.StartAsync(DataFolder);
        // The group and the session stand after the name, the state and the parent.
        var fields = (await File.ReadAllTextAsync($"/proc/{cluster.ServerId}/stat")).Split(") ")[1].Split(' ');
        fields[2].ShouldBe($"{cluster.ServerId}");
        fields[3].ShouldBe($"{cluster.ServerId}");
    }

    [Fact]
    public async Task Binaries_that_the_servers_user_cannot_reach_are_copied()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root runs the server as another user.");
        var closed = Beside("closed");
        OwnerOnlyFolder.Create(closed);
        await Command.RunAsync(["cp", "-R", "-P", PostgresBinaries.Find().Folder, closed + "/native"], CancellationToken.None);
        var start = new ClusterStart { Binaries = new PostgresBinaries(closed + "/native") };
        await using (var first = await start.RunAsync(DataFolder, share: false, CancellationToken.None)) await RunAsync(first, "create table kept (n int)");
        Directory.EnumerateDirectories(DataFolder, "postgresql-18*").ShouldHaveSingleItem();
        await using var second = await start.RunAsync(DataFolder, share: false, CancellationToken.None);
        (await AskAsync(second, "select count(*) from kept")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_data_folder_that_the_servers_user_cannot_reach_is_said_so()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root runs the server as another user.");
        OwnerOnlyFolder.Create(Beside("closed"));
        var error = await Should.ThrowAsync<UserError>(() => EmbeddedCluster.StartAsync(Path.Combine(Beside("closed"), "data")));
        error.Key.ShouldBe("cluster.not_enterable");
    }

    [Fact]
    public async Task A_cluster_that_root_laid_back_from_a_copy_starts()
    {
        await LayAsync();
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root can give files away.");
        await using (var first = await EmbeddedCluster.StartAsync(DataFolder)) await RunAsync(first, "create table kept (n int)");
        await Command.RunAsync(["chown", "-R", "0:0", DataFolder], CancellationToken.None);
        await using var second = await EmbeddedCluster.StartAsync(DataFolder);
        (await AskAsync(second, "select count(*) from kept")).ShouldBe(0L);
    }
}
