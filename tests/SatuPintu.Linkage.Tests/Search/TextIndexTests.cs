using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Search;

namespace SatuPintu.Linkage.Tests.Search;

public sealed class TextIndexTests
{
    private static readonly string[] Names =
    [
        "MUHAMAD HIDAYAT", "MUHAMMAD HIDAYATULLAH", "AHMAD HIDAYAT", "MUHAMAD RAHMAT", "SITI AMINAH", "SITI AMINAH BINTI ABDULLAH", "SITI RAHMAH", "AMINUDIN", "SUKARNO", "SUKARNI", "DJAENAB", "ZAENAB",
        "NUR HASANAH", "NURHASAN", "TJUT NYAK", "AGUS SALIM", "M RIZKI PRATAMA", "YUSUF EFENDI", "SRI WAHYUNI",
    ];

    [Theory]
    [InlineData("mohamad hidayt", "MUHAMAD HIDAYAT")]
    [InlineData("hidayat muhammad", "MUHAMAD HIDAYAT")]
    [InlineData("sitiaminah", "SITI AMINAH")]
    [InlineData("Aminah, Siti", "SITI AMINAH")]
    [InlineData("Soekarno", "SUKARNO")]
    [InlineData("nurhasanah", "NUR HASANAH")]
    [InlineData("nur hasan", "NURHASAN")]
    [InlineData("cut nyak", "TJUT NYAK")]
    [InlineData("muhamad rizky pratama", "M RIZKI PRATAMA")]
    [InlineData("jusuf effendy", "YUSUF EFENDI")]
    [InlineData("s wahyuni", "SRI WAHYUNI")]
    [InlineData("agoes salim", "AGUS SALIM")]
    public void A_name_is_found_as_people_write_it(string typed, string name)
    {
        var (index, texts) = Of(Names);
        First(index, typed, 1).Select(t => texts[t]).ShouldBe([name]);
    }

    [Fact]
    public void Nothing_is_found_where_nothing_was_typed_or_nothing_stands()
    {
        var (index, _) = Of(Names);
        foreach (var typed in new[] { "", " .,- ", "XQWZJ" }) First(index, typed, 3).ShouldBeEmpty($"'{typed}'");
        var empty = new TextIndexBuilder().ToIndex();
        empty.Find("siti", empty.NewHits());
        new TextIndexBuilder().Add("--").ShouldBe(-1);
    }

    [Fact]
    public void Misspelt_names_are_among_the_first_ten()
    {
        var random = new Random(7);
        var names = Enumerable.Range(0, 30_000).Select(_ => Made(random)).Distinct().ToArray();
        var (index, texts) = Of(names);
        var hits = index.NewHits();
        var (asked, found) = (0, 0);
        foreach (var name in names.Where((_, i) => i % 40 == 0))
        {
            index.Find(Misspelt(name, random), hits);
            asked++;
            if (hits.Found.OrderByDescending(t => hits.Scores[t]).ThenBy(t => t).Take(10).Any(t => texts[t] == name)) found++;
        }
        ((double)found / asked).ShouldBeGreaterThanOrEqualTo(0.97, $"{found} of {asked}");
    }

    [Fact]
    public void A_text_is_its_own_best_answer_and_scores_lie_between_0_and_1()
    {
        var random = new Random(3);
        var (index, texts) = Of([.. Enumerable.Range(0, 2000).Select(_ => Made(random)).Distinct()]);
        var hits = index.NewHits();
        Prop.ForAll(Gen.Choose(0, texts.Length - 1).ToArbitrary(), text =>
        {
            index.Find(texts[text], hits);
            var again = index.NewHits();
            index.Find(texts[text], again);
            return hits.Scores[text] > 0.96f && hits.Found.All(t => hits.Scores[t] is > 0 and <= 1.0001f && hits.Scores[t] <= hits.Scores[text] + 0.0001f) && again.Scores.SequenceEqual(hits.Scores);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private static (TextIndex Index, string[] Texts) Of(string[] texts)
    {
        var builder = new TextIndexBuilder();
        for (var i = 0; i < texts.Length; i++) builder.Add(texts[i]).ShouldBe(i);
        return (builder.ToIndex(), texts);
    }

    private static int[] First(TextIndex index, string typed, int most)
    {
        var hits = index.NewHits();
        index.Find(typed, hits);
        return [.. hits.Found.OrderByDescending(t => hits.Scores[t]).ThenBy(t => t).Take(most)];
    }

    // Words of two to four syllables; some stand in many names, as real ones do.
    private static string Made(Random random)
    {
        string[] often = ["SITI", "MUHAMAD", "NUR", "ABDUL", "SRI"];
        var words = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Word(random));
        return random.Next(3) == 0 ? $"{often[random.Next(often.Length)]} {string.Join(' ', words.Skip(1))}" : string.Join(' ', words);
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => $"{"BDGHJKLMNPRSTWY"[random.Next(15)]}{"AIUEO"[random.Next(5)]}{(random.Next(3) == 0 ? "NRH"[random.Next(3)] : "")}"));

    // One slip in one word or two: a letter left out, doubled, exchanged with its neighbour or put for another; old spelling; words in another order.
    private static string Misspelt(string name, Random random)
    {
        var words = name.Split(' ');
        for (var slips = random.Next(1, 3); slips > 0; slips--)
        {
            ref var word = ref words[random.Next(words.Length)];
            if (word.Length < 3) continue;
            var at = random.Next(1, word.Length - 1);
            word = random.Next(6) switch
            {
                0 => word.Remove(at, 1),
                1 => word.Insert(at, word[at].ToString()),
                2 => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
                3 => word[..at] + "AIUEO"[random.Next(5)] + word[(at + 1)..],
                4 => word.Replace("U", "OE", StringComparison.Ordinal),
                _ => word.Replace("J", "DJ", StringComparison.Ordinal).Replace("Y", "J", StringComparison.Ordinal),
            };
        }
        if (random.Next(8) == 0) Array.Reverse(words);
        return string.Join(' ', words).ToLowerInvariant();
    }
}
