using System.Text;
using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Search;

/// <summary>
/// Finds texts of words, such as names or addresses, by what somebody typed: misspelt words, old and new spelling, words left out, in another order, written
/// together or apart.
/// </summary>
/// <remarks>
/// <para>Each word typed is compared with every word that occurs (Jaro-Winkler, and by sound), and the texts are found through the words that are close. A rare
/// word says more than a frequent one: its weight is ln(1 + N/n), where n of N texts hold it (Spärck Jones 1972).</para>
/// <para>Immutable; all members may be called by several threads at once, each with an <see cref="TextHits"/> of its own.</para>
/// </remarks>
public sealed class TextIndex
{
    private const float Close = 0.82f, SoundsAlike = 0.9f;
    private const int MostWords = 10, LeastSplit = 3;

    private readonly WordPack words;
    private readonly Dictionary<string, int> numberOf;
    private readonly Dictionary<ulong, int[]> bySound;
    // Texts by word, one behind the other.
    private readonly int[] starts, texts;
    private readonly byte[] lengths;

    internal TextIndex(WordPack words, Dictionary<string, int> numberOf, int[] starts, int[] texts, byte[] lengths)
    {
        (this.words, this.numberOf, this.starts, this.texts, this.lengths) = (words, numberOf, starts, texts, lengths);
        bySound = Enumerable.Range(0, words.Count).GroupBy(w => Phonetic.Of(words.Word(w))).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>How many different texts there are; they are numbered from 0.</summary>
    public int Count => lengths.Length;

    /// <summary>How many different words they hold.</summary>
    public int WordCount => words.Count;

    /// <summary>A place for the results of one search after another, by one thread at a time.</summary>
    public TextHits NewHits() => new(Count, WordCount);

    /// <summary>Finds texts close to what was typed.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="hits">Takes the texts, each with its score from 0 to 1: how much of the weight of what was typed the text holds, less a little for words it has besides.</param>
    public void Find(string typed, TextHits hits)
    {
        hits.Clear();
        var asked = TextIndexBuilder.Words(typed).Take(MostWords).ToList();
        if (asked.Count == 0) return;
        var weights = 0f;
        for (var i = 0; i < asked.Count; i++)
        {
            var weight = Spread(asked[i], i > 0 ? asked[i - 1] + asked[i] : null, i + 1 < asked.Count ? asked[i] + asked[i + 1] : null, hits);
            weights += weight;
        }
        hits.Finish(weights, asked.Count, lengths);
    }

    /// <summary>Gives the texts that hold something like a word their share of it; returns the word's weight.</summary>
    private float Spread(string word, string? withFormer, string? withNext, TextHits hits)
    {
        var near = hits.Near;
        near.Clear();
        Gather(word, 1, hits);
        // SITIAMINAH is SITI AMINAH, whichever of the two somebody typed.
        if (withFormer is not null) Exactly(withFormer, 0.97f, near);
        if (withNext is not null) Exactly(withNext, 0.97f, near);
        for (var cut = LeastSplit; cut <= word.Length - LeastSplit; cut++)
            if (numberOf.TryGetValue(word[..cut], out var left) && numberOf.TryGetValue(word[cut..], out var right)) near.AddRange([(0.97f, left), (0.97f, right)]);
        near.Sort(static (a, b) => b.Likeness.CompareTo(a.Likeness));
        var holding = 0;
        foreach (var (likeness, number) in near)
        {
            if (likeness >= 0.97f) holding += starts[number + 1] - starts[number];
        }
        var weight = MathF.Log(1 + (Count / (float)Math.Max(1, holding)));
        hits.NextWord();
        // The closest come first, so that a text is given the best of its words.
        foreach (var (likeness, number) in near)
            foreach (var text in texts.AsSpan(starts[number], starts[number + 1] - starts[number])) hits.Give(text, weight * likeness);
        return weight;
    }

    private void Gather(string word, float most, TextHits hits)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        if (bytes.Length == 1)
        {
            // An initial stands for any word that begins with it, but says little.
            for (var other = 0; other < words.Count; other++)
                if (words.Word(other) is { Length: > 0 } letters && letters[0] == bytes[0]) hits.Near.Add((letters.Length == 1 ? most : 0.6f, other));
            return;
        }
        JaroWinkler.Similarities(bytes, words, hits.Similarities);
        var similarities = hits.Similarities.AsSpan(0, words.Count);
        for (var other = 0; other < similarities.Length; other++)
        {
            if (similarities[other] < Close) continue;
            // From the threshold to equality, so that a chance likeness counts for little.
            hits.Near.Add((most * (0.25f + (0.75f * (similarities[other] - Close) / (1 - Close))), other));
        }
        if (bySound.TryGetValue(Phonetic.Of(bytes), out var alike))
            foreach (var other in alike) hits.Near.Add((most * Math.Max(SoundsAlike * EditLikeness(bytes, words.Word(other)), similarities[other] == 1 ? 1 : 0), other));
        foreach (var other in InitialOf(bytes[0])) hits.Near.Add((0.5f, other));
    }

    // The words of one letter; somebody may have been written down by an initial.
    private IEnumerable<int> InitialOf(byte letter) => numberOf.TryGetValue(((char)letter).ToString(), out var number) ? [number] : [];

    private void Exactly(string word, float likeness, List<(float, int)> near)
    {
        if (numberOf.TryGetValue(word, out var number)) near.Add((likeness, number));
    }

    // What sounds alike is the likelier the same the fewer letters differ: MUHAMAD and MOHAMED, but hardly NANA and MAYA.
    private static float EditLikeness(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => 1 - (EditDistance.Between(a, b) / (2f * Math.Max(a.Length, b.Length)));
}
