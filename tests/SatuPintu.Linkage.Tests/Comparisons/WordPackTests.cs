using System.Text;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Linkage.Tests.Comparisons;

public sealed class WordPackTests
{
    [Fact]
    public void Gives_back_the_words_by_the_order_of_adding()
    {
        string[] words = ["SITI", "", "ʿUMAR", "A WORD OF MORE THAN SIXTEEN BYTES", "SITI"];
        var pack = WordPack.Of(words);
        pack.Count.ShouldBe(words.Length);
        Enumerable.Range(0, pack.Count).Select(i => Encoding.UTF8.GetString(pack.Word(i))).ShouldBe(words);
    }

    [Fact]
    public void A_pack_does_not_change_when_adding_goes_on()
    {
        var builder = new WordPackBuilder();
        builder.Add("SITI"u8).ShouldBe(0);
        var pack = builder.ToPack();
        builder.Add("AMINAH"u8).ShouldBe(1);
        pack.Count.ShouldBe(1);
        builder.ToPack().Count.ShouldBe(2);
    }

    [Fact]
    public void Knows_no_word_past_its_end()
    {
        var pack = WordPack.Of(["SITI"]);
        Should.Throw<IndexOutOfRangeException>(() => pack.Word(1).Length);
        Should.Throw<IndexOutOfRangeException>(() => pack.Word(-1).Length);
    }

    [Fact]
    public void Every_word_stands_in_one_block_or_apart()
    {
        var random = new Random(1);
        // More than one chunk, so that the groups of a chunk begin anew.
        string[] words = [.. Enumerable.Range(0, 40_000).Select(_ => new string('A', random.Next(0, 20)))];
        var pack = WordPack.Of(words);
        pack.Order.Concat(pack.WordsApart).Order().ShouldBe(Enumerable.Range(0, words.Length));
        foreach (var group in pack.Groups)
            for (var i = 0; i < group.Words; i++) words[pack.Order[group.Place + i]].Length.ShouldBe(group.Length);
    }
}
