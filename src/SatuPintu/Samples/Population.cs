namespace SatuPintu.Samples;

/// <summary>A row to be written: a person in a list, perhaps for the second time.</summary>
internal readonly record struct Entry(Person Person, bool IsDouble);

/// <summary>The made people and who stands in which list.</summary>
internal sealed class Population
{
    /// <summary>All families, district by district.</summary>
    internal List<Family> Families { get; } = [];

    /// <summary>The rows of each list, in the order they are written.</summary>
    internal List<Entry>[] Lists { get; } = [.. Enumerable.Range(0, 6).Select(_ => new List<Entry>())];

    /// <summary>The NIK each row carries, by list and row.</summary>
    internal string[][] Nik { get; private set; } = [];

    /// <summary>
    /// Gives no NIK twice: districts are made side by side, and people of two may have theirs from a third. The later one takes
    /// the next free serial, so that the outcome does not hang on which thread came first.
    /// </summary>
    internal void PartNik()
    {
        var given = new NumberMaker();
        foreach (var family in Families)
            foreach (var member in family.Members) member.Nik = given.Claim(member.Nik);
    }

    /// <summary>
    /// Decides every NIK. The published overlap is of NIK equal in DTKS and P3KE: whoever is not meant to be in it loses a NIK of
    /// P3KE that stands in DTKS as well.
    /// </summary>
    internal void SetNik(Func<ListKind, Entry, string> write)
    {
        Nik = new string[Lists.Length][];
        Parallel.For(0, Lists.Length, list => Nik[list] = [.. Lists[list].Select(e => write((ListKind)list, e))]);
        var inDtks = Nik[(int)ListKind.Dtks].Select(NikErrors.Digits).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var p3ke = Lists[(int)ListKind.P3ke];
        for (var row = 0; row < p3ke.Count; row++)
        {
            ref var nik = ref Nik[(int)ListKind.P3ke][row];
            if (NikErrors.Digits(nik) is { } digits && inDtks.Contains(digits) && !(p3ke[row].Person.SharesNik && digits == p3ke[row].Person.Nik)) nik = "";
        }
    }

    /// <summary>By district code, the share of those only in P3KE whose NIK it has.</summary>
    internal Dictionary<string, double> NikCoverage { get; } = new(StringComparer.Ordinal);
}
