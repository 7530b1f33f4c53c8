using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Blocking;

namespace SatuPintu.Linkage.Tests.Blocking;

public sealed class CandidatePairsTests
{
    [Fact]
    public void Visits_every_pair_that_shares_a_key_once_and_no_other()
    {
        var hashes = Gen.Choose(0, 4).Select(h => (ulong)h).ArrayOf(30);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(hashes.Three().ToArbitrary(), three =>
        {
            var expected = new HashSet<(int, int)>();
            for (var a = 0; a < 30; a++)
                for (var b = a + 1; b < 30; b++)
                    if (Joins(three.Item1, a, b) || Joins(three.Item2, a, b) || Joins(three.Item3, a, b)) expected.Add((a, b));
            var pairs = new CandidatePairs([new("one", three.Item1), new("two", three.Item2), new("three", three.Item3)]);
            var visited = pairs.Walk(() => new Collector(), 2).SelectMany(c => c.Pairs).ToList();
            visited.Count.ShouldBe(visited.Distinct().Count());
            return visited.ToHashSet().SetEquals(expected) && expected.All(p => pairs.Contains(p.Item1, p.Item2));
        }));
    }

    [Fact]
    public void Splits_a_large_block_by_the_refinement_instead_of_dropping_it()
    {
        var hashes = Enumerable.Repeat(7UL, 100).ToArray();
        var refinement = Enumerable.Range(0, 100).Select(r => (ulong)(r % 10 + 1)).ToArray();
        var pairs = new CandidatePairs([new("large", hashes, refinement, largestBlock: 50)]);
        var visited = pairs.Walk(() => new Collector(), 1).SelectMany(c => c.Pairs).ToList();
        visited.Count.ShouldBe(10 * (10 * 9 / 2));
        visited.ShouldAllBe(p => p.Item1 % 10 == p.Item2 % 10);
    }

    [Fact]
    public void The_order_of_pairs_does_not_depend_on_the_number_of_workers()
    {
        var hashes = Enumerable.Range(0, 5000).Select(r => (ulong)(r % 37 + 1)).ToArray();
        var one = new CandidatePairs([new("key", (ulong[])hashes.Clone())]).Walk(() => new Collector(), 1).SelectMany(c => c.Pairs).ToList();
        var two = new CandidatePairs([new("key", hashes)]).Walk(() => new Collector(), 4).SelectMany(c => c.Pairs).ToList();
        two.ShouldBe(one);
    }

    private static bool Joins(ulong[] hashes, int a, int b) => hashes[a] != 0 && hashes[a] == hashes[b];

    private sealed class Collector : IPairVisitor
    {
        public List<(int, int)> Pairs { get; } = [];

        public void Visit(int a, int b, int key) => Pairs.Add((Math.Min(a, b), Math.Max(a, b)));
    }
}
