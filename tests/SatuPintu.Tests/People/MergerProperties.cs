using FsCheck;
using FsCheck.Fluent;
using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.People;

/// <summary>What holds of every merge.</summary>
public sealed class MergerProperties
{
    private static readonly SurvivorshipRules Rules = SurvivorshipRules.Load();
    private static readonly string[] Group = [.. Rules.Rules.Single(r => r.Elements.Contains(Elements.Street)).Elements];

    // A few values for each element, so that records of one person agree, differ and lack values in every way.
    private static readonly string[] Chosen =
    [
        Elements.Nik, Elements.FullName, Elements.DateOfBirth, Elements.Sex, Elements.Street, Elements.Rt, Elements.VillageCode, Elements.FullAddress, Elements.Decile, Elements.Latitude, Elements.LastUpdate,
    ];

    private static string Value(string element, int n) => n == 0 ? "" : element switch
    {
        Elements.Nik => $"367204010190000{n}",
        Elements.DateOfBirth => $"1990-01-0{n}",
        Elements.LastUpdate => $"202{n}-01-01",
        Elements.Sex => n == 1 ? "L" : "P",
        Elements.Decile => $"{n}",
        _ => string.Concat(Enumerable.Repeat($"{element.ToUpperInvariant()} ", n)).Trim(),
    };

    private static readonly Gen<int[]> Record = Gen.Choose(0, 3).ArrayOf(Chosen.Length);

    private static StandardTable List(string id, IEnumerable<int[]> records)
    {
        var list = ListBuilder.Welfare(id).Carrying(Chosen);
        foreach (var record in records) list.Row([.. Chosen.Zip(record, (e, n) => (e, Value(e, n)))]);
        return list.Build();
    }

    [Fact]
    public void The_merge_of_one_record_is_the_record() =>
        Prop.ForAll(Record.ToArbitrary(), record =>
        {
            var list = List("a", [record]);
            var persons = Merger.Merge(Linked.Apart(list), Rules);
            return persons.Disagreements.Count == 0 && Chosen.All(e => persons[e][0] == list.Value(0, e));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_value_kept_stands_in_the_record_named_as_its_origin_and_every_value_kept_has_one() =>
        Prop.ForAll(Record.ArrayOf().ToArbitrary(), records =>
        {
            if (records.Length == 0) return true;
            var half = records.Length / 2;
            StandardTable[] lists = [List("a", records[..half]), List("b", records[half..])];
            var persons = Merger.Merge(Linked.As(lists, [.. lists.Select(l => new int[l.RowCount])]), Rules);
            return persons.ElementIds.All(e =>
                persons.OriginOf(e, 0) is { } origin ? persons.ValueIn(e, origin) == persons[e][0] && persons[e][0].Length > 0 : persons[e][0].Length == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_elements_of_an_address_all_come_from_one_record() =>
        Prop.ForAll(Record.ArrayOf().ToArbitrary(), records =>
        {
            if (records.Length == 0) return true;
            var list = List("a", records);
            var persons = Merger.Merge(Linked.As([list], new int[records.Length]), Rules);
            return Enumerable.Range(0, records.Length).Any(row => Group.All(e => persons[e][0] == list.Value(row, e)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_disagreement_is_two_different_values_and_nothing_else() =>
        Prop.ForAll(Record.ArrayOf().ToArbitrary(), records =>
        {
            if (records.Length == 0) return true;
            var list = List("a", records);
            var persons = Merger.Merge(Linked.As([list], new int[records.Length]), Rules);
            var told = persons.Disagreements.Select(d => persons.AllElements[d.Element]).ToHashSet();
            return Chosen.All(e => e == Elements.LastUpdate
                || told.Contains(e) == Enumerable.Range(0, records.Length).Select(r => list.Value(r, e)).Where(v => v.Length > 0).Distinct().Skip(1).Any());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_lists_matters_only_between_records_equal_by_every_criterion() =>
        Prop.ForAll(Record.Two().ToArbitrary(), pair =>
        {
            var a = List("a", [pair.Item1]);
            var b = List("b", [pair.Item2]);
            var there = Merger.Merge(Linked.As([a, b], [0], [0]), Rules);
            var back = Merger.Merge(Linked.As([b, a], [0], [0]), Rules);
            // Both have one trust, so a value may change only where the dates of the records are equal.
            return pair.Item1[^1] == pair.Item2[^1] || Chosen.All(e => there[e][0] == back[e][0]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_persons_merge_as_each_alone()
    {
        // More persons than one thread takes at a time.
        var random = new Random(3);
        var records = Enumerable.Range(0, 20_000).Select(_ => Chosen.Select(_ => random.Next(4)).ToArray()).ToArray();
        var list = List("a", records);
        var persons = Merger.Merge(Linked.As([list], [.. Enumerable.Range(0, records.Length).Select(r => r / 2)]), Rules);
        persons.Count.ShouldBe(10_000);
        for (var entity = 0; entity < persons.Count; entity += 1497)
        {
            var alone = Merger.Merge(Linked.As([List("a", records[(2 * entity)..(2 * entity + 2)])], [0, 0]), Rules);
            foreach (var element in Chosen.Except([Elements.Nik, Elements.DateOfBirth, Elements.Sex]))
                persons[element][entity].ShouldBe(alone[element][0], $"{element} of {entity}");
            persons.Disagreements.Count(d => d.Entity == entity).ShouldBe(alone.Disagreements.Count);
        }
    }
}
