using System.Runtime.InteropServices;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Checks;

/// <summary>One NIK on several rows, and numbers of family cards among NIK (and the other way round).</summary>
internal sealed class SharedNumbers
{
    private const int None = -1;

    private readonly ListView list;
    private readonly NumberColumn niks;
    private readonly Dictionary<long, int> firstRow;
    private readonly int[] nextRow;
    private readonly IReadOnlySet<long> otherCards;
    private readonly HashSet<long> cards = [];

    private SharedNumbers(ListView list, NumberColumn niks, IReadOnlySet<long> otherCards)
    {
        this.list = list;
        this.niks = niks;
        this.otherCards = otherCards;
        firstRow = new Dictionary<long, int>(niks.Numbers.Length);
        nextRow = new int[list.RowCount];
        // From the last row up, so that each chain runs down the list.
        for (var row = list.RowCount - 1; row >= 0; row--)
        {
            var number = niks.Number(row);
            nextRow[row] = None;
            if (number == 0) continue;
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firstRow, number, out var known);
            if (known) nextRow[row] = first;
            first = row;
        }
        if (list.Kk is { } kk)
            foreach (var number in kk.Numbers)
                if (number != 0) cards.Add(number);
    }

    public static void Check(ListView list, IReadOnlySet<long> otherCards, CancellationToken cancellation)
    {
        if (list.Nik is not { } niks) return;
        var check = new SharedNumbers(list, niks, otherCards);
        check.CardsAmongNik();
        cancellation.ThrowIfCancellationRequested();
        check.NikAmongCards();
        check.Shared();
    }

    /// <summary>
    /// The number of the row's own family card is no NIK, unless birth date and sex say that it is. One that another family has as
    /// its card need not be wrong: both numbers are made of a district, a date and a serial, so that a boy born on the day a card
    /// was issued may have its number. It is taken for the card when birth date and sex contradict it more than a slip does.
    /// </summary>
    private void CardsAmongNik()
    {
        if (cards.Count == 0 && otherCards.Count == 0) return;
        for (var row = 0; row < list.RowCount; row++)
        {
            var number = niks.Number(row);
            if (number == 0) continue;
            if (list.Kk is { } kk && kk.Number(row) == number)
            {
                if (!Fits(row)) MarkAsCard(row);
            }
            else if (list.NikTrust[row] == NikTrust.ConflictsWithBirthOrSex && (cards.Contains(number) || otherCards.Contains(number)))
            {
                MarkAsCard(row);
            }
        }
    }

    private void MarkAsCard(int row)
    {
        if (list.NikTrust[row] == NikTrust.IsKk) return;
        list.NikTrust[row] = NikTrust.IsKk;
        list.Findings.Add(row, Elements.Nik, "nik_is_kk", niks.Raw[row]);
    }

    /// <summary>The NIK of a member of the family in the place of its card number.</summary>
    private void NikAmongCards()
    {
        if (list.Kk is not { } kk) return;
        for (var row = 0; row < list.RowCount; row++)
        {
            var number = kk.Number(row);
            if (number == 0 || !firstRow.TryGetValue(number, out var holder)) continue;
            for (; holder != None; holder = nextRow[holder])
            {
                if (kk.Number(holder) != number || list.NikTrust[holder] == NikTrust.IsKk || !Fits(holder)) continue;
                list.Findings.Add(row, Elements.FamilyCard, "kk_is_nik", kk.Raw[row], list.RowNumber(holder));
                break;
            }
        }
    }

    private void Shared()
    {
        Span<int> rows = stackalloc int[list.Rules.Parameters.LargestSharedGroup];
        for (var row = 0; row < list.RowCount; row++)
        {
            if (nextRow[row] == None || list.NikTrust[row] is NikTrust.None or NikTrust.IsKk || firstRow[niks.Number(row)] != row) continue;
            var count = 0;
            var more = false;
            for (var member = row; member != None; member = nextRow[member])
            {
                if (list.NikTrust[member] == NikTrust.IsKk) continue;
                if (count == rows.Length)
                {
                    more = true;
                    break;
                }
                rows[count++] = member;
            }
            if (more) AllShared(row);
            else if (count > 1) Judge(rows[..count]);
        }
    }

    /// <summary>So many rows with one number are filler of a kind no rule knows.</summary>
    private void AllShared(int first)
    {
        for (var member = first; member != None; member = nextRow[member])
        {
            list.NikTrust[member] = NikTrust.Shared;
            list.Findings.Add(member, Elements.Nik, "nik_shared", niks.Raw[member], list.RowNumber(member == first ? nextRow[first] : first));
        }
    }

    private void Judge(ReadOnlySpan<int> rows)
    {
        var different = false;
        for (var i = 1; i < rows.Length && !different; i++)
            for (var j = 0; j < i && !different; j++)
                different = AreDifferent(rows[j], rows[i]);
        if (different && LooksLikeCard(rows))
        {
            foreach (var row in rows) MarkAsCard(row);
            return;
        }
        for (var i = 0; i < rows.Length; i++)
        {
            var other = -1;
            for (var j = 0; j < rows.Length && other < 0; j++)
                if (j != i && AreDifferent(rows[i], rows[j])) other = rows[j];
            if (other >= 0) list.Findings.Add(rows[i], Elements.Nik, "nik_shared", niks.Raw[rows[i]], list.RowNumber(other));
            if (different) list.NikTrust[rows[i]] = NikTrust.Shared;
            for (var j = 0; j < i; j++)
            {
                if (AreDifferent(rows[j], rows[i])) continue;
                list.IsRepeated[rows[i]] = true;
                list.Findings.Add(rows[i], Elements.Nik, "row_double", niks.Raw[rows[i]], list.RowNumber(rows[j]));
                break;
            }
        }
    }

    /// <summary>
    /// Different people: names without a common word, or names that differ in part or agree (father and son, two Siti Aminah)
    /// with birth dates that differ in at least two of day, month and year.
    /// </summary>
    private bool AreDifferent(int a, int b)
    {
        var dates = DatesApart(list.Birth(a), list.Birth(b));
        return NameComparison.Compare(list.Table.Value(a, Elements.FullName), list.Table.Value(b, Elements.FullName)) switch
        {
            NameLikeness.Different => true,
            NameLikeness.Partly => dates > 0,
            NameLikeness.Alike => dates > 1,
            _ => dates > 1,
        };
    }

    private static int DatesApart(in BirthDate a, in BirthDate b)
    {
        if (!a.IsKnown || !b.IsKnown) return 0;
        var apart = a.Year == b.Year ? 0 : 1;
        if (a.IsWhole && b.IsWhole && a.Day == b.Month && a.Month == b.Day) return apart;
        if (a.Month > 0 && b.Month > 0 && a.Month != b.Month) apart++;
        if (a.IsWhole && b.IsWhole && a.Day != b.Day) apart++;
        return apart;
    }

    /// <summary>Members of one family under one number whose birth dates it does not tell: it is the number of their card.</summary>
    private bool LooksLikeCard(ReadOnlySpan<int> rows)
    {
        var head = list.Table[Elements.HeadName];
        var address = list.Delivered(Elements.FullAddress);
        foreach (var row in rows)
        {
            if (Fits(row)) return false;
            var sameHead = head is not null && head.Codes[row] != 0 && head.Codes[row] == head.Codes[rows[0]];
            var sameAddress = address is not null && address.Codes[row] != 0 && address.Codes[row] == address.Codes[rows[0]];
            if (!sameHead && !sameAddress) return false;
        }
        return true;
    }

    /// <summary>Whether a whole birth date stands in the row and the NIK tells the same, and the sex if there is one.</summary>
    private bool Fits(int row) =>
        list.Birth(row).IsWhole && NumberChecks.Contradictions(list, row, Nik.OfValid(niks.Number(row))) == 0;
}
