using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>A whole name as a bag of words: they may be swapped, missing, initials, glued together or misspelt.</summary>
/// <remarks>What two names share is weighed by how rare it is (Newcombe et al. 1959): two that share MUHAMMAD share little.</remarks>
internal sealed class FullNameColumn : FieldColumn
{
    private const int OtherForm = 6;
    private const int Slip = 8;
    private const int Slips = 11;
    private const int Initials = 13;
    private const int Part = 15;
    private const int PartWithSlip = 19;
    private const int Overlap = 21;
    private const int Letters = 24;
    private const int Faint = 25;
    private const int Different = 26;

    private static readonly LevelSpec[] NameLevels = WithBands(0.62,
        ["equal, very common", "equal, common", "equal", "equal, rare", "equal, very rare"],
        new("other order or form, common", 0.01, 0.0005),
        new("other order or form, rare", 0.03, 0.00005),
        new("one slip, common", 0.02, 0.001),
        new("one slip, rare", 0.05, 0.0004),
        new("one slip, very rare", 0.06, 0.00005),
        new("slips, common", 0.004, 0.0005),
        new("slips, rare", 0.01, 0.00005),
        new("initials, common", 0.01, 0.003),
        new("initials, rare", 0.02, 0.0003),
        new("part, very common", 0.02, 0.025),
        new("part, common", 0.03, 0.012),
        new("part, rare", 0.04, 0.003),
        new("part, very rare", 0.03, 0.0003),
        new("part with slip, common", 0.005, 0.012),
        new("part with slip, rare", 0.01, 0.001),
        new("overlap, very common", 0.005, 0.02),
        new("overlap, common", 0.01, 0.015),
        new("overlap, rare", 0.01, 0.003),
        new("letters alike", 0.01, 0.002),
        new("faint", 0.003, 0.02),
        new("different", 0.02, 0.88));

    // Two names drawn at random share so much once in some thousands.
    private const double LeastShared = 0.65;
    private readonly WordTable table;
    private readonly bool isRead;
    private ulong[] letterPairs = [];

    public FullNameColumn(FieldData source, WordTable table, int[] cells)
        : base(source, NameLevels, [6, 8, 10, 13])
    {
        this.table = table;
        Cells = cells;
        ValueCount = table.ValueCount;
    }

    /// <summary>Reads a column that was written.</summary>
    public FullNameColumn(IndexReader reader)
        : base(reader, NameLevels)
    {
        isRead = true;
        table = WordTable.Load(reader, withNicknames: true);
        reader.Require(ValueCount == table.ValueCount);
    }

