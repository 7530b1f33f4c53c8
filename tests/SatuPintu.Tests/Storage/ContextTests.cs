using System.Security.Cryptography;
using SatuPintu.Access;
using SatuPintu.Tests.Server;

namespace SatuPintu.Tests.Storage;

/// <summary>Who sees which rows is decided in the database by a signed context, whatever SQL is run under the service's role.</summary>
public sealed class ContextTests
{
    private static readonly Guid Someone = Guid.Parse("01990000-0000-7000-8000-000000000001");

    [Fact]
    public async Task Rows_are_seen_by_area_and_without_a_context_none_are()
    {
        await using var registry = await WithPeople();
        (await Seen(registry, [""])).ShouldBe(["3672041001", "3672041002", "3672051001", "3201011001"]);
        (await Seen(registry, ["3672"])).ShouldBe(["3672041001", "3672041002", "3672051001"]);
        (await Seen(registry, ["367204"])).ShouldBe(["3672041001", "3672041002"]);
        (await Seen(registry, ["3672041001", "3201"])).ShouldBe(["3672041001", "3201011001"]);
        (await Seen(registry, [])).ShouldBeEmpty();
        (await registry.AsService("select count(*) from registry.person")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_setting_that_was_not_signed_or_is_somebody_elses_opens_nothing()
    {
        await using var registry = await WithPeople();
        var nation = new Actor(Someone, new Grant("coordinator", "*", ""));
        var city = new Actor(Someone, new Grant("coordinator", "*", "3672"));
        var now = DateTimeOffset.UtcNow;
        // The right key, but another connection, an hour ago, or with a changed word; and a wrong key.
        var right = new SignedContext(registry.ContextKey);
        var elsewhere = right.For(nation, 1, now);
        (await registry.AsService("select count(*) from registry.person", elsewhere)).ShouldBe(0L);
        (await registry.AsService("select count(*) from registry.person", "nonsense")).ShouldBe(0L);
        (await registry.AsService("select count(*) from registry.person", "{}.00")).ShouldBe(0L);
        await registry.Database.In(nation, async session =>
        {
            var backend = session.Connection.ProcessID;
            (await Count(session)).ShouldBe(4L);
            foreach (var setting in new[] { right.For(nation, backend, now - TimeSpan.FromHours(1)), new SignedContext(RandomNumberGenerator.GetBytes(32)).For(nation, backend, now), Changed(right.For(city, backend, now)) })
            {
                await session.Run("select set_config('satupintu.context', $1, true)", default, setting);
                (await Count(session)).ShouldBe(0L);
            }
            await session.Run("select set_config('satupintu.context', $1, true)", default, right.For(city, backend, now));
            (await Count(session)).ShouldBe(3L);
        });

        static async Task<long> Count(SatuPintu.Storage.RegistrySession session) => await session.One<long>("select count(*) from registry.person");

        static string Changed(string setting)
        {
            var parts = setting.Split('.');
            var said = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(parts[0])).Replace("\"3672\"", "\"\"", StringComparison.Ordinal);
            return Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(said)) + "." + parts[1];
        }
    }

