using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Linkage.Tests.Comparisons;

public sealed class EditDistanceBytesTests
{
    private static readonly Gen<byte[]> Words = Gen.Frequency((3, Word(0, 9)), (2, Word(0, 20)), (3, Word(0, 70)));

    [Theory]
    [InlineData("", "", 0, 0)]
    [InlineData("", "SITI", 4, 4)]
    [InlineData("SITI", "SITI", 0, 0)]
    [InlineData("SITI", "SITTI", 1, 1)]
    [InlineData("SITI", "STII", 1, 2)]
    [InlineData("CA", "ABC", 3, 3)]
    [InlineData("AMINAH", "AMNIA", 2, 3)]
    [InlineData("MUHAMMAD", "MOHAMAD", 2, 2)]
    [InlineData("KITTEN", "SITTING", 3, 3)]
    [InlineData("ʿUMAR", "UMAR", 2, 2)]
    public void Counts_edits_of_bytes(string a, string b, int withSwaps, int without)
    {
        byte[] x = Encoding.UTF8.GetBytes(a), y = Encoding.UTF8.GetBytes(b);
        EditDistance.Between(x, y).ShouldBe(withSwaps);
        EditDistance.Levenshtein(x, y).ShouldBe(without);
    }

    [Fact]
    public void Equals_the_matrix_written_out_plainly_for_any_two_words() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Words.Two().ToArbitrary(), pair =>
            EditDistance.Between((ReadOnlySpan<byte>)pair.Item1, pair.Item2) == PlainDistance.Of<byte>(pair.Item1, pair.Item2, swaps: true)
            && EditDistance.Levenshtein(pair.Item1, pair.Item2) == PlainDistance.Of<byte>(pair.Item1, pair.Item2, swaps: false)));

    [Fact]
    public void Within_agrees_with_the_distance() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Words.Two().ToArbitrary(), pair => AgreesAtEveryLimit(pair.Item1, pair.Item2)));

    [Fact]
    public void Within_agrees_with_the_distance_of_words_a_few_edits_apart()
    {
        var edits = Gen.Choose(0, 3).SelectMany(count => Gen.Choose(0, 10_000).ArrayOf(count));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Words.Zip(edits).ToArbitrary(),
            pair => AgreesAtEveryLimit(pair.Item1, Edited(pair.Item1, pair.Item2))));
    }

    private static bool AgreesAtEveryLimit(byte[] a, byte[] b)
    {
        var distance = PlainDistance.Of<byte>(a, b, swaps: true);
        for (var limit = -1; limit <= 4; limit++)
            if (EditDistance.Within((ReadOnlySpan<byte>)a, b, limit) != distance <= limit) return false;
        return true;
    }

    private static byte[] Edited(byte[] word, int[] edits)
    {
        var letters = word.ToList();
        foreach (var edit in edits)
        {
            var place = edit / 4 % (letters.Count + 1);
            if (edit % 4 == 0 || place == letters.Count) letters.Insert(place, (byte)'B');
            else if (edit % 4 == 1) letters.RemoveAt(place);
            else if (edit % 4 == 2) letters[place] = (byte)'C';
            else (letters[place], letters[0]) = (letters[0], letters[place]);
        }
        return [.. letters];
    }

    private static Gen<byte[]> Word(int shortest, int longest) =>
        Gen.Choose(shortest, longest).SelectMany(length => Gen.Elements<byte>((byte)'A', (byte)'B', (byte)'C', 0, 200).ArrayOf(length));
}