    public void Complete(int leftCount)
    {
        var sets = new ulong[table.WordCount];
        for (var word = 1; word < sets.Length; word++) sets[word] = LetterPairs(word);
        letterPairs = sets;
        Weigh(leftCount);
    }

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest];
        var value = table.AddLater(folded[..TextFolding.Name(raw, folded)]);
        Grow(table.ValueCount);
        return value;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer) => table.Save(writer);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => table.Value(value);

    /// <summary>The table of values.</summary>
    public WordTable Table => table;

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??= MakeAttributes();

    private List<BlockingAttribute> MakeAttributes()
    {
        // Words of an index and words that come later are sounded as they are asked for.
        var sounds = new ulong[isRead ? 0 : table.WordCount];
        for (var word = 1; word < sounds.Length; word++) sounds[word] = Phonetic.Of(table.Word(word));
        return
        [
            new("sound", $"{Name} (sound)", v => Bag(table.WordsOf(v), sounds), 0.4),
            new("first", $"{Name}, first word (sound)", v => table.WordsOf(v) is [var first, ..] ? Sound(first, sounds) : 0, 0.65),
            new("last", $"{Name}, last word (sound)", v => table.WordsOf(v) is [_, .., var last] ? Sound(last, sounds) : 0, 0.6),
            new("rarest", $"{Name}, rarest word (sound)", v => Rarest(table.WordsOf(v), sounds), 0.55),
            new("letters", $"{Name} (letter pairs)", v => Phonetic.MinHash(table.Value(v), 1), 0.6),
        ];
    }

    private ulong Sound(int word, ulong[] sounds) => word < sounds.Length ? sounds[word] : Phonetic.Of(table.Word(word));

    private ulong Bag(ReadOnlySpan<int> words, ulong[] sounds)
    {
        // A sum does not depend on the order of the words.
        ulong sum = 0;
        foreach (var word in words) sum += Hashing.Mix(Sound(word, sounds), 7);
        return words.IsEmpty ? 0 : Hashing.Mix(sum, (ulong)words.Length);
    }

    private ulong Rarest(ReadOnlySpan<int> words, ulong[] sounds)
    {
        var rarest = 0;
        foreach (var word in words) if (rarest == 0 || table.Information[word] > table.Information[rarest]) rarest = word;
        return Sound(rarest, sounds);
    }

    /// <inheritdoc/>
    protected override int Compare(int a, int b)
    {
        ReadOnlySpan<int> left = table.WordsOf(a), right = table.WordsOf(b);
        if (left.Length > right.Length)
        {
            var swap = left;
            left = right;
            right = swap;
        }
        uint taken = 0, answered = 0;
        double information = 0;
        int equal = 0, slips = 0, initials = 0;
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
            {
                if (left[i] != right[j] || (taken >> j & 1) != 0) continue;
                taken |= 1u << j;
                answered |= 1u << i;
                information += table.Information[left[i]];
                equal++;
                break;
            }
        }
        if (equal < left.Length)
        {
            for (var i = 0; i < left.Length; i++)
            {
                if ((answered >> i & 1) != 0) continue;
                for (var j = 0; j < right.Length; j++)
                {
                    if ((taken >> j & 1) != 0) continue;
                    var answer = table.Answer(left[i], right[j]);
                    if (answer is WordAnswer.None or WordAnswer.Alike) continue;
                    taken |= 1u << j;
                    if (answer == WordAnswer.Initial)
                    {
                        initials++;
                        information += 2;
                    }
                    else
                    {
                        // A short form is as good as the name; a slip of a common word is rare, but what is shared is the common word.
                        if (answer == WordAnswer.Nickname) equal++;
                        else slips += answer == WordAnswer.Near ? 2 : 1;
                        information += Math.Max(0, Math.Min(table.Information[left[i]], table.Information[right[j]]) - 1);
                    }
                    break;
                }
            }
        }
        var matched = System.Numerics.BitOperations.PopCount(taken);
        var all = matched == left.Length && matched == right.Length;
        if (all && initials == 0 && slips == 0) return information < 9 ? OtherForm : OtherForm + 1;
        var glued = matched < right.Length && (left.Length > 1 || right.Length > 1) && Glued(a, b);
        // Written together, words do not answer each other one by one; what the names share is all of either.
        if (glued) information = Math.Min(table.TotalInformation[a], table.TotalInformation[b]);
        if (glued || all && initials == 0 && slips == 1)
            return information < 6 ? Slip : information < 10 ? Slip + 1 : Slip + 2;
        if (all) return initials > 0 ? information < 8 ? Initials : Initials + 1 : information < 8 ? Slips : Slips + 1;
        if (matched == left.Length && matched > 0)
        {
            if (slips + initials == 0) return Part + (information < 4 ? 0 : information < 6.5 ? 1 : information < 9.5 ? 2 : 3);
            return information < 7 ? PartWithSlip : PartWithSlip + 1;
        }
        if (equal > 0) return Overlap + (information < 4 ? 0 : information < 6.5 ? 1 : 2);
        if (LettersAlike(left, right)) return Letters;
        return matched > 0 ? Faint : Different;
    }

    // Several slips at once, or words glued in another order: no word answers, and yet most pairs of neighbouring letters are the same.
    private bool LettersAlike(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        ulong x = 0, y = 0;
        foreach (var word in left) x |= LetterPairs(word);
        foreach (var word in right) y |= LetterPairs(word);
        int shared = System.Numerics.BitOperations.PopCount(x & y), all = System.Numerics.BitOperations.PopCount(x) + System.Numerics.BitOperations.PopCount(y);
        return shared >= 2 && shared * 2 >= all * LeastShared;
    }

    /// <summary>The pairs of neighbouring letters of a word as a set of bits, each pair hashed to one; kept for the words that were there at the start.</summary>
    private ulong LetterPairs(int word)
    {
        if (word < letterPairs.Length) return letterPairs[word];
        ulong set = 0;
        var text = table.Word(word);
        for (var i = 1; i < text.Length; i++) set |= 1UL << (int)(((uint)text[i - 1] << 8 | text[i]) * 2654435769u >> 26);
        return set;
    }

    // Words parted elsewhere or not at all: written together, the names are one slip apart at the most.
    private bool Glued(int a, int b)
    {
        ReadOnlySpan<byte> x = table.Value(a), y = table.Value(b);
        if (Math.Abs(x.Length - y.Length) > 3 || x[0] != y[0] && x[^1] != y[^1]) return false;
        Span<byte> joinedX = stackalloc byte[TextFolding.Longest], joinedY = stackalloc byte[TextFolding.Longest];
        int lengthX = 0, lengthY = 0;
        foreach (var c in x) if (c != ' ') joinedX[lengthX++] = c;
        foreach (var c in y) if (c != ' ') joinedY[lengthY++] = c;
        return Math.Min(lengthX, lengthY) >= 6 && Math.Abs(lengthX - lengthY) <= 1 && ByteDistance.UpTo(joinedX[..lengthX], joinedY[..lengthY], 1) <= 1;
    }
}
