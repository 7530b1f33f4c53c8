using Npgsql;
using SatuPintu.Access;

namespace SatuPintu.Tests.Storage;

/// <summary>Both times: what was so when, and what we knew when.</summary>
public sealed class HistoryTests
{
    private static readonly Guid Ani = Guid.Parse("01990000-0000-7000-8000-00000000000a"), Because = Guid.Parse("01990000-0000-7000-8000-00000000000b");

    [Fact]
    public async Task What_was_known_at_any_moment_can_be_read_again()
    {
        await using var registry = await TestRegistry.Make();
        var times = new List<DateTime>();
        await Do("insert into registry.person (person_id, recorded_from, area, full_name, because) values ($1, transaction_timestamp(), '3672041001', 'ANI', $2)", Ani, Because);
        await Do("update registry.person set full_name = 'ANI SURYANI' where person_id = $1", Ani);
        await Do("update registry.person set area = '3672041002' where person_id = $1", Ani);
        await Do("delete from registry.person where person_id = $1", Ani);

        (await Known(times[0])).ShouldBe("ANI 3672041001");
        (await Known(times[1])).ShouldBe("ANI SURYANI 3672041001");
        (await Known(times[2])).ShouldBe("ANI SURYANI 3672041002");
        (await Known(times[3])).ShouldBeNull();
        (await Known(times[0].AddDays(-1))).ShouldBeNull();

        async Task Do(string sql, params object[] parameters)
        {
            await registry.Database.In(Actor.System, s => s.Run(sql, default, parameters));
            times.Add((DateTime)(await registry.AsOwner("select clock_timestamp()"))!);
        }

        Task<string?> Known(DateTime at) => registry.Database.In(Actor.System, s => s.One<string>("select full_name || ' ' || area from registry.person_known($1) where person_id = $2", default, at, Ani));
    }

    [Fact]
    public async Task A_person_lives_in_one_place_at_a_time()
    {
        await using var registry = await TestRegistry.Make();
        const string Insert = "insert into registry.living (person_id, valid, recorded_from, area, because) values ($1, $2::daterange, transaction_timestamp(), $3, $4)";
        await registry.Database.In(Actor.System, s => s.Run(Insert, default, Ani, Between(new DateOnly(2020, 1, 1), new DateOnly(2024, 5, 1)), "3672041001", Because));
        (await Should.ThrowAsync<PostgresException>(() => registry.Database.In(Actor.System, s => s.Run(Insert, default, Ani, Between(new DateOnly(2024, 4, 30), new DateOnly(2025, 1, 1)), "3672041002", Because)))).SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);
        await registry.Database.In(Actor.System, s => s.Run(Insert, default, Ani, Between(new DateOnly(2024, 5, 1), new DateOnly(2025, 1, 1)), "3672041002", Because));
        (await registry.Database.In(Actor.System, s => s.One<string>("select area from registry.living where person_id = $1 and valid @> date '2024-06-01'", default, Ani))).ShouldBe("3672041002");
    }

    [Fact]
    public async Task What_fails_leaves_nothing()
    {
        await using var registry = await TestRegistry.Make();
        await Should.ThrowAsync<InvalidOperationException>(() => registry.Database.In(Actor.System, async s =>
        {
            await s.Run("insert into registry.person (person_id, recorded_from, area, because) values ($1, transaction_timestamp(), '36', $2)", default, Ani, Because);
            await s.Trace("person.loaded", Ani.ToString());
            throw new InvalidOperationException();
        }));
        (await registry.AsOwner("select (select count(*) from registry.person) + (select count(*) from audit.entry)")).ShouldBe(0L);
    }

    // From the first day to before the second.
    private static NpgsqlTypes.NpgsqlRange<DateOnly> Between(DateOnly from, DateOnly to) => new(from, true, to, false);
}
