using System.IO.Compression;
using SatuPintu.Access;
using SatuPintu.Audit;
using SatuPintu.Storage;
using SatuPintu.Storage.Backup;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Storage;

/// <summary>The whole way of a registry on embedded servers: made, filled, backed up, restored on an empty machine.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TempFolder temp = new();

    // The server of root runs as another user, who must be able to pass through.
    public BackupTests()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp.Root, File.GetUnixFileMode(temp.Root) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
    }

    [Fact]
    public async Task A_backup_restored_on_an_empty_machine_gives_the_same_registry()
    {
        string before;
        await using (var first = await Registry.Open(Place("first"), share: false))
        {
            await first.Migrate();
            await Fill(first);
            before = await Contents(first);
            (await TakeBackup.Run(first, temp["a.backup"])).ShouldBeGreaterThan(20);
            (await Should.ThrowAsync<UserError>(() => TakeBackup.Run(first, temp["a.backup"]))).Key.ShouldBe("backup.exists");
            (await Should.ThrowAsync<UserError>(() => RestoreBackup.Run(first, temp["a.backup"]))).Key.ShouldBe("backup.not_empty");
        }
        await using var second = await Registry.Open(Place("second"), share: false);
        await Damaged(second);
        await RestoreBackup.Run(second, temp["a.backup"]);
        (await Contents(second)).ShouldBe(before);
        (await AuditLog.Verify(second)).IsWhole.ShouldBeTrue();
        File.ReadAllText(Path.Combine(temp["second"], "deliveries", "x", "one.sealed")).ShouldBe("sealed");
        // It lives on: the chain goes on where it was.
        await second.Database.In(Actor.System, s => s.Trace("person.seen", "after"));
        (await AuditLog.Verify(second)).IsWhole.ShouldBeTrue();
    }

    private async Task Damaged(Registry registry)
    {
        File.Copy(temp["a.backup"], temp["b.backup"]);
        await using (var archive = await ZipFile.OpenAsync(temp["b.backup"], ZipArchiveMode.Update))
        {
            var entry = archive.GetEntry("tables/registry.person")!;
            byte[] bytes;
            await using (var read = await entry.OpenAsync())
            {
                using var copy = new MemoryStream();
                await read.CopyToAsync(copy);
                bytes = copy.ToArray();
            }
            bytes[^5] ^= 1;
            entry.Delete();
            await using var write = await archive.CreateEntry("tables/registry.person").OpenAsync();
            await write.WriteAsync(bytes);
        }
        (await Should.ThrowAsync<UserError>(() => RestoreBackup.Run(registry, temp["b.backup"]))).Key.ShouldBe("backup.damaged");
        File.WriteAllText(temp["c.backup"], "no archive");
        (await Should.ThrowAsync<UserError>(() => RestoreBackup.Run(registry, temp["c.backup"]))).Key.ShouldBe("backup.unreadable");
        (await Should.ThrowAsync<UserError>(() => RestoreBackup.Run(registry, temp["none.backup"]))).Key.ShouldBe("backup.unreadable");
    }

    private RegistryPlace Place(string data) => new(temp[data], temp["keys"], null, null);

    private async Task Fill(Registry registry)
    {
        await registry.Database.In(Actor.System, async s =>
        {
            await s.Run("insert into registry.agency values ('dinsos', 'Dinas Sosial')");
            await s.Run("insert into registry.source (source, agency, title, definition) values ('dtks', 'dinsos', 'DTKS', '{}')");
            await s.Run("insert into registry.delivery (source, agency, area, file_name, file_bytes, file_sha256, as_of) values ('dtks', 'dinsos', '3672', 'a.csv', 1, '\\x01', '2026-01-01')");
            for (var i = 0; i < 20; i++)
            {
                await s.Run("insert into registry.person (person_id, recorded_from, area, full_name, because) values (uuidv7(), transaction_timestamp(), '3672041001', $1, uuidv7())", default, $"SITI “é” {i}");
                await s.Trace("person.loaded", $"{i}");
            }
        });
        await registry.Database.In(Actor.System, s => s.Run("update registry.person set full_name = full_name || ' X' where full_name like '%1%'"));
        await AuditLog.Seal(registry);
        Directory.CreateDirectory(Path.Combine(temp["first"], "deliveries", "x"));
        File.WriteAllText(Path.Combine(temp["first"], "deliveries", "x", "one.sealed"), "sealed");
    }

    private static Task<string> Contents(Registry registry) => registry.Database.In(Actor.System, async s =>
        string.Join('\n', await s.Read("select p::text from registry.person p union all select q::text from registry.person_past q union all select d::text from registry.delivery d union all select e::text from audit.entry e order by 1", r => r.GetString(0))));

    public void Dispose() => temp.Dispose();
}
