using System.Diagnostics;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

/// <summary>Lists in which a great many records are equal. The bound on time is wide: it catches work that grows with the square.</summary>
public sealed class ManyEqualTests
{
    private const int Count = 200_000;
    private static readonly TimeSpan Wide = TimeSpan.FromMinutes(4);

    [Fact]
    public void Rows_that_are_all_the_same_have_nothing_to_compare()
    {
        var table = Lists.Table([new("given", FieldKind.Name, [.. Enumerable.Repeat("Budi", Count)]), new("born", FieldKind.Date, [.. Enumerable.Repeat("1980-05-06", Count)])]);
        Should.Throw<LinkageException>(() => LinkageEngine.Run(table, new LinkageOptions())).Reason.ShouldBe("no_field");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_great_block_of_equal_records_does_not_hide_the_others(bool isLink)
    {
        var made = isLink ? MadePeople.TwoLists(10_000, 0.5, 5) : MadePeople.OneList(10_000, 0.5, 5);
        // One record stands in front of all others, and in a link behind them too.
        var (front, behind) = isLink ? (Count / 2, Count / 2) : (Count, 0);
        var fields = made.Fields.Select(f => f with { Values = [.. Enumerable.Repeat(f.Values[0], front), .. f.Values, .. Enumerable.Repeat(f.Values[0], behind)] }).ToList();
        var clock = Stopwatch.StartNew();
        var result = LinkageEngine.Run(Lists.Table(fields, isLink ? made.LeftCount + front : null), new LinkageOptions());
        clock.Elapsed.ShouldBeLessThan(Wide);
        result.Statistics.ScoredPairs.ShouldBeLessThan(100L * Count);
        var pairs = Enumerable.Range(0, made.Truth.Length).GroupBy(r => made.Truth[r]).Where(g => g.Count() == 2).ToList();
        var found = pairs.Count(g => result.EntityOf[front + g.First()] == result.EntityOf[front + g.Last()]);
        found.ShouldBeGreaterThan((int)(0.8 * pairs.Count));
    }

    [Fact]
    public void Equal_values_throughout_and_a_key_that_parts_a_list_in_two()
    {
        var made = MadePeople.OneList(Count, 0.2, 9);
        var fields = made.Fields.Select(f => f.Name is "given" or "town" ? f with { Values = [.. f.Values.Select(_ => "Budi")] } : f).ToList();
        var clock = Stopwatch.StartNew();
        var result = LinkageEngine.Run(Lists.Table(fields), new LinkageOptions { Blocking = [["sex"]] });
        clock.Elapsed.ShouldBeLessThan(Wide);
        result.Statistics.LeftOut.ShouldBe([("given", "constant"), ("town", "constant")]);
        result.Statistics.Keys[0].SplitBlocks.ShouldBe(2);
        result.Statistics.ScoredPairs.ShouldBeLessThan(100L * Count);
        made.Judge(result).Precision.ShouldBeGreaterThan(0.97);
    }
}