    [Fact]
    public async Task Nobody_writes_into_an_area_that_is_not_theirs()
    {
        await using var registry = await WithPeople();
        // What lists say of persons is written by the service alone, in one's own area too.
        var village = new Actor(Someone, new Grant("village_operator", "*", "3672041001"));
        foreach (var area in new[] { "3672041001", "3672041002" })
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => registry.Database.In(village, s => s.Run(Insert(area))))).SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        foreach (var change in new[] { "update registry.person set full_name = 'X'", "update registry.person set area = '3672041001'", "delete from registry.person" })
            (await registry.Database.In(village, s => s.Run(change))).ShouldBe(0, change);
    }

    [Fact]
    public async Task No_context_of_somebody_else_opens_any_table_or_function()
    {
        await using var registry = await TestRegistry.Make();
        await new WalkWorld(registry).Make();
        await registry.AsOwner("""
            insert into registry.ranking (person_id, valid, recorded_from, ranking, decile, area, because) select person_id, '[2025-01-01,)', now(), 'dtsen', 1, area, because from registry.person;
            insert into registry.source_block (delivery_id, checking, first_row, last_row, sealed) select distinct delivery_id, 3, 2, 2, '\x00'::bytea from registry.record;
            """);
        // What each city has of it.
        var each = new Dictionary<string, long>(StringComparer.Ordinal) { ["person"] = 2, ["living"] = 1, ["participation"] = 1, ["ranking"] = 2, ["record"] = 2, ["source_block"] = 1, ["person_known(now() + interval '1 minute')"] = 2 };
        var (nation, city) = (new Actor(Someone, new Grant("steward", "*", "")), new Actor(Someone, new Grant("steward", "dinkes", "3601")));
        var key = new SignedContext(registry.ContextKey);
        await registry.Database.In(nation, async s =>
        {
            foreach (var (table, rows) in each) (await Rows(s, table)).ShouldBe(2 * rows, table);
            (await Rows(s, "delivery")).ShouldBe(4L);
            foreach (var mark in new[] { WalkWorld.Here, WalkWorld.There }) (await Rows(s, $"overlap('dtks-{mark}', 'dtks-{mark}')")).ShouldBe(1L, mark);
        });
        await registry.Database.In(city, async s =>
        {
            // A context is bound to its connection; the pool may give the same one twice, so this is the context of one that is in use beside.
            var caught = await registry.Database.In(nation, beside => beside.One<string>("select current_setting('satupintu.context', true)"));
            var (backend, now) = (s.Connection.ProcessID, DateTimeOffset.UtcNow);
            foreach (var (table, rows) in each) (await Rows(s, table)).ShouldBe(rows, table);
            (await Rows(s, "delivery")).ShouldBe(2L);
            (await Rows(s, $"overlap('dtks-{WalkWorld.Here}', 'dtks-{WalkWorld.Here}')")).ShouldBe(0L);
            (await Rows(s, $"overlap('dtks-{WalkWorld.There}', 'dtks-{WalkWorld.There}')")).ShouldBe(1L);
            var own = (await s.One<string>("select current_setting('satupintu.context', true)"))!.Split('.');
            var body = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(own[0]));
            body.ShouldContain("3601");
            var changed = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(body.Replace("3601", "3672", StringComparison.Ordinal).Replace("dinkes", "dinsos", StringComparison.Ordinal))) + "." + own[1];
            foreach (var (how, setting) in new[] { ("caught on another connection", caught!), ("changed", changed), ("over", key.For(nation, backend, now - TimeSpan.FromHours(1))), ("without a signature", own[0]), ("none", "") })
            {
                await s.Run("select set_config('satupintu.context', $1, true)", default, setting);
                foreach (var table in (string[])[.. each.Keys, "delivery", "delivery_state", "source", $"overlap('dtks-{WalkWorld.Here}', 'dtks-{WalkWorld.Here}')", $"overlap('dtks-{WalkWorld.There}', 'dtks-{WalkWorld.There}')"])
                    (await Rows(s, table)).ShouldBe(0L, $"{table}, {how}");
            }
        });
        // A part of a table has no policies of its own, so nothing is read there; and what can be read has policies, but for the names of the roles.
        (await registry.AsOwner("select count(*) from pg_class where relispartition and has_table_privilege('satupintu_service', oid, 'select, insert, update, delete')")).ShouldBe(0L);
        (await registry.AsOwner("""
            select string_agg(c.oid::regclass::text, ' ' order by 1) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('registry', 'access', 'audit') and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and not c.relrowsecurity and has_table_privilege('satupintu_service', c.oid, 'select, insert, update, delete')
            """)).ShouldBe("access.role");

        static async Task<long> Rows(SatuPintu.Storage.RegistrySession session, string from) => await session.One<long>("select count(*) from registry." + from);
    }

    [Fact]
    public async Task A_producer_sees_deliveries_of_its_agency_only()
    {
        await using var registry = await TestRegistry.Make();
        await registry.AsOwner("""
            insert into registry.agency values ('dinsos', 'Dinas Sosial'), ('dinkes', 'Dinas Kesehatan');
            insert into registry.source (source, agency, title, definition) values ('dtks', 'dinsos', 'DTKS', '{}'), ('pbi', 'dinkes', 'PBI', '{}');
            insert into registry.delivery (source, agency, area, file_name, file_bytes, file_sha256, as_of) values ('dtks', 'dinsos', '3672', 'a.csv', 1, '\x01', '2026-01-01'), ('pbi', 'dinkes', '3672', 'b.csv', 1, '\x02', '2026-01-01');
            insert into registry.delivery_state (delivery_id, number, state) select delivery_id, 1, 'received' from registry.delivery;
            insert into registry.source_block (delivery_id, checking, first_row, last_row, sealed) select delivery_id, 3, 2, 2, '\x00' from registry.delivery;
            """);
        foreach (var table in new[] { "delivery", "delivery_state", "source_block" })
        {
            (await Count(new Actor(Someone, new Grant("producer", "dinsos", "3672")), table)).ShouldBe(1L, table);
            (await Count(new Actor(Someone, new Grant("steward", "*", "3672")), table)).ShouldBe(2L, table);
            (await Count(new Actor(Someone, new Grant("steward", "*", "3201")), table)).ShouldBe(0L, table);
            (await Count(new Actor(Someone), table)).ShouldBe(0L, table);
        }

        Task<long> Count(Actor actor, string table) => registry.Database.In(actor, s => s.One<long>($"select count(*) from registry.{table}"));
    }

    private static async Task<List<string>> Seen(TestRegistry registry, IReadOnlyList<string> areas) =>
        await registry.Database.In(new Actor(Someone, [.. areas.Select(a => new Grant("coordinator", "*", a))]), s => s.Read("select area from registry.person order by full_name", r => r.GetString(0)));

    private static async Task<TestRegistry> WithPeople()
    {
        var registry = await TestRegistry.Make();
        foreach (var area in new[] { "3672041001", "3672041002", "3672051001", "3201011001" }) await registry.Database.In(Actor.System, s => s.Run(Insert(area)));
        return registry;
    }

    private static int inserted;

    private static string Insert(string area) =>
        $"insert into registry.person (person_id, recorded_from, area, full_name, because) values (uuidv7(), transaction_timestamp(), '{area}', 'N{Interlocked.Increment(ref inserted):d6}', uuidv7())";
}
