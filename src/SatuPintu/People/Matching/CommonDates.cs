using System.Runtime.InteropServices;

namespace SatuPintu.People.Matching;

/// <summary>
/// Marks dates of birth that stand on many more records than a date should: 1 January for those who do not know their birthday.
/// That two records share such a date says little.
/// </summary>
internal static class CommonDates
{
    private const double TimesUsual = 4;
    private const int Fewest = 5;

    /// <summary>Sets the mark on every record.</summary>
    public static void Mark(PersonRecords records)
    {
        var counts = new Dictionary<int, int>();
        long dated = 0;
        foreach (ref readonly var row in records.Rows.AsSpan())
        {
            if (row.BirthDate == 0) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, row.BirthDate, out _)++;
            dated++;
        }
        if (counts.Count == 0) return;
        var most = Math.Max(Fewest, TimesUsual * dated / counts.Count);
        foreach (ref var row in records.Rows.AsSpan()) row.CommonBirthDate = row.BirthDate != 0 && counts[row.BirthDate] > most;
    }
}
