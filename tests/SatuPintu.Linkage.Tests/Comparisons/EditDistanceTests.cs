using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Linkage.Tests.Comparisons;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "SITI", 4)]
    [InlineData("SITI", "SITI", 0)]
    [InlineData("SITI", "SITTI", 1)]
    [InlineData("SITI", "STII", 1)]
    [InlineData("CA", "ABC", 3)]
    [InlineData("AMINAH", "AMNIA", 2)]
    [InlineData("MUHAMMAD", "MOHAMAD", 2)]
    [InlineData("ʿUMAR", "UMAR", 1)]
    public void Counts_edits_with_a_swap_of_neighbours_as_one(string a, string b, int expected) =>
        EditDistance.Between(a, b).ShouldBe(expected);

    [Fact]
    public void Equals_the_matrix_written_out_plainly_for_any_two_words()
    {
        // Few letters make many near misses, and lengths around 64 cross the width of a machine word.
        var words = Gen.Choose(0, 70).SelectMany(length => Gen.Elements('A', 'B', 'C', 'É').ArrayOf(length)).Select(letters => new string(letters));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(words.Two().ToArbitrary(),
            pair => EditDistance.Between(pair.Item1, pair.Item2) == PlainDistance.Of<char>(pair.Item1, pair.Item2)));
    }

    [Fact]
    public void Within_agrees_with_the_distance()
    {
        var words = Gen.Choose(0, 8).SelectMany(length => Gen.Elements('A', 'B').ArrayOf(length)).Select(letters => new string(letters));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(words.Two().ToArbitrary(),
            pair => EditDistance.Within(pair.Item1, pair.Item2, 2) == (PlainDistance.Of<char>(pair.Item1, pair.Item2) <= 2)));
    }
}
