using SatuPintu.Linkage.Model;

namespace SatuPintu.People.Matching;

/// <summary>How many pairs of one kind there are, before any is compared.</summary>
/// <param name="All">Pairs of usable records.</param>
/// <param name="Matches">A first guess at the pairs of one person.</param>
/// <param name="Household">Pairs of two members of one household.</param>
internal sealed record PairCounts(double All, double Matches, HouseholdPairs Household)
{
    private const double MatesWhereUnknown = 1.5;
    private const double MatchesAcross = 0.3;
    private const double DoublesWithin = 0.01;

    /// <summary>The counts by kind of pair.</summary>
    public static PairCounts[] Of(PersonRecords records, ListPairs kinds)
    {
        var lists = records.FirstOf.Length - 1;
        var usable = new double[lists];
        var inFamilies = new double[lists];
        var mates = new double[lists];
        var sizes = new int[records.Families + 1];
        for (var r = 0; r < records.Count; r++) if (records.Rows[r].Usable) sizes[records.Rows[r].Family]++;
        for (var r = 0; r < records.Count; r++)
        {
            if (!records.Rows[r].Usable) continue;
            usable[records.Rows[r].List]++;
            if (records.Rows[r].Family == 0) continue;
            inFamilies[records.Rows[r].List]++;
            mates[records.Rows[r].List] += sizes[records.Rows[r].Family] - 1;
        }
        for (var list = 0; list < lists; list++) mates[list] = inFamilies[list] == 0 ? MatesWhereUnknown : mates[list] / inFamilies[list];

        var counts = new PairCounts[kinds.Count];
        for (var a = 0; a < lists; a++)
        {
            counts[kinds.Of(a, a)] = new PairCounts(Math.Max(1, usable[a] * (usable[a] - 1) / 2), DoublesWithin * usable[a], new HouseholdPairs(usable[a] * mates[a] / 2, 0));
            for (var b = a + 1; b < lists; b++)
                counts[kinds.Of(a, b)] = new PairCounts(Math.Max(1, usable[a] * usable[b]), MatchesAcross * Math.Min(usable[a], usable[b]), new HouseholdPairs(0, (mates[a] + mates[b]) / 2));
        }
        return counts;
    }
}
