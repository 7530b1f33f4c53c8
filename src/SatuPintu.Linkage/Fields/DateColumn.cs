using System.Runtime.InteropServices;
using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>A date, compared by its parts, their swap and the typical slip.</summary>
internal sealed class DateColumn : FieldColumn
{
    private const int Others = 3;
    private const int TwoSlips = 6;
    private static readonly LevelSpec[] DateLevels = WithBands(0.86,
        ["equal, common date", "equal"],
        new("day and month swapped", 0.015, 0.00003),
        new("one slip", 0.05, 0.001),
        new("same day and month", 0.015, 0.0025),
        new("two slips", 0.01, 0.002),
        new("same month and year", 0.01, 0.0012),
        new("same year", 0.01, 0.012),
        new("neighbouring year", 0.005, 0.03),
        new("different", 0.02, 0.95));

    private readonly Dictionary<int, int> numbers = new() { [0] = 0 };
    private int[] dates = new int[64];
    private readonly string? format;
    private readonly bool isMonthFirst;

    public DateColumn(FieldData source, int leftCount)
        : base(source, DateLevels, [Math.Min(9, Math.Log2(source.Codes.Length + 1) - 5)])
    {
        format = source.DateFormat;
        var read = DateText.Read(source.Values.Count, i => source.Values[i].ToArray(), format, out isMonthFirst);
        var canonical = new int[read.Length];
        for (var i = 1; i < read.Length; i++) canonical[i] = CodeOf(read[i]);
        ValueCount = numbers.Count;
        Number(source, canonical);
        Weigh(leftCount);
    }

    /// <summary>Reads a column that was written.</summary>
    public DateColumn(IndexReader reader)
        : base(reader, DateLevels)
    {
        format = reader.Text();
        isMonthFirst = reader.Numbers(1)[0] != 0;
        foreach (var date in reader.Array<int>()) CodeOf(date);
        reader.Require(numbers.Count == ValueCount);
    }

    private int CodeOf(int date)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, date, out var known);
        if (known) return number;
        number = numbers.Count - 1;
        if (number == dates.Length) Array.Resize(ref dates, number * 2);
        dates[number] = date;
        return number;
    }

    /// <inheritdoc/>
    public override int Add(ReadOnlySpan<byte> raw)
    {
        var value = CodeOf(DateText.Read(raw, format, isMonthFirst));
        Grow(numbers.Count);
        return value;
    }

    /// <inheritdoc/>
    protected override void SaveValues(IndexWriter writer)
    {
        writer.Text(format);
        writer.Numbers(isMonthFirst ? 1 : 0);
        writer.Array<int>(dates.AsSpan(0, numbers.Count));
    }

    /// <summary>A date as yyyyMMdd.</summary>
    public int Date(int value) => dates[value];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text(int value) => value == 0 ? default : System.Text.Encoding.ASCII.GetBytes(dates[value].ToString("D8", System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    protected override ulong Content(int value) => Hash(5, dates[value]);

    /// <inheritdoc/>
    public override IReadOnlyList<BlockingAttribute> Attributes => field ??=
    [
        new("any_order", $"{Name} (day and month in any order)", v => Hash(1, BirthDates.Unordered(dates[v])), 0.1),
        new("year", $"{Name}, year", v => Hash(2, dates[v] / 10000), 0.7),
        new("day_month", $"{Name}, day and month", v => dates[v] % 10000 == 0 ? 0 : Hash(3, dates[v] % 10000), 0.3),
        new("year_month", $"{Name}, year and month", v => dates[v] / 100 % 100 == 0 ? 0 : Hash(4, dates[v] / 100), 0.5),
    ];

    private static ulong Hash(ulong part, int value) => value == 0 ? 0 : Hashing.Mix(part, (ulong)value);

    /// <inheritdoc/>
    protected override int Compare(int a, int b)
    {
        int x = dates[a], y = dates[b];
        if (x % 10000 == 0 || y % 10000 == 0)
            return x / 10000 == y / 10000 ? 8 : Math.Abs(x / 10000 - y / 10000) == 1 ? 9 : 10;
        return BirthDates.Compare(x, y) switch
        {
            DateAgreement.Swapped => Others,
            DateAgreement.Slip => Others + 1,
            DateAgreement.DayAndMonth => Others + 2,
            DateAgreement.MonthAndYear => Others + 4,
            DateAgreement.Year => Differing(x, y) <= 2 ? TwoSlips : Others + 5,
            DateAgreement.NeighbourYear => Others + 6,
            _ => Differing(x, y) <= 2 ? TwoSlips : Others + 7,
        };
    }

    private static int Differing(int x, int y)
    {
        var differing = 0;
        for (; x != 0 || y != 0; x /= 10, y /= 10) if (x % 10 != y % 10) differing++;
        return differing;
    }
}
