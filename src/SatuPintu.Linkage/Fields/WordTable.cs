using System.Numerics;
using System.Runtime.Intrinsics;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>How a word answers another one.</summary>
internal enum WordAnswer { None, Nickname, Slip, Near, Initial, Alike }

/// <summary>The values of a field as bags of words, each word once in a table, with how often it occurs.</summary>
internal sealed class WordTable
{
    /// <summary>The most words of a value that are compared.</summary>
    public const int MostWords = 10;

    private readonly ValueInterner words;
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
    private float rarest;

    private readonly bool sorted;

    /// <summary>Makes an empty table.</summary>
    /// <param name="expected">How many values are expected.</param>
    /// <param name="sorted">Whether the order of the words says nothing: they are then kept by number, so that two values are compared in one pass.</param>
    public WordTable(int expected, bool sorted = false)
    {
        words = new ValueInterner(1024);
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
        for (var word = 1; word < WordCount; word++)
        {
            Information[word] = (float)-Math.Log2(Math.Max(1, counts[word]) / (double)Math.Max(1, known));
            Outline(word);
        }
        rarest = (float)Math.Log2(Math.Max(1, known));
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

    private void Outline(int word)
    {
        var text = words[word];
        var outline = Math.Min((uint)text.Length, LongestOutlined) << LengthShift;
        foreach (var c in text) outline |= char.IsAsciiDigit((char)c) ? HasDigit : (c & 31) <= 26 ? 1u << (c & 31) : 1;
        outlines[word] = outline;
        Span<byte> head = stackalloc byte[Vector128<byte>.Count];
        head.Clear();
        text[..Math.Min(text.Length, head.Length)].CopyTo(head);
        heads[word] = Vector128.Create<byte>(head);
    }

    /// <summary>The number of a folded value after the weighing; a word that was not weighed is as rare as a word can be.</summary>
    public int AddLater(ReadOnlySpan<byte> folded)
    {
        int weighedWords = WordCount, weighed = ValueCount;
        var value = Add(folded);
        if (WordCount > outlines.Length)
        {
            var room = WordCount + WordCount / 8 + MostWords;
            Array.Resize(ref outlines, room);
            Array.Resize(ref heads, room);
            Information = Longer(Information, room);
        }
        for (var word = weighedWords; word < WordCount; word++)
        {
            Information[word] = rarest;
            Outline(word);
            nicknames?.Add(words[word], word);
        }
        if (ValueCount == weighed) return value;
        if (ValueCount > TotalInformation.Length) TotalInformation = Longer(TotalInformation, ValueCount + ValueCount / 8 + 16);
        TotalInformation[value] = Total(value);
        return value;
    }

    private static float[] Longer(float[] items, int room)
    {
        Array.Resize(ref items, room);
        return items;
    }

    /// <summary>Writes the table.</summary>
    public void Save(IndexWriter writer)
    {
        words.Save(writer);
        values.Save(writer);
        writer.Numbers(sorted ? 1 : 0);
        writer.Array<int>(starts.AsSpan(0, ValueCount + 1));
        writer.Array<int>(wordsOf.AsSpan(0, filled));
        writer.Array<float>(Information.AsSpan(0, WordCount));
        writer.Array<float>([rarest]);
    }

    /// <summary>Reads a table that was written.</summary>
    public static WordTable Load(IndexReader reader, bool withNicknames) => new(reader, withNicknames);

    private WordTable(IndexReader reader, bool withNicknames)
    {
        words = ValueInterner.Load(reader);
        words.MakeSlots();
        values = ValueInterner.Load(reader);
        reader.Later(values.MakeSlots);
        sorted = reader.Numbers(1)[0] != 0;
        starts = reader.Array<int>(1 << 12, out var ends);
        wordsOf = reader.Array<int>(1 << 14, out filled);
        Information = reader.Array<float>(1 << 10, out var weighed);
        rarest = reader.Array<float>() is [var most] ? most : throw reader.Damaged();
        reader.Require(ends == ValueCount + 1 && weighed == WordCount && starts[ValueCount] == filled);
        outlines = new uint[Information.Length];
        heads = new Vector128<byte>[Information.Length];
        for (var word = 1; word < WordCount; word++) Outline(word);
        TotalInformation = new float[starts.Length];
        reader.Later(() =>
        {
            for (var value = 1; value < ValueCount; value++) TotalInformation[value] = Total(value);
        });
        if (withNicknames) nicknames = Nicknames.For(words);
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
