using SatuPintu.Access;
using SatuPintu.Storage.Migrations;
using SatuPintu.Tests.Deliveries;

namespace SatuPintu.Tests.MatchReview;

public sealed class PairPlanTests
{
    /// <summary>Where looking persons up seems dear, as it does for a table that has just grown, the server would rather answer for all at once: recipients times recipients in memory.</summary>
    [Fact]
    public async Task What_two_persons_receive_is_asked_for_person_by_person()
    {
        await using var desk = await DeliveryDesk.Open("dtks");
        (await Plan(desk, 17)).ShouldContain(line => line.Contains("hashed SubPlan", StringComparison.Ordinal), "as it was");
        (await Plan(desk, 18)).ShouldNotContain(line => line.Contains("hashed SubPlan", StringComparison.Ordinal));
        (await desk.Ask<string>("select prosrc from pg_proc where proname = 'refresh_review_pairs'")).ShouldBe(Body(18));
    }

    private static Task<List<string>> Plan(DeliveryDesk desk, int migration) => desk.Registry.Database.In(Actor.System, async session =>
    {
        foreach (var way in new[] { "indexscan", "indexonlyscan", "bitmapscan" }) await session.Run($"set local enable_{way} = off");
        return await session.Read("explain " + Body(migration).Replace("any (persons)", "any (array[gen_random_uuid()])", StringComparison.Ordinal).Replace("persons is null", "true", StringComparison.Ordinal), r => r.GetString(0));
    });

    private static string Body(int migration) => Migration.All.Single(m => m.Number == migration).Sql.Split("$$")[1];
}
