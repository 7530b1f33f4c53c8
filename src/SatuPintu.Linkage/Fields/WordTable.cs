using System.Numerics;
using System.Runtime.Intrinsics;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>How a word answers another one.</summary>
internal enum WordAnswer { None, Nickname, Slip, Near, Initial, Alike }

/// <summary>The values of a field as bags of words, each word once in a table, with how often it occurs.</summary>
internal sealed class WordTable
{
    /// <summary>The most words of a value that are compared.</summary>
    public const int MostWords = 10;

    private readonly ValueInterner words = new(1024);
    private readonly ValueInterner values;
    private int[] starts = new int[64];
    private int[] wordsOf = new int[64];
    private int filled;
    // What decides quickly that a word is another, in as few bytes as may be, since it is asked for every pair of words: its letters as
    // a set in the lower bits, its length, and whether it has a digit.
    private uint[] outlines = [];
    private Vector128<byte>[] heads = [];
    private Nicknames? nicknames;
    private const uint Letters = 0x07FFFFFF;
    private const int LengthShift = 27;
    private const uint LongestOutlined = 15;
    private const uint HasDigit = 1u << 31;

    private readonly bool sorted;

    /// <summary>Makes an empty table.</summary>
    /// <param name="expected">How many values are expected.</param>
    /// <param name="sorted">Whether the order of the words says nothing: they are then kept by number, so that two values are compared in one pass.</param>
    public WordTable(int expected, bool sorted = false)
    {
        values = new ValueInterner(expected);
        this.sorted = sorted;
    }

    /// <summary>How many values there are, the empty one among them.</summary>
    public int ValueCount => values.Count;

    /// <summary>How many words there are, the empty one among them.</summary>
    public int WordCount => words.Count;

    /// <summary>By word, −log2 of the share of the values' records that have it.</summary>
    public float[] Information { get; private set; } = [];

    /// <summary>By value, the information of all its words.</summary>
    public float[] TotalInformation { get; private set; } = [];

    /// <summary>UTF-8 of a value.</summary>
    public ReadOnlySpan<byte> Value(int value) => values[value];

    /// <summary>UTF-8 of a word.</summary>
    public ReadOnlySpan<byte> Word(int word) => words[word];

    /// <summary>The words of a value.</summary>
    public ReadOnlySpan<int> WordsOf(int value) => wordsOf.AsSpan(starts[value], starts[value + 1] - starts[value]);

    /// <summary>The number of a folded value.</summary>
    public int Add(ReadOnlySpan<byte> folded)
    {
        var before = values.Count;
        var value = values.Intern(folded);
        if (value < before) return value;
        if (value + 2 > starts.Length) Array.Resize(ref starts, starts.Length * 2);
        starts[value] = filled;
        var count = 0;
        while (!folded.IsEmpty && count < MostWords)
        {
            var blank = folded.IndexOf((byte)' ');
            var word = blank < 0 ? folded : folded[..blank];
            folded = blank < 0 ? default : folded[(blank + 1)..];
            if (word.IsEmpty) continue;
            if (filled == wordsOf.Length) Array.Resize(ref wordsOf, wordsOf.Length * 2);
            wordsOf[filled++] = words.Intern(word);
            count++;
        }
        if (sorted) Array.Sort(wordsOf, starts[value], count);
        starts[value + 1] = filled;
        return value;
    }

    /// <summary>Ends the adding: counts the words of all records and weighs them.</summary>
    public void Complete(IEnumerable<int[]> cells, bool withNicknames)
    {
        var records = new long[ValueCount];
        long known = 0;
        foreach (var column in cells)
            foreach (var value in column) records[value]++;
        for (var value = 1; value < ValueCount; value++) known += records[value];
        var counts = new long[WordCount];
        for (var value = 1; value < ValueCount; value++)
            foreach (var word in WordsOf(value)) counts[word] += records[value];
        Information = new float[WordCount];
        outlines = new uint[WordCount];
        heads = new Vector128<byte>[WordCount];
        Span<byte> head = stackalloc byte[Vector128<byte>.Count];
        for (var word = 1; word < WordCount; word++)
        {
            Information[word] = (float)-Math.Log2(Math.Max(1, counts[word]) / (double)Math.Max(1, known));
            var text = words[word];
            var outline = Math.Min((uint)text.Length, LongestOutlined) << LengthShift;
            foreach (var c in text) outline |= char.IsAsciiDigit((char)c) ? HasDigit : (c & 31) <= 26 ? 1u << (c & 31) : 1;
            outlines[word] = outline;
            head.Clear();
            text[..Math.Min(text.Length, head.Length)].CopyTo(head);
            heads[word] = Vector128.Create<byte>(head);
        }
        TotalInformation = new float[ValueCount];
        for (var value = 1; value < ValueCount; value++)
            TotalInformation[value] = Total(value);
        if (withNicknames) nicknames = Nicknames.For(words);
    }

    private float Total(int value)
    {
        double sum = 0;
        foreach (var word in WordsOf(value)) sum += Information[word];
        return (float)sum;
    }

    /// <summary>How two different words answer each other.</summary>
    public WordAnswer Answer(int a, int b)
    {
        uint x = outlines[a], y = outlines[b];
        int lengthX = (int)(x >> LengthShift & LongestOutlined), lengthY = (int)(y >> LengthShift & LongestOutlined);
        int shorter = Math.Min(lengthX, lengthY), longer = Math.Max(lengthX, lengthY);
        if (shorter > 1 && (nicknames is null || !nicknames.HasAny(a)))
        {
            // Three edits in eight letters are the most that still looks alike; each edit changes the set of letters by two at the most.
            var most = Math.Min(3, longer * 3 / 8);
            if (longer - shorter > most || ((x | y) & HasDigit) != 0 || BitOperations.PopCount((x ^ y) & Letters) > 2 * most) return WordAnswer.None;
        }
        return Look(a, b, shorter, longer);
    }

    private WordAnswer Look(int a, int b, int shorter, int longer)
    {
        Vector128<byte> x = heads[a], y = heads[b];
        if (shorter == 1) return x[0] == y[0] ? WordAnswer.Initial : WordAnswer.None;
        if (nicknames is not null && nicknames.Share(a, b)) return WordAnswer.Nickname;
        var limit = Math.Min(3, longer * 3 / 8);
        if (limit == 0 || longer - shorter > limit || ((outlines[a] | outlines[b]) & HasDigit) != 0 || shorter <= 3 && x[0] != y[0]) return WordAnswer.None;
        var distance = longer < LongestOutlined
            ? ByteDistance.OfShort(x, (int)(outlines[a] >> LengthShift & LongestOutlined), y, (int)(outlines[b] >> LengthShift & LongestOutlined), limit)
            : ByteDistance.UpTo(words[a], words[b], limit);
        if (distance == 1) return WordAnswer.Slip;
        if (distance == 2 && shorter >= 6) return WordAnswer.Near;
        return distance <= limit && x[0] == y[0] ? WordAnswer.Alike : WordAnswer.None;
    }
}
