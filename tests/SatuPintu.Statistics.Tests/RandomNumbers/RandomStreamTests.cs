using SatuPintu.Statistics.RandomNumbers;

namespace SatuPintu.Statistics.Tests.RandomNumbers;

public class RandomStreamTests
{
    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_the_normal_distribution()
    {
        const int Count = 2_000_000;
        var random = new RandomStream(42, 0);
        var (sum, squares, cubes, fourths, beyond, far) = (0.0, 0.0, 0.0, 0.0, 0, 0);
        for (var i = 0; i < Count; i++)
        {
            var z = random.Normal();
            sum += z;
            squares += z * z;
            cubes += z * z * z;
            fourths += z * z * z * z;
            if (Math.Abs(z) > 1.959963984540054) beyond++;
            if (z > 3.6541528853610088) far++;
        }
        (sum / Count).ShouldBe(0, 0.003);
        (squares / Count).ShouldBe(1, 0.004);
        (cubes / Count).ShouldBe(0, 0.012);
        (fourths / Count).ShouldBe(3, 0.03);
        ((double)beyond / Count).ShouldBe(0.05, 0.0007);
        // Beyond the last layer, where the tail is drawn otherwise: 1 − Φ(3.654…) = 0.000129.
        ((double)far / Count).ShouldBe(0.000129, 0.00003);
    }

    [Fact]
    public void Streams_are_repeatable_and_differ()
    {
        Draw(1, 0).ShouldBe(Draw(1, 0));
        Draw(1, 0).ShouldNotBe(Draw(1, 1));
        Draw(1, 0).ShouldNotBe(Draw(2, 0));

        static double[] Draw(ulong seed, ulong stream)
        {
            var numbers = new double[5];
            new RandomStream(seed, stream).Normals(numbers);
            return numbers;
        }
    }

    [Fact]
    public void Chi_square_numbers_have_their_mean_and_variance()
    {
        var random = new RandomStream(5, 0);
        foreach (var degrees in new[] { 1.0, 9, 60 })
        {
            double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => Gammas.ChiSquare(random, degrees))];
            draws.Average().ShouldBe(degrees, degrees * 0.03);
            draws.Average(d => (d - degrees) * (d - degrees)).ShouldBe(2 * degrees, degrees * 0.12);
        }
    }
}
