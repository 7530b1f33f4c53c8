using System.Security.Cryptography;
using SatuPintu.Access;

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
        var nation = new Actor(Someone, ["coordinator"], ["*"], [""]);
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
            foreach (var setting in new[] { right.For(nation, backend, now - TimeSpan.FromHours(1)), new SignedContext(RandomNumberGenerator.GetBytes(32)).For(nation, backend, now), Changed(right.For(nation with { Areas = ["3672"] }, backend, now)) })
            {
                await session.Run("select set_config('satupintu.context', $1, true)", default, setting);
                (await Count(session)).ShouldBe(0L);
            }
            await session.Run("select set_config('satupintu.context', $1, true)", default, right.For(nation with { Areas = ["3672"] }, backend, now));
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
        var village = new Actor(Someone, ["village_operator"], ["*"], ["3672041001"]);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => registry.Database.In(village, s => s.Run(Insert("3672041002"))))).SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        (await registry.Database.In(village, s => s.Run("update registry.person set full_name = 'X'"))).ShouldBe(1);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => registry.Database.In(village, s => s.Run("update registry.person set area = '3672041002'")));
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
            insert into registry.source_row (delivery_id, row, content_hash, sealed) select delivery_id, 2, '\x00', '\x00' from registry.delivery;
            """);
        foreach (var table in new[] { "delivery", "delivery_state", "source_row" })
        {
            (await Count(new Actor(Someone, ["producer"], ["dinsos"], ["3672"]), table)).ShouldBe(1L, table);
            (await Count(new Actor(Someone, ["steward"], ["*"], ["3672"]), table)).ShouldBe(2L, table);
            (await Count(new Actor(Someone, ["steward"], ["*"], ["3201"]), table)).ShouldBe(0L, table);
            (await Count(new Actor(Someone, ["producer"], [], ["3672"]), table)).ShouldBe(0L, table);
        }

        Task<long> Count(Actor actor, string table) => registry.Database.In(actor, s => s.One<long>($"select count(*) from registry.{table}"));
    }

    private static async Task<List<string>> Seen(TestRegistry registry, IReadOnlyList<string> areas) =>
        await registry.Database.In(new Actor(Someone, ["coordinator"], ["*"], areas), s => s.Read("select area from registry.person order by full_name", r => r.GetString(0)));

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
