using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Linkage.Tests.Comparisons;

public sealed class JaroWinklerTests
{
    // Few letters make many matches; lengths of 8, 16 and 64 are where one way of comparing gives place to another.
    private static readonly Gen<byte[]> Words = Gen.Frequency(
        (4, Word(0, 10, 3)), (3, Word(0, 40, 5)), (2, Word(0, 70, 3)), (1, Word(10, 18, 2)), (1, Word(60, 70, 20)));

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("", "ANI", 0)]
    [InlineData("A", "A", 1)]
    [InlineData("A", "B", 0)]
    [InlineData("AB", "BA", 0)]
    [InlineData("MARTHA", "MARHTA", 0.961)]
    [InlineData("DWAYNE", "DUANE", 0.840)]
    [InlineData("DIXON", "DICKSONX", 0.813)]
    [InlineData("JELLYFISH", "SMELLYFISH", 0.896)]
    [InlineData("CRATE", "TRACE", 0.733)]
    [InlineData("JONES", "JOHNSON", 0.832)]
    [InlineData("ABROMS", "ABRAMS", 0.922)]
    [InlineData("HARDIN", "MARTINEZ", 0.722)]
    [InlineData("SHACKLEFORD", "SHACKELFORD", 0.982)]
    [InlineData("NICHLESON", "NICHULSON", 0.956)]
    [InlineData("MICHELLE", "MICHAEL", 0.921)]
    public void Has_the_published_values(string a, string b, double expected)
    {
        JaroWinkler.Similarity(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b)).ShouldBe(expected, 0.0006);
        JaroWinkler.Similarity(Encoding.UTF8.GetBytes(b), Encoding.UTF8.GetBytes(a)).ShouldBe(expected, 0.0006);
    }

    [Fact]
    public void Equals_the_definition_written_out_plainly_for_any_two_words_in_any_order() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(Words.Two().ToArbitrary(), pair =>
        {
            var expected = Plainly(pair.Item1, pair.Item2);
            return JaroWinkler.Similarity(pair.Item1, pair.Item2) == expected && JaroWinkler.Similarity(pair.Item2, pair.Item1) == expected;
        }));

    [Fact]
    public void One_word_with_many_gives_what_two_words_give()
    {
        var random = new Random(1);
        for (var alphabet = 2; alphabet <= 26; alphabet *= 2)
        {
            // Words in no order, and words in the order of their lengths.
            foreach (var sorted in new[] { false, true })
            {
                var words = Many(random, 3000, alphabet);
                if (sorted) words = [.. words.OrderBy(w => w.Length)];
                var pack = Pack(words);
                var result = new float[words.Length + 1];
                result[^1] = 7;
                for (var length = 0; length <= 40; length++)
                {
                    var query = Word(random, length, alphabet);
                    JaroWinkler.Similarities(query, pack, result);
                    for (var i = 0; i < words.Length; i++)
                        result[i].ShouldBe((float)JaroWinkler.Similarity(query, words[i]));
                    result[^1].ShouldBe(7);
                }
            }
        }
    }

    [Fact]
    public void Pairs_give_what_two_words_give()
    {
        var random = new Random(2);
        for (var alphabet = 2; alphabet <= 26; alphabet *= 2)
        {
            var words = Many(random, 1000, alphabet);
            var pack = Pack(words);
            int[] left = [.. Enumerable.Range(0, 40_000).Select(_ => random.Next(words.Length))];
            int[] right = [.. left.Select(_ => random.Next(words.Length))];
            var result = new float[left.Length];
            JaroWinkler.Similarities(pack, left, right, result);
            for (var i = 0; i < left.Length; i++)
                result[i].ShouldBe((float)JaroWinkler.Similarity(words[left[i]], words[right[i]]));
        }
    }

    [Fact]
    public void Both_widths_of_vectors_give_the_same()
    {
        if (!Lanes256.IsSupported || !Lanes512.IsSupported) Assert.Skip("The processor has one width only.");
        var random = new Random(3);
        var words = Many(random, 2000, 4);
        var pack = Pack(words);
        int[] left = [.. Enumerable.Range(0, 5000).Select(_ => random.Next(words.Length))];
        int[] right = [.. left.Select(_ => random.Next(words.Length))];
        float[] narrow = new float[left.Length], wide = new float[left.Length];
        JaroWinkler.OfPairs<System.Runtime.Intrinsics.Vector256<byte>, Lanes256>(pack, left, right, narrow);
        JaroWinkler.OfPairs<System.Runtime.Intrinsics.Vector512<byte>, Lanes512>(pack, left, right, wide);
        narrow.ShouldBe(wide);
        for (var length = 1; length <= 16; length++)
        {
            var query = Word(random, length, 4);
            Array.Clear(narrow);
            Array.Clear(wide);
            JaroWinkler.OfBlocks<System.Runtime.Intrinsics.Vector256<byte>, Lanes256>(query, pack, narrow);
            JaroWinkler.OfBlocks<System.Runtime.Intrinsics.Vector512<byte>, Lanes512>(query, pack, wide);
            narrow.ShouldBe(wide);
        }
    }

    [Fact]
    public void Zero_bytes_and_bytes_past_ascii_are_letters_like_others()
    {
        byte[][] words = [[0], [0, 0], [65, 0, 66], [65], [255, 128, 15], [240, 15], [0, 255, 0, 255, 0, 255, 0, 255, 0]];
        var pack = Pack(words);
        var result = new float[words.Length];
        foreach (var query in words)
        {
            JaroWinkler.Similarities(query, pack, result);
            result.ShouldBe(words.Select(w => (float)Plainly(query, w)));
        }
        int[] left = [.. words.SelectMany((_, i) => words.Select(_ => i))], right = [.. words.SelectMany(_ => words.Select((_, j) => j))];
        var pairs = new float[left.Length];
        JaroWinkler.Similarities(pack, left, right, pairs);
        pairs.ShouldBe(left.Zip(right, (i, j) => (float)Plainly(words[i], words[j])));
    }

    [Fact]
    public void An_empty_pack_and_no_pairs_give_nothing()
    {
        JaroWinkler.Similarities("ANI"u8, WordPack.Of([]), []);
        JaroWinkler.Similarities(WordPack.Of([]), [], [], []);
    }

    [Fact]
    public void Refuses_results_that_are_too_few_and_words_that_are_not_there()
    {
        var pack = WordPack.Of(["ANI", "BUDI"]);
        Should.Throw<ArgumentOutOfRangeException>(() => JaroWinkler.Similarities("ANI"u8, pack, new float[1]));
        Should.Throw<ArgumentException>(() => JaroWinkler.Similarities(pack, [0, 1], [0], new float[2]));
        Should.Throw<ArgumentOutOfRangeException>(() => JaroWinkler.Similarities(pack, [0, 1], [0, 1], new float[1]));
        Should.Throw<ArgumentOutOfRangeException>(() => JaroWinkler.Similarities(pack, [2], [0], new float[1]));
        Should.Throw<ArgumentOutOfRangeException>(() => JaroWinkler.Similarities(pack, [0], [-1], new float[1]));
    }

    private static byte[][] Many(Random random, int count, int alphabet) =>
        [.. Enumerable.Range(0, count).Select(i => Word(random, i % 50 == 49 ? random.Next(0, 80) : i % 5 == 4 ? random.Next(0, 41) : random.Next(1, 13), alphabet))];

    private static byte[] Word(Random random, int length, int alphabet)
    {
        var word = new byte[length];
        for (var i = 0; i < length; i++) word[i] = (byte)('A' + random.Next(alphabet));
        return word;
    }

    private static WordPack Pack(IEnumerable<byte[]> words)
    {
        var builder = new WordPackBuilder();
        foreach (var word in words) builder.Add(word);
        return builder.ToPack();
    }

    private static Gen<byte[]> Word(int shortest, int longest, int alphabet) =>
        Gen.Choose(shortest, longest).SelectMany(length => Gen.Choose('A', 'A' + alphabet - 1).Select(c => (byte)c).ArrayOf(length));

    private static double Plainly(byte[] a, byte[] b)
    {
        if (a.Length == 0 && b.Length == 0) return 1;
        bool[] takenA = new bool[a.Length], takenB = new bool[b.Length];
        var window = Math.Max(0, Math.Max(a.Length, b.Length) / 2 - 1);
        double matched = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length && !takenA[i]; j++)
            {
                if (Math.Abs(i - j) > window || takenB[j] || a[i] != b[j]) continue;
                takenA[i] = takenB[j] = true;
                matched++;
            }
        }
        if (matched == 0) return 0;
        var lettersA = a.Where((_, i) => takenA[i]);
        var lettersB = b.Where((_, j) => takenB[j]);
        var transpositions = lettersA.Zip(lettersB).Count(pair => pair.First != pair.Second) / 2;
        var prefix = a.Zip(b).Take(4).TakeWhile(pair => pair.First == pair.Second).Count();
        var jaro = (matched / Math.Min(a.Length, b.Length) + matched / Math.Max(a.Length, b.Length) + (matched - transpositions) / matched) / 3;
        return jaro + 0.1 * prefix * (1 - jaro);
    }
}
