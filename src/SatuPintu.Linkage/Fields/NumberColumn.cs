using System.Buffers.Text;
using System.Runtime.InteropServices;
using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>A quantity.</summary>
internal sealed class NumberColumn : FieldColumn
{
    private static readonly LevelSpec[] NumberLevels = WithBands(0.7,
        ["equal, common", "equal, rare"],
        new("within 2 %", 0.08, 0.02),
        new("within 10 %", 0.07, 0.06),
        new("different", 0.15, 0.9));

    private readonly Dictionary<double, int> numberOf = [];
    private readonly List<double> numbers = [0];

    public NumberColumn(FieldData source, int leftCount)
        : base(source, NumberLevels, [6])
    {
        var canonical = new int[source.Values.Count];
        for (var i = 1; i < canonical.Length; i++) canonical[i] = CodeOf(source.Values[i]);
        ValueCount = numbers.Count;
        Number(source, canonical);
        Weigh(leftCount);
    }

    /// <summary>Reads a column that was written.</summary>
    public NumberColumn(IndexReader reader)
        : base(reader, NumberLevels)
    {
        numbers = [.. reader.Array<double>()];
        reader.Require(numbers.Count == ValueCount);
        for (var value = 1; value < numbers.Count; value++) numberOf[numbers[value]] = value;
    }

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        var value = CodeOf(raw);
        Grow(numbers.Count);
        return value;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer) => writer.Array<double>(CollectionsMarshal.AsSpan(numbers));

    private int CodeOf(ReadOnlySpan<byte> text)
    {
        Span<byte> plain = stackalloc byte[32];
        if (text.IsEmpty || text.Length > plain.Length) return 0;
        text.CopyTo(plain);
        var number = plain[..text.Length];
        number.Replace((byte)',', (byte)'.');
        if (!Utf8Parser.TryParse(number, out double value, out var used) || used < number.Length || !double.IsFinite(value)) return 0;
        if (!numberOf.TryGetValue(value, out var code))
        {
            numberOf.Add(value, code = numbers.Count);
            numbers.Add(value);
        }
        return code;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => value == 0 ? default : System.Text.Encoding.ASCII.GetBytes(numbers[value].ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    protected override ulong Content(int value) => Hashing.Mix(9, (ulong)BitConverter.DoubleToInt64Bits(numbers[value]));

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??= [new("", Name, Content, 0)];

    /// <inheritdoc/>
    protected override int Compare(int a, int b)
    {
        double x = numbers[a], y = numbers[b], apart = Math.Abs(x - y) / Math.Max(Math.Abs(x), Math.Abs(y));
        return apart <= 0.02 ? 3 : apart <= 0.1 ? 4 : 5;
    }
}
