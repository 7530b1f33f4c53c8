using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Engine;
using SatuPintu.Sources;

namespace SatuPintu.People.Matching;

/// <summary>Turns what the linkage engine found into entities and a list of pairs to review.</summary>
internal sealed class Decisions
{
    /// <summary>Probability from which a pair is joined.</summary>
    public const double MatchAt = 0.9;

    /// <summary>Probability from which a pair that is not joined is given to review.</summary>
    public const double ReviewAt = 0.2;

    /// <summary>Probability from which a pair is counted: enough to tell the bars of the histogram.</summary>
    public const double CountAt = 1.0 / Bars;

    private const int Bars = 20;
    private const double SureByNik = 0.9999;
    // One pair this far below even odds keeps two entities apart.
    private const double LowestWeight = -3;
    private const string Family = "family";
    private readonly PersonRecords records;
    private readonly LinkageResult result;
    private readonly double matchWeight = Math.Log2(MatchAt / (1 - MatchAt));
    private readonly Verdicts verdicts;
    private readonly int[] entityOf;
    private readonly int[][] members;

    private Decisions(PersonRecords records, LinkageResult result, Verdicts verdicts)
    {
        this.records = records;
        this.result = result;
        this.verdicts = verdicts;
        entityOf = verdicts.Hold(result.EntityOf, result.WeightOf);
        members = new int[entityOf.DefaultIfEmpty(-1).Max() + 1][];
        foreach (var group in Enumerable.Range(0, records.Count).GroupBy(r => entityOf[r])) members[group.Key] = [.. group];
    }

    /// <summary>Two sound NIK that differ in more than a slip of the hand are two people's.</summary>
    public static bool Contradict(PersonRecords records, int a, int b)
    {
        ref readonly var x = ref records.Rows[a];
        ref readonly var y = ref records.Rows[b];
        if (!x.NikTrusted || !y.NikTrusted) return false;
        return IdentityNumbers.Compare(x.Nik, true, y.Nik, true) switch
        {
            NumberAgreement.Serial or NumberAgreement.Different => true,
            NumberAgreement.OtherDistrict => !Digits.IsSlip(x.Nik, y.Nik),
            // Where each NIK bears out the birthday beside it and the birthdays differ, that is no slip.
            NumberAgreement.Slip => x.BirthDate != y.BirthDate && IdentityRoles.BornByNik(x.Nik, x.BirthDate) == x.BirthDate && IdentityRoles.BornByNik(y.Nik, y.BirthDate) == y.BirthDate,
            _ => false,
        };
    }

    /// <summary>Whether one NIK, that decides alone, stands on both.</summary>
    public static bool DecidesAlone(PersonRecords records, int a, int b) =>
        records.Rows[a].Nik == records.Rows[b].Nik && records.Rows[a].NikTrusted && records.Rows[b].NikTrusted;

    /// <summary>The entities with the probability of each record, and the pairs to review.</summary>
    public static LinkedRecords Make(IReadOnlyList<StandardTable> lists, PersonRecords records, LinkageResult result, Verdicts verdicts)
    {
        var decisions = new Decisions(records, result, verdicts);
        var (probability, by) = decisions.Memberships(out var expected, out var recall, out var histogram);
        var statistics = result.Statistics;
        return ByRow(lists, records, decisions.entityOf, probability, by, decisions.Review(), new LinkageSummary
        {
            CandidatePairs = statistics.ScoredPairs,
            CandidatesByKey = [.. statistics.Keys.Select(k => KeyValuePair.Create(k.Name, k.Scored))],
            Prior = result.Model.Prior,
            MatchAt = MatchAt,
            ReviewAt = ReviewAt,
            Iterations = statistics.Convergence.Count,
            Comparisons = [.. result.Model.Comparisons.Select(c => new ComparisonParameters(c.Field, [.. c.Levels.Select(l => new LevelParameters(l.Name, l.M, l.S, l.U))]))],
            Histogram = histogram,
            ExpectedPrecision = expected,
            ExpectedRecall = recall * statistics.BlockingRecall,
        }, result.Model, result.Learned);
    }

    /// <summary>Everybody stands alone: nothing was compared.</summary>
    public static LinkedRecords Alone(IReadOnlyList<StandardTable> lists, PersonRecords records)
    {
        var probability = new float[records.Count];
        Array.Fill(probability, 1);
        return ByRow(lists, records, [.. Enumerable.Range(0, records.Count)], probability, new MatchedBy[records.Count], [],
            new LinkageSummary { MatchAt = MatchAt, ReviewAt = ReviewAt, Histogram = new long[Bars], ExpectedPrecision = 1, ExpectedRecall = 1 });
    }

