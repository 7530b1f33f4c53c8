using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class KeyTrialTests
{
    [Fact]
    public void A_key_that_finds_what_another_found_is_passed_over()
    {
        // At this limit a tenth of the blocks of so many records is enough to tell.
        Kept([["born"], ["born"], ["given", "surname"], ["born", "given"]], 0.05).ShouldBe(["born", "given + surname"]);
    }

    [Fact]
    public void Few_records_cannot_tell_and_every_key_stays()
    {
        Kept([["born"], ["born"], ["given", "surname"]], 0.0005).Count.ShouldBe(3);
    }

    private static List<string> Kept(IReadOnlyList<IReadOnlyList<string>> blocking, double leastNew)
    {
        var records = MadePeople.OneList(6000, 0.5, 31).Table;
        var columns = FieldColumns.Make(records, 2, false, CancellationToken.None);
        var rows = new RowTable(columns, records.Count, records.LeftCount, 2);
        var (attributes, planned) = KeyPlanner.Given(rows, columns, blocking, [], 2);
        var plan = Dependence.Unrelated(columns);
        var chance = StartValues.Chance(rows, columns, 2, out _, CancellationToken.None);
        var m = StartValues.M(columns);
        var model = new EngineModel(plan, 1e-4, 0, StartValues.ByState(plan, m, null, null, []), StartValues.ByState(plan, chance, null, null, []), StartValues.ByState(plan, chance, null, null, []));
        return [.. new KeyTrial(rows, columns, attributes, model, 2, CancellationToken.None, leastNew).Keep(planned).Select(k => k.Name)];
    }
}
