using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class EntityClusteringTests
{
    [Fact]
    public void A_chain_does_not_join_two_that_contradict_each_other()
    {
        // 0 and 2 are two people; 1 could be either.
        var clustering = new EntityClustering(3, (_, _) => 5, (a, b) => (Math.Min(a, b), Math.Max(a, b)) == (0, 2));
        clustering.Join(0, 1).ShouldBeTrue();
        clustering.Join(1, 2).ShouldBeFalse();
        clustering.Find(0).ShouldBe(clustering.Find(1));
        clustering.Find(2).ShouldNotBe(clustering.Find(1));
    }

    [Theory]
    [InlineData(-7, false)]
    [InlineData(-5, true)]
    [InlineData(3, true)]
    public void A_chain_joins_what_fits_on_the_whole(double ends, bool joined)
    {
        var clustering = new EntityClustering(3, (a, b) => Math.Abs(a - b) == 2 ? ends : 7, (_, _) => false);
        clustering.Join(0, 1).ShouldBeTrue();
        clustering.Join(1, 2).ShouldBe(joined);
    }

    [Fact]
    public void One_strong_pair_does_not_outweigh_several_that_do_not_fit()
    {
        // Two groups of two; one pair across is certain, the other three speak against it.
        var clustering = new EntityClustering(4, (a, b) => (a, b) is (1, 2) or (2, 1) ? 100 : Math.Abs(a - b) == 1 ? 9 : -4, (_, _) => false);
        clustering.Join(0, 1).ShouldBeTrue();
        clustering.Join(2, 3).ShouldBeTrue();
        clustering.Join(1, 2).ShouldBeFalse();
    }

    [Fact]
    public void What_is_joined_already_stays_joined()
    {
        var clustering = new EntityClustering(2, (_, _) => -100, (_, _) => true);
        clustering.Join(0, 1).ShouldBeTrue();
        clustering.Join(1, 0).ShouldBeTrue();
        clustering.Find(0).ShouldBe(clustering.Find(1));
    }

    [Fact]
    public void A_million_records_that_fit_join_one_after_the_other()
    {
        const int Count = 1_000_000;
        var compared = 0L;
        var clustering = new EntityClustering(Count, (_, _) =>
        {
            compared++;
            return 5;
        }, (_, _) => false);
        for (var r = 1; r < Count; r++) clustering.Join(r - 1, r).ShouldBeTrue();
        clustering.Find(0).ShouldBe(clustering.Find(Count - 1));
        compared.ShouldBeLessThan(40L * Count);
    }
}
