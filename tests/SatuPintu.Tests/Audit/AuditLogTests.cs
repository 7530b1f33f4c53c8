using System.Security.Cryptography;
using SatuPintu.Access;
using SatuPintu.Audit;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Audit;

public sealed class AuditLogTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly Guid Someone = Guid.Parse("01990000-0000-7000-8000-000000000001");

    [Fact]
    public async Task A_chain_that_nobody_touched_is_whole()
    {
        await using var registry = await WithEntries();
        var finding = await AuditLog.Verify(registry.Database, Key, null);
        finding.ShouldBe(new AuditFinding(40, 2, null, null, null));
        finding.IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("update audit.entry set details = '{\"n\": 99}' where number = 7", 7L)]
    [InlineData("update audit.entry set actor = null where number = 8", 8L)]
    [InlineData("update audit.entry set purpose = null where number = 9", 9L)]
    [InlineData("update audit.entry set subject = action, action = 'a.b' where number = 9", 9L)]
    [InlineData("update audit.entry set happened_at = happened_at + interval '1 microsecond' where number = 10", 10L)]
    [InlineData("delete from audit.seal where number = 20; delete from audit.entry where number = 20", 21L)]
    public async Task Whatever_is_changed_past_the_guards_shows(string tampering, long where)
    {
        await using var registry = await WithEntries();
        await Tamper(registry, tampering);
        (await AuditLog.Verify(registry.Database, Key, null)).BrokenAt.ShouldBe(where);
    }

    [Fact]
    public async Task A_chain_written_anew_by_one_without_the_key_shows_by_its_seals()
    {
        await using var registry = await WithEntries();
        await Tamper(registry, """
            update audit.entry set purpose = 'nothing to see' where number = 5;
            do $$ declare e record; last bytea := decode(repeat('00', 32), 'hex'); begin
                for e in select * from audit.entry order by number loop
                    update audit.entry set previous = last, hash = sha256(audit.bytes(last, e.number, e.happened_at, e.actor, e.action, e.subject, e.purpose, e.details)) where number = e.number returning hash into last;
                end loop;
            end $$;
            """);
        var finding = await AuditLog.Verify(registry.Database, Key, null);
        (finding.BrokenAt, finding.FalseSeal).ShouldBe((null, 20L));
        await Tamper(registry, "update audit.seal s set hash = e.hash from audit.entry e where e.number = s.number");
        (await AuditLog.Verify(registry.Database, Key, null)).FalseSeal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_chain_that_was_cut_short_shows_by_what_was_kept_elsewhere()
    {
        await using var registry = await WithEntries();
        var head = await AuditLog.Seal(registry.Database, Key);
        await Tamper(registry, "delete from audit.seal where number > 20; delete from audit.entry where number > 20");
        (await AuditLog.Verify(registry.Database, Key, null)).IsWhole.ShouldBeTrue("nothing in the database can tell");
        (await AuditLog.Verify(registry.Database, Key, head)).CutAfter.ShouldBe(20L);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12 zz")]
    [InlineData("x 0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_was_kept_and_is_damaged_is_said_so(string text)
    {
        using var temp = new SatuPintu.Tests.Integration.TempFolder();
        KeptHead.Read(temp.Root).ShouldBeNull();
        KeptHead.Write(temp.Root, new ChainHead(7, Key));
        KeptHead.Read(temp.Root)!.Hash.ShouldBe(Key);
        temp.File("audit-head", text);
        Should.Throw<UserError>(() => KeptHead.Read(temp.Root)).Key.ShouldBe("audit.head_damaged");
    }

    [Fact]
    public async Task Entries_made_at_once_stand_in_one_chain()
    {
        await using var registry = await TestRegistry.Make();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => registry.Database.In(Actor.System, s => s.Trace("person.seen", i.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        (await AuditLog.Verify(registry.Database, Key, null)).ShouldBe(new AuditFinding(60, 0, null, null, null));
    }

    [Fact]
    public async Task Only_auditors_read_the_log()
    {
        await using var registry = await WithEntries();
        (await Count("auditor")).ShouldBe(40L);
        (await Count("coordinator")).ShouldBe(0L);

        Task<long> Count(string role) => registry.Database.In(new Actor(Someone, new Grant(role, "*", "")), s => s.One<long>("select count(*) from audit.entry"));
    }

    private static async Task<TestRegistry> WithEntries()
    {
        var registry = await TestRegistry.Make();
        var actor = new Actor(Someone, new Grant("coordinator", "*", ""));
        for (var i = 1; i <= 40; i++)
        {
            await registry.Database.In(actor, s => s.Trace("person.seen", $"subject {i}", i % 2 == 0 ? null : "Pengaduan “warga” — é", new { n = i, text = "ü\"\\" }));
            if (i % 20 == 0) await AuditLog.Seal(registry.Database, Key);
        }
        return registry;
    }

    // As one could who owns the database and its triggers.
    private static Task<object?> Tamper(TestRegistry registry, string sql) => registry.AsOwner($"alter table audit.entry disable trigger entry_stays; alter table audit.seal disable trigger seal_stays; {sql}; alter table audit.entry enable trigger entry_stays; alter table audit.seal enable trigger seal_stays");
}
