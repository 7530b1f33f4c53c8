using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>
/// Brings NIK and family card numbers to sixteen digits. What is wrong with one that cannot be used is told by the checks, which
/// read the delivered column themselves.
/// </summary>
internal static class IdentityStandards
{
    /// <summary>NIK of valid structure, and beside them what is left of damaged ones.</summary>
    public static void AddNik(StandardColumns list)
    {
        if (list.Raw(Elements.Nik) is not { } raw) return;
        var whole = new string[raw.Values.Length];
        var damaged = new string[whole.Length];
        var anyDamaged = false;
        for (var i = 0; i < whole.Length; i++)
        {
            var reading = Nik.Read(raw.Values[i]);
            whole[i] = reading.IsValid ? reading.Digits : "";
            damaged[i] = reading.IsValid ? "" : Damaged(reading);
            anyDamaged |= damaged[i].Length > 0;
        }
        list.Add(StandardColumns.Recoded(Elements.Nik, raw, whole), Elements.Nik);
        if (anyDamaged) list.Add(StandardColumns.Recoded(Elements.NikDamaged, raw, damaged), Elements.Nik);
    }

    /// <summary>Family card numbers of valid structure.</summary>
    public static void AddFamilyCard(StandardColumns list) => list.Map(Elements.FamilyCard, text =>
    {
        var reading = Nik.Read(text);
        return reading.IsValid ? new StandardValue(reading.Digits) : StandardValue.Missing;
    });

    /// <summary>The digits that are still those of the true number: fifteen when one was cut off or zeroed; fewer prove nothing.</summary>
    private static string Damaged(NikReading reading) => reading.KnownDigits == Nik.Length - 1 ? reading.Digits : "";
}
