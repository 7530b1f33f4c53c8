using System.Globalization;
using System.Text;
using SatuPintu.Statistics.RandomNumbers;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Tests.Welfare;

public class ShortestDecimalTests
{
    [Fact]
    public void Writes_what_the_format_R_writes()
    {
        double[] edges = [0, -0.0, 1, -1, 0.1, 0.3, 1.5, 1e-4, 9.999999999999999e-5, 1e15, 999999999999999.9, 0.5, 5e-324, double.MaxValue, double.NaN, double.PositiveInfinity, 2.5, 100, 1e14, 123456789012345.6, 0.00012345, 9007199254740993, 4.35, 0.001];
        foreach (var value in edges) Check(value);
        // Powers of two have a neighbour nearer below than above.
        for (var power = -20; power < 60; power++)
            foreach (var value in new[] { Math.ScaleB(1, power), Math.BitDecrement(Math.ScaleB(1, power)), Math.BitIncrement(Math.ScaleB(1, power)), Math.Pow(10, power / 3) }) Check(value);
        var random = new RandomStream(5, 0);
        for (var i = 0; i < 200_000; i++)
        {
            Check(Math.Exp((random.Uniform() * 46) - 10));
            Check(-12 + random.Normal());
            Check(Math.Round(random.Uniform() * 1e6, i % 8));
            Check(BitConverter.UInt64BitsToDouble(random.Bits()));
        }

        static void Check(double value)
        {
            Span<byte> target = stackalloc byte[ShortestDecimal.Longest];
            var text = Encoding.ASCII.GetString(target[..ShortestDecimal.Write(value, target)]);
            if (text != value.ToString("R", CultureInfo.InvariantCulture)) text.ShouldBe(value.ToString("R", CultureInfo.InvariantCulture));
        }
    }
}
