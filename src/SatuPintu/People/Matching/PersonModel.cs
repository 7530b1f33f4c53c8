using System.Runtime.InteropServices;
using SatuPintu.Linkage.Model;

namespace SatuPintu.People.Matching;

/// <summary>What is estimated before any candidate is compared: u from random pairs, and what two members of a household look like.</summary>
internal static class PersonModel
{
    private const double UPriorPairs = 400;
    private const int MostHouseholdPairs = 60_000;

    /// <summary>The probability of each level among unrelated people, from random pairs of records.</summary>
    public static double[][] EstimateU(PersonRecords records, Func<PairComparer> comparer, ModelFile file, CancellationToken cancellation)
    {
        var usable = Enumerable.Range(0, records.Count).Where(r => records.Rows[r].Usable).ToArray();
        if (usable.Length < 2) return file.StartU;
        const int Shares = 8;
        var counts = new double[Shares][][];
        Parallel.For(0, Shares, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, share =>
        {
            var compare = comparer();
            var random = new Random(20_000 + share);
            counts[share] = Empty(file);
            for (var i = 0; i < file.RandomPairs / Shares; i++)
            {
                int a = usable[random.Next(usable.Length)], b = usable[random.Next(usable.Length)];
                if (a == b) continue;
                Add(counts[share], file.Layout, compare.Compare(Math.Min(a, b), Math.Max(a, b)), 1);
            }
        });
        var sum = Empty(file);
        foreach (var part in counts)
            for (var i = 0; i < sum.Length; i++)
                for (var level = 0; level < sum[i].Length; level++) sum[i][level] += part[i][level];
        sum[PairComparer.IdentityNumber] = OfOneBirthday(records, comparer(), file);
        return Estimator.Normalise(sum, file.StartU, UPriorPairs);
    }

    /// <summary>
    /// How the NIK of unrelated people of one birthday agree, by counts of levels. Random pairs hardly ever share a birthday, and
    /// given the birthday half of the NIK agrees by itself.
    /// </summary>
    private static double[] OfOneBirthday(PersonRecords records, PairComparer comparer, ModelFile file)
    {
        var order = Enumerable.Range(0, records.Count).Where(r => records.Rows[r].Usable && records.Rows[r].BirthDate != 0 && records.Rows[r].Nik != 0).ToArray();
        Array.Sort(order.Select(r => (long)records.Rows[r].BirthDate << 32 | (uint)r).ToArray(), order);
        var counts = new double[file.Layout.Comparisons[PairComparer.IdentityNumber].Levels.Count];
        for (var step = 1; step <= 3; step++)
        {
            for (var i = step; i < order.Length; i++)
            {
                int a = order[i - step], b = order[i];
                if (records.Rows[a].BirthDate != records.Rows[b].BirthDate || records.Rows[a].Family != 0 && records.Rows[a].Family == records.Rows[b].Family) continue;
                if (file.Layout.Comparisons[0].Levels.Count - 1 != comparer.NameLevel(records.Rows[a].Name, records.Rows[b].Name)) continue;
                counts[(int)comparer.NikAgreement(a, b)]++;
            }
        }
        return counts;
    }

    /// <summary>The probability of each level among members of one household, from pairs inside one family of one list.</summary>
    public static double[][] EstimateS(PersonRecords records, PairComparer comparer, ModelFile file, Estimator estimator)
    {
        var counts = new Dictionary<long, double>();
        var pairs = 0;
        var byFamily = new Dictionary<int, List<int>>();
        for (var r = 0; r < records.Count && pairs < MostHouseholdPairs; r++)
        {
            if (!records.Rows[r].Usable || records.Rows[r].Family == 0 || !records.HasFamilyCards[records.Rows[r].List]) continue;
            if (!byFamily.TryGetValue(records.Rows[r].Family, out var others)) byFamily[records.Rows[r].Family] = others = [];
            foreach (var other in others)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, comparer.Compare(other, r), out _)++;
                pairs++;
            }
            others.Add(r);
        }
        var patterns = counts.Keys.Order().ToArray();
        return estimator.Separate(patterns, patterns.Select(p => counts[p]).ToArray(), file.StartM, file.StartS);
    }

    private static double[][] Empty(ModelFile file) => file.Layout.Comparisons.Select(c => new double[c.Levels.Count]).ToArray();

    private static void Add(double[][] counts, PatternLayout layout, long pattern, double weight)
    {
        for (var i = 0; i < counts.Length; i++) counts[i][layout.LevelOf(pattern, i)] += weight;
    }
}
