using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Comparisons;
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

    private readonly int[] dates;

    public DateColumn(FieldData source, int leftCount)
        : base(source, DateLevels, [Math.Min(9, Math.Log2(source.Codes.Length + 1) - 5)])
    {
        var read = DateText.Read(source.Values.Count, i => source.Values[i].ToArray(), source.DateFormat);
        var numbers = new Dictionary<int, int> { [0] = 0 };
        var distinct = new List<int> { 0 };
        var canonical = new int[read.Length];
        for (var i = 1; i < read.Length; i++)
        {
            if (!numbers.TryGetValue(read[i], out var number))
            {
                numbers.Add(read[i], number = distinct.Count);
                distinct.Add(read[i]);
            }
            canonical[i] = number;
        }
        dates = [.. distinct];
        ValueCount = dates.Length;
        Number(source, canonical);
        Weigh(leftCount);
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
        new($"{Name} (day and month in any order)", v => Hash(1, BirthDates.Unordered(dates[v])), 0.1),
        new($"{Name}, year", v => Hash(2, dates[v] / 10000), 0.7),
        new($"{Name}, day and month", v => dates[v] % 10000 == 0 ? 0 : Hash(3, dates[v] % 10000), 0.3),
        new($"{Name}, year and month", v => dates[v] / 100 % 100 == 0 ? 0 : Hash(4, dates[v] / 100), 0.5),
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
