using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Evaluation;
using Interval = SatuPintu.Linkage.Evaluation.Interval;

namespace SatuPintu.Linkage.Tests.Evaluation;

public class ClusteringEvaluationTests
{
    [Fact]
    public void Counts_by_hand()
    {
        // Records 0 to 6; lists a a a b b b b. True people: {0,1,3} {2,4} {5} {6}. Made: {0,1,3,4} {2} {5,6}.
        int[] made = [10, 10, 7, 10, 10, 3, 3];
        int[] actual = [0, 0, 1, 0, 1, 2, 3];
        int[] list = [0, 0, 0, 1, 1, 1, 1];
        var evaluation = ClusteringEvaluation.Compare(made, actual, list, 2, new int[7], 1);

        evaluation.Between(0, 0).ShouldBe(new PairCounts(1, 1, 1));
        evaluation.Between(1, 1).ShouldBe(new PairCounts(0, 2, 0));
        evaluation.Between(0, 1).ShouldBe(new PairCounts(2, 4, 3));
        evaluation.Between(1, 0).ShouldBe(evaluation.Between(0, 1));
        evaluation.AcrossLists.ShouldBe(new PairCounts(2, 4, 3));
        evaluation.WithinLists.ShouldBe(new PairCounts(1, 3, 1));
        evaluation.Overall.ShouldBe(new PairCounts(3, 7, 4));
        evaluation.OverallIn(0).ShouldBe(evaluation.Overall);
        evaluation.Clusters.ShouldBe(new ClusterCounts(0, 3, 4, 0, 2, 2));
        evaluation.AcrossLists.Precision.ShouldBe(0.5);
        evaluation.AcrossLists.Recall.ShouldBe(2.0 / 3);
        evaluation.AcrossLists.F1.ShouldBe(4.0 / 7, 1e-15);
    }

    [Fact]
    public void A_record_in_no_cluster_is_alone()
    {
        var evaluation = ClusteringEvaluation.Compare([-1, -1, 5, 5], [1, 1, 2, 2], [0, 0, 0, 0], 1, new int[4], 1);
        evaluation.Overall.ShouldBe(new PairCounts(1, 1, 2));
        evaluation.Clusters.ShouldBe(new ClusterCounts(1, 3, 2, 1, 1, 2));
    }

    [Fact]
    public void Any_clustering_counts_as_pair_by_pair()
    {
        var records = Gen.Choose(0, 40).SelectMany(n => Gen.ArrayOf(
            Gen.Choose(-1, 8).SelectMany(m => Gen.Choose(0, 8).SelectMany(t => Gen.Choose(0, 2).SelectMany(l => Gen.Choose(0, 3).Select(s => (m, t, l, s))))), n));
        Prop.ForAll(records.ToArbitrary(), all =>
        {
            int[] made = [.. all.Select(r => r.m)], actual = [.. all.Select(r => r.t)], list = [.. all.Select(r => r.l)], stratum = [.. all.Select(r => r.s)];
            var evaluation = ClusteringEvaluation.Compare(made, actual, list, 3, stratum, 4);
            for (var a = 0; a < 3; a++)
                for (var b = a; b < 3; b++)
                {
                    evaluation.Between(a, b).ShouldBe(PairByPair(all, (x, y) => Lists(x, y, a, b)));
                    for (var s = 0; s < 4; s++) evaluation.BetweenIn(s, a, b).ShouldBe(PairByPair(all, (x, y) => Lists(x, y, a, b) && x.s == s && y.s == s));
                }
            evaluation.Overall.ShouldBe(PairByPair(all, (_, _) => true));
            evaluation.AcrossLists.ShouldBe(PairByPair(all, (x, y) => x.l != y.l));
            (evaluation.WithinLists + evaluation.AcrossLists).ShouldBe(evaluation.Overall);
            evaluation.Clusters.Exact.ShouldBe(ExactByHand(all));
        }).QuickCheckThrowOnFailure();

        static bool Lists((int m, int t, int l, int s) x, (int m, int t, int l, int s) y, int a, int b) => (x.l == a && y.l == b) || (x.l == b && y.l == a);
    }

    [Fact]
    public void The_truth_against_itself_is_perfect()
    {
        int[] people = [1, 1, 2, 3, 3, 3];
        var evaluation = ClusteringEvaluation.Compare(people, people, [0, 1, 0, 0, 1, 1], 2, [0, 0, 0, 1, 1, 1], 2);
        evaluation.Overall.F1.ShouldBe(1);
        evaluation.OverallIn(1).ShouldBe(new PairCounts(3, 3, 3));
        evaluation.Clusters.ShouldBe(new ClusterCounts(3, 3, 3, 2, 2, 2));
    }

    [Fact]
    public void Spans_of_different_length_and_numbers_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => ClusteringEvaluation.Compare([1], [1, 2], [0, 0], 1, [0, 0], 1));
        Should.Throw<ArgumentException>(() => ClusteringEvaluation.Compare([1], [1], [2], 2, [0], 1));
        Should.Throw<ArgumentException>(() => ClusteringEvaluation.Compare([1], [-1], [0], 1, [0], 1));
        var none = ClusteringEvaluation.Compare([], [], [], 1, [], 1);
        none.Overall.Precision.ShouldBe(double.NaN);
        none.Overall.F1.ShouldBe(double.NaN);
        Should.Throw<ArgumentOutOfRangeException>(() => none.Between(0, 1));
    }

    // Newcombe (1998), Statistics in Medicine 17: 857-872, Table I, method 3 (Wilson score, no continuity correction).
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_gives_the_published_intervals(int hits, int trials, double low, double high)
    {
        var interval = Interval.Wilson(hits, trials);
        interval.Low.ShouldBe(low, 5e-5);
        interval.High.ShouldBe(high, 5e-5);
    }

    [Fact]
    public void Wilson_of_all_ends_at_one_and_of_nothing_is_not_a_number()
    {
        Interval.Wilson(12, 12).High.ShouldBe(1);
        Interval.Wilson(0, 0).Low.ShouldBe(double.NaN);
        Should.Throw<ArgumentOutOfRangeException>(() => Interval.Wilson(3, 2));
    }

    private static PairCounts PairByPair((int m, int t, int l, int s)[] all, Func<(int m, int t, int l, int s), (int m, int t, int l, int s), bool> takes)
    {
        var sum = default(PairCounts);
        for (var i = 0; i < all.Length; i++)
            for (var j = i + 1; j < all.Length; j++)
            {
                if (!takes(all[i], all[j])) continue;
                var joined = all[i].m >= 0 && all[i].m == all[j].m;
                var belong = all[i].t == all[j].t;
                sum += new PairCounts(joined && belong ? 1 : 0, joined ? 1 : 0, belong ? 1 : 0);
            }
        return sum;
    }

    private static int ExactByHand((int m, int t, int l, int s)[] all)
    {
        var made = all.Select((r, i) => (Key: r.m < 0 ? -1 - i : r.m, i)).GroupBy(r => r.Key, r => r.i).Select(g => string.Join(',', g)).ToHashSet(StringComparer.Ordinal);
        return all.Select((r, i) => (r.t, i)).GroupBy(r => r.t, r => r.i).Count(g => made.Contains(string.Join(',', g)));
    }
}
