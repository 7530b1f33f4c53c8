using SatuPintu.Linkage.Clustering;

namespace SatuPintu.Linkage.Tests.Clustering;

public sealed class ConstrainedClusteringTests
{
    [Fact]
    public void A_chain_does_not_join_two_that_do_not_match()
    {
        // 0-1 and 1-2 look alike, 0 and 2 are clearly two people.
        var weights = new Dictionary<(int, int), double> { [(0, 1)] = 8, [(1, 2)] = 7, [(0, 2)] = -10 };
        var clustering = new ConstrainedClustering(3, (a, b) => weights[(Math.Min(a, b), Math.Max(a, b))], (_, _) => false, -3);

        var refused = clustering.Join([new(1, 2, 7), new(0, 1, 8)]);

        clustering.Find(0).ShouldBe(clustering.Find(1));
        clustering.Find(2).ShouldNotBe(clustering.Find(0));
        refused.ShouldBe([new Edge(1, 2, 7)]);
    }

    [Fact]
    public void A_contradiction_keeps_apart_whatever_the_weight()
    {
        var clustering = new ConstrainedClustering(2, (_, _) => 50, (_, _) => true, -3);
        clustering.Join([new(0, 1, 50)]).Count.ShouldBe(1);
        clustering.Find(0).ShouldNotBe(clustering.Find(1));
        clustering.CouldJoin(0, 1).ShouldBeFalse();
    }

    [Fact]
    public void The_order_of_the_edges_does_not_matter()
    {
        var random = new Random(3);
        var weights = new double[20, 20];
        var edges = new List<Edge>();
        for (var a = 0; a < 20; a++)
            for (var b = a + 1; b < 20; b++)
                edges.Add(new Edge(a, b, weights[a, b] = random.NextDouble() * 20 - 8));
        int[] Clusters(IEnumerable<Edge> order)
        {
            var clustering = new ConstrainedClustering(20, (a, b) => weights[Math.Min(a, b), Math.Max(a, b)], (_, _) => false, -3);
            clustering.Join(order.Where(e => e.Weight > 0));
            return Enumerable.Range(0, 20).Select(clustering.Find).ToArray();
        }
        Clusters(edges.AsEnumerable().Reverse()).ShouldBe(Clusters(edges));
    }
}
