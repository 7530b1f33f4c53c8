using System.Runtime.InteropServices;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.People.Matching;

/// <summary>
/// Decides what the number in the NIK column may be used for. A family card that stands there moves to its own place; a NIK
/// decides alone only where it is whole, nobody else in the list has it, and the birth inside it is the one stated.
/// </summary>
internal static class IdentityRoles
{
    private const long FortyDays = 40_00_00;

    /// <summary>Assigns the roles.</summary>
    public static void Apply(PersonRecords records)
    {
        var cards = records.Rows.Select(r => r.FamilyCard).ToHashSet();
        cards.Remove(0);
        var holders = new Dictionary<long, Holders>();
        for (var r = 0; r < records.Count; r++)
        {
            if (!records.Rows[r].NikWhole) continue;
            ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, Key(records.Rows[r]), out var known);
            held = known
                ? held with { Count = held.Count + 1, Various = held.Various || BirthDates.Compare(held.Birth, records.Rows[r].BirthDate) > DateAgreement.Slip }
                : new Holders(1, records.Rows[r].BirthDate, false);
        }
        for (var r = 0; r < records.Count; r++)
        {
            if (records.Rows[r].Nik == 0) continue;
            var born = BornByNik(records.Rows[r].Nik, records.Rows[r].BirthDate);
            var own = BirthDates.Compare(born, records.Rows[r].BirthDate) is DateAgreement.Equal or DateAgreement.Swapped or DateAgreement.Slip;
            var held = records.Rows[r].NikWhole ? holders[Key(records.Rows[r])] : default;
            if (records.Rows[r].NikWhole && !own && (cards.Contains(records.Rows[r].Nik) || held.Various))
            {
                // The number of a family card, or another number that a whole family was given.
                if (records.Rows[r].FamilyCard == 0) records.Rows[r].FamilyCard = records.Rows[r].Nik;
                records.Rows[r].Nik = 0;
                records.Rows[r].NikWhole = false;
                continue;
            }
            if (records.Rows[r].BirthDate == 0) records.Rows[r].BirthDate = born;
            records.Rows[r].NikTrusted = held.Count == 1 && own;
        }
    }

    /// <summary>The date of birth inside a NIK as yyyyMMdd, in the century that is nearest to <paramref name="stated"/>; 0 when it is none.</summary>
    internal static int BornByNik(long nik, int stated)
    {
        var date = nik / 10_000 % 1_000_000;
        if (date >= FortyDays) date -= FortyDays;
        int day = (int)(date / 10_000), month = (int)(date / 100 % 100), year = (int)(date % 100);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000, month)) return 0;
        var near = stated == 0 ? 1980 : stated / 10_000;
        var century = Math.Abs(1900 + year - near) <= Math.Abs(2000 + year - near) ? 1900 : 2000;
        return (century + year) * 10_000 + month * 100 + day;
    }

    // Sixteen digits leave room for the number of the list.
    private static long Key(in PersonRow row) => row.Nik << 8 | row.List;

    /// <summary>Who has one NIK in one list.</summary>
    /// <param name="Count">How many records.</param>
    /// <param name="Birth">The date of birth of the first.</param>
    /// <param name="Various">Whether another was born on a day that is not that one, nor a slip of it.</param>
    private readonly record struct Holders(int Count, int Birth, bool Various);
}
