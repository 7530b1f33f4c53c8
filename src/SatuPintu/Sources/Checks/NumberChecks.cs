using SatuPintu.Regions;
using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Checks;

/// <summary>The structure of NIK and family card numbers, and the NIK against birth date and sex.</summary>
internal static class NumberChecks
{
    public static void Nik(ListView list, AreaCatalog areas, CancellationToken cancellation)
    {
        if (list.Nik is not { } column) return;
        var readings = column.Readings;
        var structure = Structure(readings, "nik", areas);
        var doubtZero = ManyAreRounded(list, column);
        var codes = column.Raw.Codes;
        for (var row = 0; row < codes.Length; row++)
        {
            if ((row & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var code = codes[row];
            var found = structure[code];
            if (found.Rule is not null) list.Findings.Add(row, Elements.Nik, found.Rule, column.Raw.Values[code]);
            if (!found.IsNumber) continue;
            var nik = Values.Nik.OfValid(column.Numbers[code]);
            list.NikTrust[row] = NikTrust.Valid;
            var repairs = readings[code].Repairs;
            if (repairs != NikRepairs.None) list.Findings.Add(row, Elements.Nik, "nik_repaired", column.Raw.Values[code]);
            if (doubtZero && nik.Serial % 10 == 0) list.Findings.Add(row, Elements.Nik, "nik_maybe_rounded", column.Raw.Values[code]);
            if (Contradictions(list, row, nik) > 1) list.NikTrust[row] = NikTrust.ConflictsWithBirthOrSex;
        }
    }

    /// <summary>Tells where birth date and sex differ from those in the NIK; of a number known to be a family card's that says nothing.</summary>
    public static void Agreement(ListView list)
    {
        if (list.Nik is not { } column) return;
        for (var row = 0; row < list.RowCount; row++)
            if (list.NikTrust[row] is not (NikTrust.None or NikTrust.IsKk))
                Compare(list, row, Values.Nik.OfValid(column.Number(row)), column.Raw[row]);
    }

    public static void FamilyCard(ListView list, AreaCatalog areas)
    {
        if (list.Kk is not { } column) return;
        var structure = Structure(column.Readings, "kk", areas);
        var codes = column.Raw.Codes;
        for (var row = 0; row < codes.Length; row++)
        {
            var found = structure[codes[row]];
            if (found.Rule is not null) list.Findings.Add(row, Elements.FamilyCard, found.Rule, column.Raw.Values[codes[row]]);
            if (found.IsNumber && column.Readings[codes[row]].Repairs != NikRepairs.None)
                list.Findings.Add(row, Elements.FamilyCard, "kk_repaired", column.Raw.Values[codes[row]]);
        }
    }

    /// <summary>How many of day, month, year and sex of a NIK say something else than the row; day and month changed round count once.</summary>
    public static int Contradictions(ListView list, int row, Nik nik) =>
        DateContradictions(list.Birth(row), nik) + (list.Sex(row) is 'L' or 'P' && list.Sex(row) != nik.Sex ? 1 : 0);

    private static int DateContradictions(in BirthDate birth, Nik nik)
    {
        if (!birth.IsKnown) return 0;
        var year = birth.Year % 100 == nik.BirthYear ? 0 : 1;
        if (birth.Month == 0) return year;
        if (!birth.IsWhole) return year + (birth.Month == nik.BirthMonth ? 0 : 1);
        if (Swapped(birth, nik)) return year + 1;
        return year + (birth.Month == nik.BirthMonth ? 0 : 1) + (birth.Day == nik.BirthDay ? 0 : 1);
    }

    private static bool Swapped(in BirthDate birth, Nik nik) =>
        birth.IsWhole && birth.Day != birth.Month && birth.Day == nik.BirthMonth && birth.Month == nik.BirthDay;

    private static void Compare(ListView list, int row, Nik nik, string delivered)
    {
        var birth = list.Birth(row);
        var date = DateContradictions(birth, nik);
        if (date > 0)
        {
            var yearAgrees = birth.Year % 100 == nik.BirthYear;
            var rule = yearAgrees && Swapped(birth, nik) ? "nik_date_swapped"
                : date == 1 && !yearAgrees && birth.IsWhole ? "nik_year_differs"
                : "nik_date_differs";
            list.Findings.Add(row, Elements.Nik, rule, delivered, list.Table.Value(row, Elements.DateOfBirth));
        }
        var sex = list.Sex(row);
        if (sex is 'L' or 'P' && sex != nik.Sex) list.Findings.Add(row, Elements.Nik, "nik_sex_differs", delivered, sex == 'L' ? "L" : "P");
    }

    /// <summary>Whether so many NIK of the list end in serial 0000 that it has been through a spreadsheet.</summary>
    private static bool ManyAreRounded(ListView list, NumberColumn column)
    {
        var zeroed = 0;
        var whole = 0;
        foreach (var code in column.Raw.Codes)
        {
            var reading = column.Readings[code];
            if (reading.Digits.Length != Values.Nik.Length) continue;
            whole++;
            if (reading.Fault == NikFault.SpreadsheetRounded) zeroed++;
        }
        return zeroed > 0 && zeroed >= whole * list.Rules.Parameters.RoundedShare;
    }

    private static (string? Rule, bool IsNumber)[] Structure(ReadOnlySpan<NikReading> readings, string prefix, AreaCatalog areas)
    {
        var isNik = prefix == "nik";
        var found = new (string? Rule, bool IsNumber)[readings.Length];
        for (var i = 0; i < found.Length; i++)
        {
            if (readings[i].Fault != NikFault.None)
            {
                found[i] = (prefix + Suffix(readings[i].Fault), false);
                continue;
            }
            found[i] = areas.DistrictExistedOrExists(readings[i].Digits.AsSpan(0, 6)) switch
            {
                AreaStanding.Unknown => (isNik ? "nik_district_unknown" : "kk_district_unknown", !isNik),
                AreaStanding.RegencyOnly when isNik => ("nik_district_number_unknown", true),
                AreaStanding.Existed when isNik => ("nik_district_former", true),
                _ => (null, true),
            };
        }
        return found;
    }

    private static string Suffix(NikFault fault) => fault switch
    {
        NikFault.Missing => "_missing",
        NikFault.Filler => "_filler",
        NikFault.WrongLength => "_length",
        NikFault.NotDigits => "_not_digits",
        NikFault.Scientific => "_scientific",
        NikFault.SpreadsheetRounded => "_rounded",
        NikFault.LostLastDigit => "_truncated",
        NikFault.ImpossibleDate => "_date_impossible",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
