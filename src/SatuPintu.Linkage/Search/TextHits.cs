namespace SatuPintu.Linkage.Search;

/// <summary>The texts that a search found, with their scores; used again for the next search, since it is as long as the index.</summary>
public sealed class TextHits
{
    private readonly float[] scores;
    private readonly int[] lastWord;
    private readonly byte[] matched;
    private readonly List<int> found = [];
    private int word;

    internal TextHits(int texts, int words) => (scores, lastWord, matched, Similarities) = (new float[texts], new int[texts], new byte[texts], new float[words]);

    /// <summary>By text, its score from 0 to 1.</summary>
    public ReadOnlySpan<float> Scores => scores;

    /// <summary>The texts with a score above 0, in no order.</summary>
    public IReadOnlyList<int> Found => found;

    internal float[] Similarities { get; }

    internal List<(float Likeness, int Word)> Near { get; } = [];

    internal void Clear()
    {
        foreach (var text in found)
        {
            scores[text] = 0;
            lastWord[text] = 0;
            matched[text] = 0;
        }
        found.Clear();
        word = 0;
    }

    internal void NextWord() => word++;

    internal void Give(int text, float share)
    {
        if (lastWord[text] == word) return;
        if (lastWord[text] == 0) found.Add(text);
        lastWord[text] = word;
        scores[text] += share;
        matched[text]++;
    }

    // A word that nobody asked for takes a little: SITI AMINAH comes before SITI AMINAH BINTI ABDULLAH.
    internal void Finish(float weights, int asked, byte[] lengths)
    {
        foreach (var text in found)
        {
            var besides = Math.Max(0, lengths[text] - Math.Max(asked, (int)matched[text]));
            scores[text] = scores[text] / weights * (1 - (0.04f * Math.Min(5, besides)));
        }
    }
}
