using System.Buffers.Text;
using System.Runtime.Intrinsics;
using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>A number or text that belongs to one person as a rule.</summary>
internal sealed class IdentifierColumn : FieldColumn
{
    private static readonly LevelSpec[] IdentifierLevels = WithBands(0.8,
        ["equal, shared by many", "equal, shared by some", "equal"],
        new("one slip", 0.07, 0.00001),
        new("two slips", 0.02, 0.0001),
        new("same in part", 0.02, 0.001),
        new("alike", 0.01, 0.002),
        new("different", 0.08, 0.997));

    private readonly ValueInterner values;
    // The first bytes of each value, which are all of it as a rule; an index, which compares less, does without.
    private readonly Vector128<byte>[] heads = [];

    public IdentifierColumn(FieldData source, int leftCount)
        : base(source, IdentifierLevels, [7, 10])
    {
        values = new ValueInterner(source.Values.Count);
        Number(source, Folding.Fold(source.Values, values, TextFolding.Code));
        ValueCount = values.Count;
        heads = new Vector128<byte>[ValueCount];
        Span<byte> head = stackalloc byte[Vector128<byte>.Count];
        for (var value = 1; value < heads.Length; value++)
        {
            head.Clear();
            values[value][..Math.Min(values[value].Length, head.Length)].CopyTo(head);
            heads[value] = Vector128.Create<byte>(head);
        }
        Weigh(leftCount);
    }

    /// <summary>Reads a column that was written.</summary>
    public IdentifierColumn(IndexReader reader)
        : base(reader, IdentifierLevels)
    {
        values = ValueInterner.Load(reader);
        reader.Later(values.MakeSlots);
        reader.Require(ValueCount == values.Count);
    }

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest];
        var value = values.Intern(folded[..TextFolding.Code(raw, folded)]);
        Grow(values.Count);
        return value;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer) => values.Save(writer);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => values[value];

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??=
    [
        new("", Name, v => ValueInterner.Hash(values[v]), 0),
        new("half", $"{Name}, first half", v => ValueInterner.Hash(FirstHalf(values[v])), 0.5),
    ];

    private static ReadOnlySpan<byte> FirstHalf(ReadOnlySpan<byte> text)
    {
        var sign = text.IndexOf((byte)'@');
        return sign > 0 ? text[..sign] : text[..((text.Length + 1) / 2)];
    }

    /// <inheritdoc/>
    protected override int Compare(int a, int b)
    {
        ReadOnlySpan<byte> x = values[a], y = values[b];
        var longer = Math.Max(x.Length, y.Length);
        var limit = Math.Max(2, longer / 4);
        var distance = Math.Max(a, b) < heads.Length && longer <= Vector128<byte>.Count && x.Length > 0 && y.Length > 0 ? ByteDistance.OfShort(heads[a], x.Length, heads[b], y.Length, limit) : ByteDistance.UpTo(x, y, limit);
        if (distance == 1) return 4;
        if (distance == 2 && longer >= 6) return 5;
        int signX = x.IndexOf((byte)'@'), signY = y.IndexOf((byte)'@');
        if (signX > 0 && signX == signY && x[..signX].SequenceEqual(y[..signY])) return 6;
        return longer >= 8 && distance <= longer / 4 ? 7 : 8;
    }
}

/// <summary>An Indonesian identity number, compared by its structure.</summary>
internal sealed class NikColumn : FieldColumn
{
    private const int Serial = 5;
    private static readonly LevelSpec[] NikLevels = WithBands(0.7,
        ["equal, shared by many", "equal"],
        new("equal but the last digit", 0.06, 0.0001),
        new("one slip", 0.1, 0.0001),
        new("another serial", 0.005, 0.0001),
        new("another district", 0.01, 0.0001),
        new("different", 0.1, 0.9995));

    /// <summary>How the numbers of a hundred pairs of strangers of one birthday agree, by level: half of the number is the same, and serials are small.</summary>
    public static readonly double[] GivenBirth = [0, 0.001, 0.01, 1.7, 2.9, 1, 30, 64.4];

    private readonly ValueInterner values;
    // Up to so many numbers, those that bear out the birth beside them come behind all others; of those that come later each behind its own.
    private readonly int counted;
    private long[] numbers;
    private bool[] whole;
    private bool[] fits;

    /// <summary>Takes the numbers of a field, and the date of birth that stands beside each, if there is one.</summary>
    public NikColumn(FieldData source, int leftCount, DateColumn? born)
        : base(source, NikLevels, [10])
    {
        values = new ValueInterner(source.Values.Count);
        var canonical = new int[source.Values.Count];
        for (var i = 1; i < canonical.Length; i++) canonical[i] = Intern(source.Values[i]);
        counted = values.Count;
        // A number that bears out the birth beside it is another value than the same number that does not.
        ValueCount = values.Count * 2 - 1;
        numbers = new long[ValueCount];
        whole = new bool[ValueCount];
        fits = new bool[ValueCount];
        for (var value = 1; value < values.Count; value++) Set(value);
        Number(source, canonical);
        if (born is not null)
            for (var r = 0; r < Cells.Length; r++) Cells[r] = Beside(Cells[r], born.Date(born.Cells[r]));
        Weigh(leftCount);
    }

