using System.Globalization;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Linking;

/// <summary>What stands in the cells of a column, as far as its first rows tell.</summary>
internal sealed class ColumnContent
{
    private const int ValuesLookedAt = 2000;
    private const double Most = 0.8;

    private double dates, letters, niks, women, numbers, mails, codes;
    private int firstYear = int.MaxValue, lastYear = int.MinValue;
    private readonly List<int> lookedAt = [];
    private int looked;

    /// <summary>Looks at a column. A value counts as often as it stands in the rows, so that slips of the pen do not outweigh the rest.</summary>
    public ColumnContent(TextColumn column)
    {
        Heading = column.Name;
        Rows = Math.Min(column.Count, ListHead.SampleRows);
        var counts = new int[column.Values.Length];
        for (var row = 0; row < Rows; row++) counts[column.Codes[row]]++;
        for (var i = 1; i < counts.Length; i++)
        {
            var text = column.Values[i].Trim();
            if (counts[i] == 0 || text.Length == 0 || MissingMarkers.Holds(text)) continue;
            Filled += counts[i];
            Values.Add(text);
            if (Values.Count > ValuesLookedAt) continue;
            lookedAt.Add(counts[i]);
            looked += counts[i];
            Look(text, counts[i]);
        }
    }

    /// <summary>The column's heading.</summary>
    public string Heading { get; }

    /// <summary>Rows looked at.</summary>
    public int Rows { get; }

    /// <summary>Rows with a value.</summary>
    public int Filled { get; }

    /// <summary>Different values in those rows.</summary>
    public int Distinct => Values.Count;

    /// <summary>The different values.</summary>
    public List<string> Values { get; } = [];

    /// <summary>Whether nothing stands in the column.</summary>
    public bool IsEmpty => Filled == 0;

    /// <summary>Whether every row has a value of its own.</summary>
    public bool IsKey => Filled == Rows && Distinct == Rows;

    /// <summary>Whether most values are dates with day, month and year.</summary>
    public bool AreDates => Share(dates) >= Most;

    /// <summary>Whether most values are words without digits.</summary>
    public bool AreWords => Share(letters) >= Most;

    /// <summary>Whether most values are numbers.</summary>
    public bool AreNumbers => Share(numbers) >= Most;

    /// <summary>Whether at least half of the values are sixteen digits with a date inside, as NIK and family cards are.</summary>
    public bool AreNiks => Share(niks) >= 0.5;

    /// <summary>Whether such numbers have days of birth of women among them, which numbers of family cards have not.</summary>
    public bool HaveWomen => niks > 0 && women / niks >= 0.1;

    /// <summary>Whether most values are addresses of e-mail.</summary>
    public bool AreMails => Share(mails) >= Most;

    /// <summary>Whether values are long codes and nearly all different, as the numbers of persons are.</summary>
    public bool AreCodes => Share(codes) >= Most && Distinct >= 0.9 * Filled && Filled >= 20;

    /// <summary>Whether dates spread over years as dates of birth do.</summary>
    public bool AreBirths => Share(dates) >= 0.9 && firstYear < 1985 && lastYear - firstYear >= 25;

    /// <summary>Whether values are names: words, many different ones.</summary>
    public bool AreNames => Share(letters) >= 0.95 && Distinct >= 20 && Distinct >= 0.05 * Filled;

    /// <summary>Whether values are mostly of several words.</summary>
    public bool AreSeveralWords => CountOf(v => v.Contains(' ', StringComparison.Ordinal)) * 2L > looked;

    /// <summary>Whether there are two or three values, of both sexes, and letters among them.</summary>
    public bool AreSexes => Values.Count is 2 or 3 && Values.All(LinkRoles.BuiltIn.Sex.Knows) && Values.Any(v => char.IsLetter(v[0]));

    /// <summary>Whether most values are whole numbers within bounds.</summary>
    public bool AreWithin(int least, int most) =>
        !IsEmpty && CountOf(v => Number(v) is { } n && n == Math.Floor(n) && n >= least && n <= most) >= Most * looked;

    private double Share(double count) => looked == 0 ? 0 : count / looked;

    private int CountOf(Func<string, bool> fits)
    {
        var count = 0;
        for (var i = 0; i < lookedAt.Count; i++)
            if (fits(Values[i])) count += lookedAt[i];
        return count;
    }

    private void Look(string text, int count)
    {
        var digits = text.Count(char.IsAsciiDigit);
        if (digits == 0 && text.Any(char.IsLetter)) letters += count;
        if (Number(text) is not null) numbers += count;
        if (text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && text.IndexOf('.', at) > at) mails += count;
        if (text.Length >= 6 && digits >= 4 && !text.Contains('.', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal)) codes += count;
        if (CellShapes.IsNik(text, out var nik))
        {
            niks += count;
            if (nik.Sex == 'P') women += count;
        }
        else if (digits >= 4 && (digits < text.Length || digits == 8) && YearOf(text) is { } year)
        {
            dates += count;
            firstYear = Math.Min(firstYear, year);
            lastYear = Math.Max(lastYear, year);
        }
    }

    private static int? YearOf(string text)
    {
        var reading = DateReader.Read(text, DateOrder.DayMonthYear);
        return reading.Fault is DateFault.None or DateFault.Swapped or DateFault.TwoDigitYear or DateFault.Placeholder && reading.Year is > 1850 and < 2150 ? reading.Year : null;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
