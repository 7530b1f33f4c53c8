using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Tests.Comparisons;

namespace SatuPintu.Linkage.Tests.Fields;

public sealed class ByteDistanceTests
{
    [Fact]
    public void Short_texts_are_as_far_apart_as_the_matrix_says()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Pairs(1, 16).ToArbitrary(), pair =>
        {
            var plain = PlainDistance.Of<byte>(pair.A, pair.B);
            for (var limit = 1; limit <= 4; limit++)
            {
                if (pair.A.AsSpan().SequenceEqual(pair.B)) continue;
                var distance = ByteDistance.OfShort(Vector(pair.A), pair.A.Length, Vector(pair.B), pair.B.Length, limit);
                if (plain <= limit) distance.ShouldBe(plain, $"{Text(pair.A)} {Text(pair.B)}");
                else distance.ShouldBeGreaterThan(limit, $"{Text(pair.A)} {Text(pair.B)}");
            }
        }));
    }

    [Fact]
    public void Texts_of_any_length_are_as_far_apart_as_the_matrix_says()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Pairs(0, 24).ToArbitrary(), pair =>
        {
            var plain = PlainDistance.Of<byte>(pair.A, pair.B);
            for (var limit = 1; limit <= 5; limit++)
            {
                var distance = ByteDistance.UpTo(pair.A, pair.B, limit);
                if (plain <= limit) distance.ShouldBe(plain, $"{Text(pair.A)} {Text(pair.B)}");
                else distance.ShouldBeGreaterThan(limit, $"{Text(pair.A)} {Text(pair.B)}");
            }
        }));
    }

    [Fact]
    public void Long_texts_that_differ_throughout_are_far_apart_and_close_ones_are_close()
    {
        byte[] one = [.. Enumerable.Range(0, 200).Select(n => (byte)('A' + n % 26))], other = (byte[])one.Clone();
        other[100] = (byte)'0';
        ByteDistance.UpTo(one, other, 3).ShouldBe(1);
        Array.Reverse(other);
        ByteDistance.UpTo(one, other, 3).ShouldBeGreaterThan(3);
    }

    private static Gen<(byte[] A, byte[] B)> Pairs(int shortest, int longest)
    {
        // Mostly a text and what a few slips make of it: texts drawn apart are rarely near each other.
        var text = Gen.Choose(shortest, longest).SelectMany(length => Gen.Elements((byte)'A', (byte)'B', (byte)'C').ArrayOf(length));
        var slips = Gen.Choose(0, 4).SelectMany(count => Gen.Choose(0, 1 << 20).ArrayOf(count));
        return text.Two().SelectMany(_ => slips, (two, edits) => (two.Item1, edits.Length == 4 ? two.Item2 : edits.Aggregate(two.Item1, Slip)))
            .Where(p => p.Item2.Length >= shortest && p.Item2.Length <= longest);
    }

    private static byte[] Slip(byte[] text, int random)
    {
        if (text.Length == 0) return text;
        int at = random / 4 % text.Length, letter = 'A' + random / 64 % 3;
        return (random % 4) switch
        {
            0 => [.. text[..at], .. text[(at + 1)..]],
            1 => [.. text[..at], (byte)letter, .. text[at..]],
            2 => [.. text[..at], (byte)letter, .. text[(at + 1)..]],
            _ => at + 1 < text.Length ? [.. text[..at], text[at + 1], text[at], .. text[(at + 2)..]] : text,
        };
    }

    private static Vector128<byte> Vector(byte[] text)
    {
        var all = new byte[16];
        text.CopyTo(all, 0);
        return Vector128.Create(all);
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.ASCII.GetString(bytes);
}
