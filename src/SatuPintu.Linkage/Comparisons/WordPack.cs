using System.Runtime.CompilerServices;
using System.Text;

namespace SatuPintu.Linkage.Comparisons;

/// <summary>
/// An immutable set of words (byte strings: UTF-8, or any other encoding of a byte a letter) laid out for comparing many at once.
/// A word is named by its number, in the order of adding.
/// </summary>
/// <remarks>
/// <para>Words of up to 16 bytes are held twice. Each has a slot of 16 bytes, for comparing chosen pairs. And words of one length
/// stand together in blocks of 64 in which position 0 of all the words is followed by position 1 of all, and so on, so that one vector
/// instruction treats one position of many words. A position is held as two vectors, the low and the high half of the byte, since
/// halves can be looked up in tables of 16 entries, the size that processors look up in a register.</para>
/// <para>Memory: two bytes a letter in blocks and 21 bytes a word beside them. Longer words, and words that hold a zero byte, are kept as they are and compared one by one.</para>
/// </remarks>
public sealed class WordPack
{
    /// <summary>The longest word, in bytes, that is compared many at once.</summary>
    public const int LongestPacked = 16;

    internal const int BlockWords = 64;
    internal const int PositionBytes = 2 * BlockWords;
    internal const byte Apart = LongestPacked + 1;

    // Results go to the words' numbers; words are grouped in chunks so that these stay in the nearer caches meanwhile.
    private const int ChunkWords = 16 * 1024;
    private const int Alignment = 64;

    private readonly byte[] text;
    private readonly int[] starts;

    internal WordPack(byte[] text, int[] starts)
    {
        (this.text, this.starts) = (text, starts);
        Count = starts.Length - 1;
        Slots = new byte[(Count + 1) * LongestPacked];
        Lengths = new byte[Count];
        var apart = new List<int>();
        for (var word = 0; word < Count; word++)
        {
            var letters = Word(word);
            // Zeros fill slots up, so a word that holds one cannot be told from a shorter one.
            if (letters.Length is 0 or > LongestPacked || letters.Contains((byte)0))
            {
                Lengths[word] = Apart;
                apart.Add(word);
                continue;
            }
            Lengths[word] = (byte)letters.Length;
            letters.CopyTo(Slots.AsSpan(word * LongestPacked));
        }
        WordsApart = [.. apart];
        (Groups, Order) = Arrange();
        Blocks = Fill();
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; }

    /// <summary>The bytes of a word.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such word.</exception>
    public ReadOnlySpan<byte> Word(int word) => text.AsSpan(starts[word], starts[word + 1] - starts[word]);

    /// <summary>A pack of texts, encoded as UTF-8.</summary>
    public static WordPack Of(IEnumerable<string> words)
    {
        var builder = new WordPackBuilder();
        foreach (var word in words) builder.Add(Encoding.UTF8.GetBytes(word));
        return builder.ToPack();
    }

    /// <summary>16 bytes for each word, filled up with zeros; one slot of zeros follows the last.</summary>
    internal byte[] Slots { get; }

    /// <summary>Bytes of each word, or <see cref="Apart"/> for words that stand in no block (longer than 16 bytes, empty, or holding a zero byte).</summary>
    internal byte[] Lengths { get; }

    /// <summary>Numbers of the words that stand in no block.</summary>
    internal int[] WordsApart { get; }

    internal WordGroup[] Groups { get; }

    /// <summary>Number of the word at each place of the blocks.</summary>
    internal int[] Order { get; }

    /// <summary>The blocks, on pinned memory; <see cref="FirstBlock"/> is aligned to 64 bytes.</summary>
    internal byte[] Blocks { get; }

    internal unsafe int FirstBlock => (int)(-(nint)Unsafe.AsPointer(ref Blocks[0]) & (Alignment - 1));

    private (WordGroup[], int[]) Arrange()
    {
        var groups = new List<WordGroup>();
        var order = new int[Count - WordsApart.Length];
        int place = 0, data = 0;
        var byLength = new List<int>[LongestPacked + 1];
        for (var length = 1; length <= LongestPacked; length++) byLength[length] = [];
        for (var chunk = 0; chunk < Count; chunk += ChunkWords)
        {
            for (var word = chunk; word < Math.Min(Count, chunk + ChunkWords); word++)
                if (Lengths[word] != Apart) byLength[Lengths[word]].Add(word);
            for (var length = 1; length <= LongestPacked; length++)
            {
                var words = byLength[length];
                if (words.Count == 0) continue;
                words.CopyTo(order, place);
                groups.Add(new(length, words.Count, place, data, words[^1] - words[0] == words.Count - 1));
                place += words.Count;
                data += (words.Count + BlockWords - 1) / BlockWords * length * PositionBytes;
                words.Clear();
            }
        }
        return ([.. groups], order);
    }

    private byte[] Fill()
    {
        var bytes = Groups.Length == 0 ? 0 : Groups[^1].Data + Groups[^1].Blocks * Groups[^1].Length * PositionBytes;
        var blocks = GC.AllocateArray<byte>(bytes + Alignment, pinned: true);
        var first = (int)(-Address(blocks) & (Alignment - 1));
        foreach (var group in Groups)
        {
            for (var i = 0; i < group.Words; i++)
            {
                var letters = Word(Order[group.Place + i]);
                var lane = first + group.Data + i / BlockWords * group.Length * PositionBytes + i % BlockWords;
                for (var p = 0; p < letters.Length; p++, lane += PositionBytes)
                {
                    blocks[lane] = (byte)(letters[p] & 15);
                    blocks[lane + BlockWords] = (byte)(letters[p] >> 4);
                }
            }
        }
        return blocks;
    }

    private static unsafe nint Address(byte[] pinned) => (nint)Unsafe.AsPointer(ref pinned[0]);
}

/// <summary>Words of one length in consecutive blocks.</summary>
/// <param name="Length">Bytes of each word.</param>
/// <param name="Words">How many words.</param>
/// <param name="Place">Where their numbers begin in <see cref="WordPack.Order"/>.</param>
/// <param name="Data">Where their blocks begin, in bytes after <see cref="WordPack.FirstBlock"/>.</param>
/// <param name="InRow">Whether their numbers follow one another without a gap.</param>
internal readonly record struct WordGroup(int Length, int Words, int Place, int Data, bool InRow)
{
    public int Blocks => (Words + WordPack.BlockWords - 1) / WordPack.BlockWords;
}

/// <summary>Collects words for a <see cref="WordPack"/>.</summary>
public sealed class WordPackBuilder
{
    private readonly List<int> starts = [0];
    private byte[] text = new byte[256];
    private int used;

    /// <summary>Adds a word and returns its number: 0, 1, 2, …</summary>
    /// <exception cref="OverflowException">All words together pass 2^31 bytes.</exception>
    public int Add(ReadOnlySpan<byte> word)
    {
        var end = checked(used + word.Length);
        if (end > text.Length) Array.Resize(ref text, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * text.Length)));
        word.CopyTo(text.AsSpan(used));
        used = end;
        starts.Add(used);
        return starts.Count - 2;
    }

    /// <summary>The words added so far as a pack; adding may go on without changing it.</summary>
    public WordPack ToPack() => new(text.AsSpan(0, used).ToArray(), [.. starts]);
}
