using System.Diagnostics;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

/// <summary>Lists in which a great many records are equal. The bounds on time are wide: they catch work that grows with the square.</summary>
public sealed class ManyEqualTests
{
    private static readonly TimeSpan Wide = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("WIDE") ?? "120"));
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("EQUAL") ?? "200000");

    [Fact]
    public void Rows_that_are_all_the_same_have_nothing_to_compare()
    {
        var table = Lists.Table([new("given", FieldKind.Name, [.. Enumerable.Repeat("Budi", 50_000)]), new("born", FieldKind.Date, [.. Enumerable.Repeat("1980-05-06", 50_000)])]);
        Should.Throw<LinkageException>(() => LinkageEngine.Run(table, new LinkageOptions())).Reason.ShouldBe("no_field");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_great_block_of_equal_records_among_others(bool isLink)
    {
        var made = isLink ? MadePeople.TwoLists(10_000, 0.5, 5) : MadePeople.OneList(10_000, 0.5, 5);
        var fields = made.Fields.Select(f => f with { Values = [.. Enumerable.Repeat(f.Values[0], Count / 2), .. f.Values, .. Enumerable.Repeat(f.Values[0], Count / 2)] }).ToList();
        var clock = Stopwatch.StartNew();
        var result = LinkageEngine.Run(Lists.Table(fields, isLink ? made.LeftCount + Count / 2 : null), new LinkageOptions());
        Console.WriteLine($"{clock.Elapsed} {result.Statistics.Convergence.Count} pairs {result.Pairs.Length} entities {result.EntityCount} prior {result.Model.Prior} {string.Join(' ', result.Statistics.Stages)}");
        clock.Elapsed.ShouldBeLessThan(Wide);
        Console.WriteLine(string.Join(' ', result.Statistics.Keys));
        Console.WriteLine(Enumerable.Range(0, Count / 2).Select(r => result.EntityOf[r]).Distinct().Count());
        Console.WriteLine(string.Join(' ', result.Explain(0, isLink ? made.LeftCount + Count / 2 + made.Truth.Length / 2 + 5 : 1)));
    }

    [Fact]
    public void One_value_on_all_records_and_others_besides()
    {
        var made = MadePeople.OneList(Count, 0.2, 9);
        var fields = made.Fields.Select(f => f.Name is "given" or "town" ? f with { Values = [.. f.Values.Select(_ => "Budi")] } : f).ToList();
        var clock = Stopwatch.StartNew();
        var result = LinkageEngine.Run(Lists.Table(fields), new LinkageOptions { Blocking = [["sex"]] });
        Console.WriteLine($"{clock.Elapsed} {string.Join(' ', result.Statistics.Stages)}");
        result.Statistics.LeftOut.ShouldBe([("given", "constant"), ("town", "constant")]);
        clock.Elapsed.ShouldBeLessThan(Wide);
        Console.WriteLine(made.Judge(result));
    }
}
