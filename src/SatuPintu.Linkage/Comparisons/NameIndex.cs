using System.Numerics;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>
/// The distinct names of some records as bags of words, with how often each name and each word occurs, and the comparison of
/// any two of them.
/// </summary>
/// <remarks>
/// Names are given as their words in canonical spelling. Words may be swapped, missing, initials, glued together or misspelt.
/// Two names that share MUHAMMAD share little; two that share a rare word share much: what is shared is weighed by its
/// frequency (Winkler 1989; Newcombe et al. 1959).
/// </remarks>
public sealed class NameIndex
{
    private const int MostWords = 8;
    private const int ShortestGlued = 6;
    private readonly List<string> words = [];
    private readonly List<int> wordCount = [];
    private readonly List<uint> letters = [];
    private readonly Dictionary<string, int> wordNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> nameNumber = new(StringComparer.Ordinal);
    private readonly List<int[]> names = [[]];
    private readonly List<string> joined = [""];
    private readonly List<int> nameCount = [0];
    private double[] wordInformation = [];
    private double[] nameInformation = [];

    /// <summary>How many distinct names there are, the missing name (number 0) among them.</summary>
    public int Count => names.Count;

    /// <summary>Adds a name that stands on <paramref name="records"/> records and returns its number; 0 for a name without words.</summary>
    public int Add(IReadOnlyList<string> nameWords, int records)
    {
        if (nameWords.Count == 0) return 0;
        var key = string.Join(' ', nameWords);
        if (!nameNumber.TryGetValue(key, out var name))
        {
            name = names.Count;
            nameNumber.Add(key, name);
            names.Add(nameWords.Take(MostWords).Select(WordNumber).ToArray());
            joined.Add(string.Concat(nameWords));
            nameCount.Add(0);
        }
        nameCount[name] += records;
        foreach (var word in names[name]) wordCount[word] += records;
        return name;
    }

    /// <summary>Ends the adding: turns counts into information. To be called once before comparing.</summary>
    public void Complete()
    {
        double total = Math.Max(1, nameCount.Sum());
        wordInformation = wordCount.Select(c => -Math.Log2(Math.Max(1, c) / total)).ToArray();
        nameInformation = nameCount.Select(c => -Math.Log2(Math.Max(1, c) / total)).ToArray();
    }

    /// <summary>The words of a name.</summary>
    public IReadOnlyList<string> Words(int name) => names[name].Select(w => words[w]).ToArray();

    /// <summary>Information of a whole name, in bits.</summary>
    public double Information(int name) => nameInformation[name];

    /// <summary>On how many records a name stands.</summary>
    public int Records(int name) => nameCount[name];

    /// <summary>The initials of a name's words as a set of letters, bit 0 for A.</summary>
    public uint Initials(int name)
    {
        uint set = 0;
        foreach (var word in names[name]) set |= LetterBit(words[word][0]);
        return set;
    }

    /// <summary>Compares two names by number.</summary>
    public NameComparison Compare(int a, int b)
    {
        if (a == 0 || b == 0) return new(NameAgreement.Missing, 0);
        if (a == b) return new(NameAgreement.Equal, nameInformation[a]);

        ReadOnlySpan<int> left = names[a], right = names[b];
        if (left.Length > right.Length)
        {
            var swap = left;
            left = right;
            right = swap;
        }
        Span<bool> taken = stackalloc bool[MostWords];
        Span<bool> answered = stackalloc bool[MostWords];
        double information = 0;
        int equal = 0, slips = 0, initials = 0;
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
            {
                if (taken[j] || left[i] != right[j]) continue;
                taken[j] = answered[i] = true;
                information += wordInformation[left[i]];
                equal++;
                break;
            }
        }
        for (var i = 0; i < left.Length; i++)
        {
            if (answered[i]) continue;
            for (var j = 0; j < right.Length; j++)
            {
                if (taken[j]) continue;
                var answer = Answer(left[i], right[j]);
                if (answer == WordAnswer.None) continue;
                taken[j] = answered[i] = true;
                if (answer == WordAnswer.Initial)
                {
                    initials++;
                    information += 2;
                }
                else
                {
                    slips++;
                    information += SlipInformation(left[i], right[j]);
                }
                break;
            }
        }
        var matched = equal + slips + initials;
        var all = matched == left.Length && matched == right.Length;
        if (all && initials == 0 && slips <= 1) return new(slips == 0 ? NameAgreement.Equal : NameAgreement.Close, information);
        if (Glued(a, b)) return new(NameAgreement.Close, Math.Max(nameInformation[a], nameInformation[b]) - 2);
        if (all) return new(initials > 0 ? NameAgreement.Initials : NameAgreement.Loose, information);
        if (matched == left.Length) return new(slips + initials == 0 ? NameAgreement.Part : NameAgreement.LoosePart, information);
        if (equal > 0) return new(NameAgreement.Overlap, information);
        return new(matched > 0 ? NameAgreement.Faint : NameAgreement.Different, information);
    }

    private enum WordAnswer { None, Slip, Initial }

    private WordAnswer Answer(int a, int b)
    {
        string x = words[a], y = words[b];
        if (x.Length == 1 || y.Length == 1) return x[0] == y[0] ? WordAnswer.Initial : WordAnswer.None;
        var shorter = Math.Min(x.Length, y.Length);
        var limit = shorter >= 8 ? 2 : 1;
        if (Math.Abs(x.Length - y.Length) > limit) return WordAnswer.None;
        // Each edit changes the set of letters by two at the most.
        if (BitOperations.PopCount(letters[a] ^ letters[b]) > 2 * limit) return WordAnswer.None;
        if (shorter <= 3 && x[0] != y[0]) return WordAnswer.None;
        return EditDistance.Within(x, y, limit) ? WordAnswer.Slip : WordAnswer.None;
    }

    // A slip of a common word is itself rare; what is shared is the common word.
    private double SlipInformation(int a, int b) => Math.Max(0, Math.Min(wordInformation[a], wordInformation[b]) - 1);

    // The words are parted elsewhere, or not at all: written together, the names are one slip apart at the most.
    private bool Glued(int a, int b)
    {
        string x = joined[a], y = joined[b];
        return Math.Min(x.Length, y.Length) >= ShortestGlued && (names[a].Length > 1 || names[b].Length > 1)
            && EditDistance.Within(x, y, 1);
    }

    private int WordNumber(string word)
    {
        if (wordNumber.TryGetValue(word, out var number)) return number;
        number = words.Count;
        wordNumber.Add(word, number);
        words.Add(word);
        wordCount.Add(0);
        uint set = 0;
        foreach (var c in word) set |= LetterBit(c);
        letters.Add(set);
        return number;
    }

    private static uint LetterBit(char c) => c is >= 'A' and <= 'Z' ? 1u << (c - 'A') : 1u << (26 + c % 6);
}