    private static LinkedRecords ByRow(IReadOnlyList<StandardTable> lists, PersonRecords records, int[] entities, float[] probability, MatchedBy[] by, IReadOnlyList<ReviewPair> review, LinkageSummary summary, ModelParameters? model = null, LearnedFromLabels? learned = null)
    {
        var entityOf = new int[lists.Count][];
        var probabilityOf = new float[lists.Count][];
        var matchedBy = new MatchedBy[lists.Count][];
        for (var list = 0; list < lists.Count; list++)
        {
            entityOf[list] = new int[lists[list].RowCount];
            probabilityOf[list] = new float[lists[list].RowCount];
            matchedBy[list] = new MatchedBy[lists[list].RowCount];
            Array.Fill(entityOf[list], -1);
            for (var r = records.FirstOf[list]; r < records.FirstOf[list + 1]; r++)
            {
                var row = records.RowOf[r];
                (entityOf[list][row], probabilityOf[list][row], matchedBy[list][row]) = (entities[r], probability[r], by[r]);
            }
        }
        return new LinkedRecords(lists, entityOf, probabilityOf, matchedBy, review, summary) { Model = model, Learned = learned };
    }

    private List<ReviewPair> Review()
    {
        var review = new Dictionary<(int, int), ReviewPair>();
        foreach (var (pair, reason) in InQuestion().OrderBy(q => q.Rank).ThenByDescending(q => q.Pair.Weight).ThenBy(q => q.Pair.A).ThenBy(q => q.Pair.B).Select(q => (q.Pair, q.Reason)))
        {
            int a = entityOf[pair.A], b = entityOf[pair.B];
            var key = (Math.Min(a, b), Math.Max(a, b));
            if (review.ContainsKey(key) || verdicts.Part(members[a], members[b]) || reason == ReviewReason.InDoubt && !CouldJoin(a, b)) continue;
            var why = result.Explain(pair.A, pair.B);
            review.Add(key, new ReviewPair(records.Ref(pair.A), records.Ref(pair.B), reason, why.Weight, why.Probability,
                [.. why.Fields.Select(f => new FieldEvidence(f.Field, f.Level, f.Weight))]));
        }
        return [.. review.Values.OrderByDescending(p => p.Probability).ThenBy(p => p.A).ThenBy(p => p.B)];
    }

    /// <summary>The pairs that look like one person and were not joined, those refused for a contradiction first.</summary>
    private IEnumerable<(ScoredPair Pair, ReviewReason Reason, int Rank)> InQuestion()
    {
        foreach (var pair in result.Pairs)
        {
            if (entityOf[pair.A] == entityOf[pair.B] || pair.Probability < ReviewAt) continue;
            if (Contradict(records, pair.A, pair.B)) yield return (pair, ReviewReason.DifferentNik, 1);
            else if (pair.Probability >= MatchAt) yield return (pair, ReviewReason.Contradiction, 0);
            else yield return (pair, ReviewReason.InDoubt, 2);
        }
    }

    private bool CouldJoin(int a, int b)
    {
        foreach (var x in members[a])
            foreach (var y in members[b])
                if (Contradict(records, x, y) || result.WeightOf(x, y) < LowestWeight) return false;
        return true;
    }

    private (float[] Probability, MatchedBy[] By) Memberships(out double expectedPrecision, out double expectedRecall, out long[] histogram)
    {
        var probability = new float[records.Count];
        var by = new MatchedBy[records.Count];
        histogram = new long[Bars];
        double joined = 0, sumJoined = 0, sum = 0;
        foreach (var pair in result.Pairs)
        {
            var alone = DecidesAlone(records, pair.A, pair.B);
            var p = alone ? Math.Max(pair.Probability, SureByNik) : pair.Probability;
            histogram[Math.Min(Bars - 1, (int)(p * Bars))]++;
            sum += p;
            if (entityOf[pair.A] != entityOf[pair.B]) continue;
            joined++;
            sumJoined += p;
            var reason = alone ? MatchedBy.Nik : result.WeightWithout(pair, Family) >= matchWeight ? MatchedBy.Evidence : MatchedBy.Family;
            Raise(probability, by, pair.A, (float)p, reason);
            Raise(probability, by, pair.B, (float)p, reason);
        }
        foreach (var (a, b) in verdicts.Same)
        {
            if (entityOf[a] != entityOf[b]) continue;
            Raise(probability, by, a, 1, MatchedBy.Officer);
            Raise(probability, by, b, 1, MatchedBy.Officer);
        }
        // The engine hands over no pair below the first bar; they are known by number.
        histogram[0] += Math.Max(0, result.Statistics.Histogram.Sum(h => h.Pairs) - result.Pairs.Length);
        for (var r = 0; r < probability.Length; r++) if (by[r] == MatchedBy.Alone) probability[r] = 1;
        expectedPrecision = joined == 0 ? 1 : sumJoined / joined;
        expectedRecall = sum == 0 ? 1 : sumJoined / sum;
        return (probability, by);
    }

    private static void Raise(float[] probability, MatchedBy[] by, int record, float p, MatchedBy reason)
    {
        if (by[record] != MatchedBy.Alone && by[record] != MatchedBy.Nik && reason == MatchedBy.Nik || by[record] == MatchedBy.Alone || p > probability[record] && by[record] != MatchedBy.Nik) by[record] = reason;
        probability[record] = Math.Max(probability[record], p);
    }
}
