using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>One part of a name. All such parts share one table of values, so that a given name that stands in the place of the surname is found.</summary>
internal sealed class NameColumn : FieldColumn
{
    private const int FirstOther = 6;
    /// <summary>The level of a value that stands in another part of the name of the other record; set by the engine, which sees both parts.</summary>
    public const int Swapped = FirstOther;

    private const double RareBits = 8;
    private static readonly LevelSpec[] NameLevels = WithBands(0.82,
        ["equal, very common", "equal, common", "equal", "equal, rare", "equal, very rare"],
        new("in another part of the name", 0.015, 0.0005),
        new("short form", 0.015, 0.001),
        new("one slip, common", 0.02, 0.001),
        new("one slip, rare", 0.06, 0.0003),
        new("two slips", 0.012, 0.0006),
        new("one has more words", 0.02, 0.001),
        new("initial", 0.008, 0.03),
        new("alike", 0.008, 0.008),
        new("different", 0.04, 0.94));

    private readonly WordTable table;

    public NameColumn(FieldData source, WordTable table, int[] cells)
        : base(source, NameLevels, [5, 7, 9, 11])
    {
        this.table = table;
        Cells = cells;
        ValueCount = table.ValueCount;
    }

    /// <summary>The table of values that all parts share.</summary>
    public WordTable Table => table;

    /// <summary>Reads a column that was written, all parts of a name with one table.</summary>
    public NameColumn(IndexReader reader, WordTable table)
        : base(reader, NameLevels)
    {
        this.table = table;
        reader.Require(ValueCount <= table.ValueCount);
    }

    public void Complete(int leftCount) => Weigh(leftCount);

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest];
        var value = table.AddLater(folded[..TextFolding.Name(raw, folded)]);
        Grow(table.ValueCount);
        return value;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer)
    {
        // The table is shared and written once.
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => table.Value(value);

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??=
    [
        new("", Name, v => Records.ValueInterner.Hash(table.Value(v)), 0),
        new("sound", $"{Name} (sound)", v => Phonetic.Of(table.Word(table.WordsOf(v) is [var first, ..] ? first : 0)), 0.45),
        new("", $"{Name}:3", v => ValueInterner.Hash(table.Value(v) is { Length: >= 3 } text ? text[..3] : default), 0.6),
        new("letters", $"{Name} (letter pairs)", v => Phonetic.MinHash(table.Value(v), 1), 0.55),
    ];

    /// <inheritdoc/>
    protected override int Compare(int a, int b)
    {
        ReadOnlySpan<int> x = table.WordsOf(a), y = table.WordsOf(b);
        if (x.Length == 1 && y.Length == 1) return OfWords(table.Answer(x[0], y[0]), x[0], y[0]);
        if (x.Length == 0 || y.Length == 0) return NameLevels.Length - 1;
        if (x.Length > y.Length || x.Length == y.Length && table.Value(a).SequenceCompareTo(table.Value(b)) > 0)
        {
            var swap = x;
            x = y;
            y = swap;
        }
        var best = WordAnswer.None;
        int equal = 0, bestA = 0, bestB = 0;
        foreach (var word in x)
        {
            if (y.Contains(word))
            {
                equal++;
                continue;
            }
            foreach (var other in y)
            {
                var answer = table.Answer(word, other);
                if (answer == WordAnswer.None || best != WordAnswer.None && answer > best) continue;
                (best, bestA, bestB) = (answer, word, other);
            }
        }
        if (equal == x.Length) return 11;
        if (Glued(a, b)) return 9;
        if (equal > 0) return best is WordAnswer.None ? 13 : 11;
        return best == WordAnswer.None ? NameLevels.Length - 1 : x.Length == y.Length ? OfWords(best, bestA, bestB) : best == WordAnswer.Initial ? 12 : 13;
    }

    private int OfWords(WordAnswer answer, int a, int b) => answer switch
    {
        WordAnswer.Nickname => 7,
        WordAnswer.Slip => Math.Max(table.Information[a], table.Information[b]) < RareBits ? 8 : 9,
        WordAnswer.Near => 10,
        WordAnswer.Initial => 12,
        WordAnswer.Alike => 13,
        _ => NameLevels.Length - 1,
    };

    // ANNA MARIA and ANNAMARIA.
    private bool Glued(int a, int b)
    {
        Span<byte> x = stackalloc byte[TextFolding.Longest], y = stackalloc byte[TextFolding.Longest];
        int lengthX = Join(table.Value(a), x), lengthY = Join(table.Value(b), y);
        return Math.Abs(lengthX - lengthY) <= 1 && ByteDistance.UpTo(x[..lengthX], y[..lengthY], 1) <= 1;
    }

    private static int Join(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var length = 0;
        foreach (var c in text) if (c != ' ') target[length++] = c;
        return length;
    }
}
