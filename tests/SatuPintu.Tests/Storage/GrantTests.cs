using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Access;

namespace SatuPintu.Tests.Storage;

/// <summary>A role holds where it was given and nowhere else, as the database sees it.</summary>
public sealed class GrantTests
{
    private static readonly string[] Roles = ["coordinator", "steward", "standards_authority", "producer", "social_officer", "village_operator", "verifier", "programme_owner", "researcher", "auditor", "administrator"];
    private static readonly string[] Persons = ["coordinator", "steward", "social_officer", "village_operator", "verifier"], Deliveries = ["producer", "steward", "coordinator", "standards_authority", "auditor", "administrator"];
    private static readonly string[] Agencies = ["dinsos", "dinkes"], Areas = ["36", "3672", "367204", "3672041001", "3201", "320101"];
    private static readonly Guid Someone = Guid.Parse("01990000-0000-7000-8000-000000000001");

    [Fact]
    public async Task Two_roles_in_two_areas_do_not_cross()
    {
        await using var registry = await WithRows();
        // Works with persons in one city and delivers from another.
        var both = new Actor(Someone, new Grant("social_officer", "*", "3672"), new Grant("producer", "dinkes", "3201"));
        (await Seen(registry, both, "select area from registry.person")).ShouldBe(["3672", "367204", "3672041001"]);
        (await Seen(registry, both, "select agency || area from registry.delivery")).ShouldBe(["dinkes3201", "dinkes320101"]);
        (await registry.Database.In(both, s => s.One<bool>("select access.holds('dinkes', '3201', 'producer') and not access.holds('dinkes', '3672', 'producer') and not access.holds('dinsos', '3201', 'producer', 'social_officer')"))).ShouldBeTrue();
        // And writes no more than that.
        foreach (var (agency, area) in new[] { ("dinkes", "3672"), ("dinsos", "3201") })
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => registry.Database.In(both, s => s.Run(Deliver(agency, area, "late"))))).SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        (await registry.Database.In(both, s => s.Run(Deliver("dinkes", "3201", "late")))).ShouldBe(1);
    }

    [Fact]
    public async Task The_database_answers_as_the_grants_say()
    {
        await using var registry = await WithRows();
        var all = await Rows(registry, Actor.System);
        all.Persons.Count.ShouldBe(Areas.Length);
        all.Deliveries.Count.ShouldBe(Areas.Length * Agencies.Length);
        var grant = from role in Gen.Elements(Roles) from agency in Gen.Elements([.. Agencies, "*"]) from area in Gen.Elements([.. Areas, ""]) select new Grant(role, agency, area);
        Prop.ForAll(grant.ListOf().Select(g => g.Take(4).ToList()).ToArbitrary(), grants =>
        {
            var seen = Rows(registry, new Actor(Someone, grants)).GetAwaiter().GetResult();
            seen.Persons.ShouldBe(all.Persons.Where(area => grants.Any(g => Persons.Contains(g.Role) && area.StartsWith(g.Area, StringComparison.Ordinal))));
            seen.Deliveries.ShouldBe(all.Deliveries.Where(d => Sees(grants, d, Deliveries)));
            seen.Sources.ShouldBe(all.Sources.Where(s => Sees(grants, s, Deliveries) || s.EndsWith(' ') && grants.Any(g => Deliveries.Contains(g.Role) && (g.Agency == "*" || s == g.Agency + " "))));
            seen.States.ShouldBe(seen.Deliveries);
            seen.Rows.ShouldBe(all.Rows.Where(r => Sees(grants, r, ["producer", "steward"])));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

        static bool Sees(IEnumerable<Grant> grants, string row, string[] roles) =>
            row.Split(' ') is [var agency, var area] && grants.Any(g => roles.Contains(g.Role) && (g.Agency == "*" || g.Agency == agency) && area.StartsWith(g.Area, StringComparison.Ordinal));
    }

    private sealed record Found(List<string> Persons, List<string> Sources, List<string> Deliveries, List<string> States, List<string> Rows);

    private static Task<Found> Rows(TestRegistry registry, Actor actor) => registry.Database.In(actor, async s => new Found(
        await s.Read("select area from registry.person order by area", r => r.GetString(0)),
        await s.Read("select agency || ' ' || area from registry.source order by 1", r => r.GetString(0)),
        await s.Read("select agency || ' ' || area from registry.delivery order by 1", r => r.GetString(0)),
        await s.Read("select agency || ' ' || area from registry.delivery join registry.delivery_state using (delivery_id) order by 1", r => r.GetString(0)),
        await s.Read("select convert_from(sealed, 'UTF8') from registry.source_block order by 1", r => r.GetString(0))));

    private static Task<List<string>> Seen(TestRegistry registry, Actor actor, string sql) => registry.Database.In(actor, s => s.Read(sql + " order by 1", r => r.GetString(0)));

    private static string Deliver(string agency, string area, string file) =>
        $"insert into registry.delivery (source, agency, area, file_name, file_bytes, file_sha256, as_of) values ('{agency}', '{agency}', '{area}', '{file}', 1, sha256('{agency} {area} {file}'), '2026-01-01')";

    private static async Task<TestRegistry> WithRows()
    {
        var registry = await TestRegistry.Make();
        foreach (var agency in Agencies)
        {
            await registry.AsOwner($"insert into registry.agency values ('{agency}', '{agency}'); insert into registry.source (source, agency, title, definition) values ('{agency}', '{agency}', 'x', '{{}}')");
            foreach (var area in Areas)
            {
                await registry.AsOwner($"insert into registry.source (source, agency, title, area, definition) values ('{agency}-{area}', '{agency}', 'x', '{area}', '{{}}'); " + Deliver(agency, area, "list"));
            }
        }
        foreach (var area in Areas) await registry.AsOwner($"insert into registry.person (person_id, recorded_from, area, because) values (uuidv7(), transaction_timestamp(), '{area}', uuidv7())");
        await registry.AsOwner("insert into registry.delivery_state (delivery_id, number, state) select delivery_id, 1, 'received' from registry.delivery");
        await registry.AsOwner("insert into registry.source_block (delivery_id, checking, first_row, last_row, sealed) select delivery_id, 3, 2, 2, convert_to(agency || ' ' || area, 'UTF8') from registry.delivery");
        return registry;
    }
}