    /// <summary>Reads a column that was written.</summary>
    public NikColumn(IndexReader reader)
        : base(reader, NikLevels)
    {
        values = ValueInterner.Load(reader);
        counted = (int)reader.Numbers(1)[0];
        reader.Require(counted > 0 && counted <= values.Count && ValueCount == values.Count * 2 - 1);
        numbers = new long[ValueCount];
        whole = new bool[ValueCount];
        fits = new bool[ValueCount];
        reader.Later(() =>
        {
            values.MakeSlots();
            for (var value = 1; value < values.Count; value++) Set(value);
        });
    }

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        var value = Intern(raw);
        Grow(values.Count * 2 - 1);
        if (ValueCount > numbers.Length)
        {
            var room = ValueCount + ValueCount / 8 + 64;
            Array.Resize(ref numbers, room);
            Array.Resize(ref whole, room);
            Array.Resize(ref fits, room);
        }
        var code = Code(value);
        if (value != 0 && numbers[code] == 0) Set(value);
        return code;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer)
    {
        values.Save(writer);
        writer.Numbers(counted);
    }

    private int Intern(ReadOnlySpan<byte> raw)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest];
        var text = folded[..TextFolding.Code(raw, folded)];
        return text.Length is 15 or 16 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? values.Intern(text) : 0;
    }

    private int Code(int value) => value < counted ? value : counted * 2 - 1 + (value - counted) * 2;

    private int Second(int code) => code < counted ? code + counted - 1 : code + 1;

    private void Set(int value)
    {
        int first = Code(value), second = Second(first);
        fits[second] = true;
        if (!Utf8Parser.TryParse(values[value], out long number, out var length)) return;
        whole[first] = whole[second] = length == 16 && number % 10_000 != 0;
        numbers[first] = numbers[second] = length == 16 ? number : number * 10;
    }

    /// <summary>The number beside a birth: where it bears the birth out, it is another value.</summary>
    public int Beside(int value, int born) => value != 0 && !fits[value] && BirthFits(numbers[value], born) ? Second(value) : value;

    private static bool BirthFits(long number, int born)
    {
        var day = (int)(number / 100_000_000 % 100);
        return born != 0 && (day > 40 ? day - 40 : day) == born % 100 && number / 1_000_000 % 100 == born / 100 % 100 && number / 10_000 % 100 == born / 10_000 % 100;
    }

    /// <summary>Whether two numbers are both whole and are two people's: no slip explains the difference.</summary>
    public bool Contradict(int a, int b)
    {
        if (a == 0 || b == 0 || a == b || !whole[a] || !whole[b]) return false;
        return Compare(a, b) is Serial or Serial + 2;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => value == 0 ? default : System.Text.Encoding.ASCII.GetBytes(numbers[value].ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    protected override ulong Content(int value) => Hashing.Mix((ulong)numbers[value], fits[value] ? 2UL : whole[value] ? 1UL : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??=
    [
        new("fifteen", $"{Name} without its last digit", v => Hashing.Mix(5, (ulong)(numbers[v] / 10)), 0.1),
        new("birth_serial", $"{Name}, birth and serial", v => Hashing.Mix(6, (ulong)(numbers[v] % 10_000_000_000)), 0.3),
    ];

    /// <inheritdoc/>
    protected override int Compare(int a, int b)
    {
        switch (IdentityNumbers.Compare(numbers[a], whole[a], numbers[b], whole[b]))
        {
            case NumberAgreement.Equal: return 2;
            case NumberAgreement.EqualButLast: return 3;
            // Where each number bears out the birth beside it and the births differ, that is no slip: strangers born a day apart have
            // numbers one digit apart.
            case NumberAgreement.Slip: return fits[a] && fits[b] && numbers[a] / 10_000 % 1_000_000 != numbers[b] / 10_000 % 1_000_000 ? Serial + 2 : 4;
            case NumberAgreement.Serial: return Serial;
            case NumberAgreement.OtherDistrict: return Serial + 1;
            default: return Serial + 2;
        }
    }
}

/// <summary>One of a few values.</summary>
internal sealed class CategoryColumn : FieldColumn
{
    // A value of few is a class of its own: that both are the head of a family says more than that both are a child of one.
    private static readonly string[] Ranks = ["equal, commonest", "equal, second", "equal, third", "equal, fourth", "equal, fifth", "equal, others"];
    private static readonly LevelSpec[] CategoryLevels = WithBands(0.93, Ranks, new LevelSpec("different", 0.07, 0.6));

    private readonly ValueInterner values;

    public CategoryColumn(FieldData source, int leftCount)
        : base(source, CategoryLevels, new double[Ranks.Length - 1])
    {
        values = new ValueInterner(source.Values.Count);
        Number(source, Folding.Fold(source.Values, values, TextFolding.Words));
        ValueCount = values.Count;
        Rank();
        Weigh(leftCount);
    }

    /// <summary>Reads a column that was written.</summary>
    public CategoryColumn(IndexReader reader)
        : base(reader, CategoryLevels)
    {
        values = ValueInterner.Load(reader);
        reader.Later(values.MakeSlots);
        reader.Require(ValueCount == values.Count);
    }

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        Span<byte> folded = stackalloc byte[TextFolding.Longest];
        var value = values.Intern(folded[..TextFolding.Words(raw, folded)]);
        Grow(values.Count);
        return value;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer) => values.Save(writer);

    /// <summary>Ends the bands between the values by how common they are.</summary>
    private void Rank()
    {
        var counts = new int[ValueCount];
        foreach (var value in Cells) counts[value]++;
        double known = Math.Max(1, Cells.Length - counts[0]);
        counts[0] = 0;
        Array.Sort(counts, (a, b) => b.CompareTo(a));
        for (var band = 0; band < BandBits.Length; band++)
        {
            double here = band < counts.Length ? counts[band] : 0, next = band + 1 < counts.Length ? counts[band + 1] : 0;
            BandBits[band] = here == 0 ? double.PositiveInfinity : -Math.Log2(Math.Sqrt(here * Math.Max(0.5, next)) / known);
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => values[value];

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??= [new("", Name, v => ValueInterner.Hash(values[v]), 0)];

    /// <inheritdoc/>
    protected override int Compare(int a, int b) => Ranks.Length + 1;
}
