using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>A text of words, such as an address, or the name of a place: what two of them share is weighed by how rare it is.</summary>
internal sealed class WordsColumn : FieldColumn
{
    private const int Slip = 5;
    private const int AllOfOne = 6;
    private const int MostShared = 7;
    private const int HalfShared = 8;
    private const int SomeShared = 9;
    private const int Different = 10;

    private static readonly LevelSpec[] TextLevels = WithBands(0.6,
        ["equal, very common", "equal, common", "equal, rare", "equal, very rare"],
        new("one slip", 0.1, 0.0005),
        new("one has more words", 0.07, 0.003),
        new("most words shared", 0.07, 0.0003),
        new("half of the words shared", 0.05, 0.003),
        new("some words shared", 0.04, 0.06),
        new("different", 0.1, 0.93));

    private readonly WordTable table;

    public WordsColumn(FieldData source, WordTable table, int[] cells)
        : base(source, TextLevels, [5, 8, 11])
    {
        this.table = table;
        Cells = cells;
        ValueCount = table.ValueCount;
    }

    /// <summary>Reads a column that was written.</summary>
    public WordsColumn(IndexReader reader)
        : base(reader, TextLevels)
    {
        table = WordTable.Load(reader, withNicknames: false);
        reader.Require(ValueCount == table.ValueCount);
    }

    public void Complete(int leftCount) => Weigh(leftCount);

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest];
        var value = table.AddLater(folded[..TextFolding.Words(raw, folded)]);
        Grow(table.ValueCount);
        return value;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer) => table.Save(writer);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => table.Value(value);

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??= Kind == FieldKind.Place
        ? [new("", Name, v => ValueInterner.Hash(table.Value(v)), 0), new("sound", $"{Name} (sound)", v => Phonetic.Of(FirstWord(table.Value(v))), 0.45)]
        : [new("", Name, v => ValueInterner.Hash(table.Value(v)), 0), new("rarest", $"{Name}, rarest word", Rarest, 0.4)];

    private static ReadOnlySpan<byte> FirstWord(ReadOnlySpan<byte> text) => text.IndexOf((byte)' ') is >= 0 and var blank ? text[..blank] : text;

    private ulong Rarest(int value)
    {
        int rarest = 0;
        foreach (var word in table.WordsOf(value)) if (IsRarer(word, rarest)) rarest = word;
        return ValueInterner.Hash(table.Word(rarest));
    }

    // Of words as rare as each other the first by letters: numbers say only which was met first.
    private bool IsRarer(int word, int than) => than == 0 || table.Information[word] > table.Information[than]
        || table.Information[word] == table.Information[than] && table.Word(word).SequenceCompareTo(table.Word(than)) < 0;

    // Which of two values is looked at from the other must not depend on their order.
    private bool ComesSecond(int a, int b) => table.TotalInformation[a] > table.TotalInformation[b]
        || table.TotalInformation[a] == table.TotalInformation[b] && table.Value(a).SequenceCompareTo(table.Value(b)) > 0;

    /// <inheritdoc/>
    protected override int Compare(int a, int b)
    {
        ReadOnlySpan<int> x = table.WordsOf(a), y = table.WordsOf(b);
        if (x.Length > y.Length || x.Length == y.Length && ComesSecond(a, b))
        {
            var swap = x;
            x = y;
            y = swap;
        }
        // Words are in order of their numbers: one pass finds those in common, and of the others the one that says most.
        // A double holds the sum of a few such numbers exactly, in whatever order they come.
        double shared = 0;
        int equal = 0, slips = 0, rarest = 0, i = 0, j = 0;
        uint others = 0;
        while (i < x.Length && j < y.Length)
        {
            if (x[i] == y[j])
            {
                shared += table.Information[x[i]];
                equal++;
                i++;
                j++;
            }
            else if (x[i] < y[j])
            {
                if (IsRarer(x[i], rarest)) rarest = x[i];
                i++;
            }
            else others |= 1u << j++;
        }
        for (; i < x.Length; i++) if (IsRarer(x[i], rarest)) rarest = x[i];
        for (; j < y.Length; j++) others |= 1u << j;
        // Only that word is looked for misspelt: the name of a street, not its kind or number.
        double answered = 0;
        for (; rarest != 0 && others != 0; others &= others - 1)
        {
            var other = y[System.Numerics.BitOperations.TrailingZeroCount(others)];
            if (table.Answer(rarest, other) is not (WordAnswer.Slip or WordAnswer.Near)) continue;
            answered = slips == 0 ? table.Information[other] : Math.Max(answered, table.Information[other]);
            slips = 1;
        }
        if (slips > 0) shared += Math.Min(table.Information[rarest], answered) - 1;
        if (equal + slips == x.Length && x.Length == y.Length) return slips <= 1 ? Slip : MostShared;
        if (equal == x.Length && equal > 0) return AllOfOne;
        if (equal + slips == 0) return Glued(a, b) ? Slip : Different;
        var share = shared / Math.Max(table.TotalInformation[a], table.TotalInformation[b]);
        return share >= 0.7 ? MostShared : share >= 0.4 ? HalfShared : share >= 0.12 ? SomeShared : Different;
    }

    private bool Glued(int a, int b)
    {
        ReadOnlySpan<byte> x = table.Value(a), y = table.Value(b);
        return Math.Abs(x.Length - y.Length) <= 1 && Math.Min(x.Length, y.Length) >= 4 && ByteDistance.UpTo(x, y, 1) <= 1;
    }
}
