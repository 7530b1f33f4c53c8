using System.Text;

namespace SatuPintu.Linkage.Records;

/// <summary>The distinct texts of a column by number, as UTF-8 side by side. Number 0 is the empty text, which means missing.</summary>
public sealed class TextValues
{
    private readonly byte[] bytes;
    private readonly int[] ends;

    /// <summary>Takes texts that stand one after the other; the arrays are kept, not copied.</summary>
    /// <param name="bytes">UTF-8 of all texts.</param>
    /// <param name="ends">By number, where each text ends; the first is 0.</param>
    /// <exception cref="ArgumentException">Text 0 is not empty, or an end lies outside.</exception>
    public TextValues(byte[] bytes, int[] ends)
    {
        if (ends.Length == 0 || ends[0] != 0 || ends[^1] > bytes.Length) throw new ArgumentException("Text 0 is empty and every text lies in the bytes.", nameof(ends));
        this.bytes = bytes;
        this.ends = ends;
    }

    /// <summary>How many texts there are, the empty one among them.</summary>
    public int Count => ends.Length;

    /// <summary>UTF-8 of a text.</summary>
    public ReadOnlySpan<byte> this[int number] => number == 0 ? default : bytes.AsSpan(ends[number - 1], ends[number] - ends[number - 1]);

    /// <summary>A text as a string.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(this[number]);

    /// <summary>Memory held, in bytes.</summary>
    public long Size => bytes.LongLength + 4L * ends.LongLength;

    /// <summary>UTF-8 of all texts, for keeping them elsewhere.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, ends[^1]);

    /// <summary>Where each text ends.</summary>
    public ReadOnlySpan<int> Ends => ends;

    /// <summary>Writes the texts.</summary>
    internal void Save(Index.IndexWriter writer)
    {
        writer.Array<int>(ends);
        writer.Array(Bytes);
    }

    /// <summary>Reads texts that were written.</summary>
    internal static TextValues Load(Index.IndexReader reader)
    {
        var ends = reader.Array<int>();
        var bytes = reader.Array<byte>();
        reader.Require(ends.Length > 0 && ends[0] == 0 && ends[^1] == bytes.Length);
        for (var i = 1; i < ends.Length; i++) reader.Require(ends[i] >= ends[i - 1]);
        return new TextValues(bytes, ends);
    }

    /// <summary>Makes values of texts, one number each, after the empty text.</summary>
    public static TextValues From(IEnumerable<string> texts)
    {
        var all = new List<byte>();
        var ends = new List<int> { 0 };
        foreach (var text in texts)
        {
            all.AddRange(Encoding.UTF8.GetBytes(text));
            ends.Add(all.Count);
        }
        return new TextValues([.. all], [.. ends]);
    }
}
