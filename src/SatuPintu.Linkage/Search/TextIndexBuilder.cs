using System.Runtime.InteropServices;
using System.Text;
using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Search;

/// <summary>Gathers texts for a <see cref="TextIndex"/>.</summary>
/// <example><code>
/// var builder = new TextIndexBuilder();
/// var aminah = builder.Add("Siti Aminah");
/// var index = builder.ToIndex();
/// var hits = index.NewHits();
/// index.Find("aminnah, st.", hits);
/// </code></example>
public sealed class TextIndexBuilder
{
    private readonly Dictionary<string, int> textOf = new(StringComparer.Ordinal), wordOf = new(StringComparer.Ordinal);
    private readonly List<int> ends = [], words = [];

    /// <summary>Adds a text; texts of the same words in the same order are one.</summary>
    /// <returns>Its number; −1 where it holds no word.</returns>
    public int Add(string text)
    {
        var parts = Words(text);
        if (parts.Count == 0) return -1;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(textOf, string.Join(' ', parts), out var known);
        if (known) return number;
        number = textOf.Count - 1;
        foreach (var part in parts.Distinct(StringComparer.Ordinal))
        {
            ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(wordOf, part, out var old);
            if (!old) word = wordOf.Count - 1;
            words.Add(word);
        }
        ends.Add(words.Count);
        return number;
    }

    /// <summary>The index of all texts added.</summary>
    public TextIndex ToIndex()
    {
        var starts = new int[wordOf.Count + 1];
        foreach (var word in words) starts[word + 1]++;
        for (var word = 0; word < wordOf.Count; word++) starts[word + 1] += starts[word];
        var (texts, next, lengths) = (new int[words.Count], starts.ToArray(), new byte[ends.Count]);
        for (int text = 0, at = 0; text < ends.Count; text++)
        {
            lengths[text] = (byte)Math.Min(byte.MaxValue, ends[text] - at);
            for (; at < ends[text]; at++) texts[next[words[at]]++] = text;
        }
        return new TextIndex(WordPack.Of(wordOf.OrderBy(w => w.Value).Select(w => w.Key)), new Dictionary<string, int>(wordOf, StringComparer.Ordinal), starts, texts, lengths);
    }

    /// <summary>The words of a text as they are compared: folded, without signs.</summary>
    internal static IReadOnlyList<string> Words(string text)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest + 8];
        var length = TextFolding.Words(Encoding.UTF8.GetBytes(text), folded);
        return Encoding.UTF8.GetString(folded[..length]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
