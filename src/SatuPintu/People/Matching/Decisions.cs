using SatuPintu.Linkage.Clustering;
using SatuPintu.Linkage.Comparisons;
using SatuPintu.Linkage.Model;
using SatuPintu.Sources;

namespace SatuPintu.People.Matching;

/// <summary>Turns scored pairs into entities and a list of pairs to review.</summary>
internal sealed class Decisions
{
    // Weight of a pair joined by its NIK alone: above any that the fields can reach.
    private const double ByNik = 100;
    private readonly PersonRecords records;
    private readonly ModelFile file;
    private readonly PairScoring scoring;
    private readonly double matchWeight;
    private readonly ConstrainedClustering clustering;
    private readonly Dictionary<(int, int), ReviewPair> review = [];

    private Decisions(PersonRecords records, ModelFile file, PairScoring scoring)
    {
        this.records = records;
        this.file = file;
        this.scoring = scoring;
        matchWeight = Math.Log2(file.MatchAt / (1 - file.MatchAt));
        clustering = new ConstrainedClustering(records.Count, scoring.WeightOf, Contradict, file.LowestWeight);
    }

    /// <summary>Decides.</summary>
    public static Decisions Make(PersonRecords records, ModelFile file, PairScoring scoring, CancellationToken cancellation)
    {
        var decisions = new Decisions(records, file, scoring);
        decisions.Decide(cancellation);
        return decisions;
    }

    private void Decide(CancellationToken cancellation)
    {
        var reviewWeight = Math.Log2(file.ReviewAt / (1 - file.ReviewAt));
        var edges = new List<Edge>();
        var doubtful = new List<Edge>();
        var different = new List<Edge>();
        foreach (var pair in scoring.Pairs)
        {
            var weight = scoring.ModelOf(pair.A, pair.B).Weight(pair.Pattern);
            if (DecidesAlone(pair)) edges.Add(new Edge(pair.A, pair.B, ByNik + weight));
            else if (weight < reviewWeight) continue;
            else if (Contradict(pair.A, pair.B)) different.Add(new Edge(pair.A, pair.B, weight));
            else if (weight >= matchWeight) edges.Add(new Edge(pair.A, pair.B, weight));
            else doubtful.Add(new Edge(pair.A, pair.B, weight));
        }
        cancellation.ThrowIfCancellationRequested();
        foreach (var edge in clustering.Join(edges)) AddReview(edge, ReviewReason.Contradiction);
        foreach (var edge in different.OrderByDescending(e => e.Weight).ThenBy(e => e.A).ThenBy(e => e.B)) AddReview(edge, ReviewReason.DifferentNik);
        foreach (var edge in doubtful.OrderByDescending(e => e.Weight).ThenBy(e => e.A).ThenBy(e => e.B))
            if (clustering.CouldJoin(edge.A, edge.B)) AddReview(edge, ReviewReason.InDoubt);
    }

    private bool DecidesAlone(ComparedPair pair) =>
        records.Rows[pair.A].NikTrusted && records.Rows[pair.B].NikTrusted && records.Rows[pair.A].Nik == records.Rows[pair.B].Nik;

    // Two sound NIK that differ in more than a slip of the hand are two people's.
    private bool Contradict(int a, int b)
    {
        if (!records.Rows[a].NikTrusted || !records.Rows[b].NikTrusted) return false;
        return scoring.NikAgreement(a, b) switch
        {
            NumberAgreement.Serial or NumberAgreement.Different => true,
            NumberAgreement.OtherDistrict => !Digits.IsSlip(records.Rows[a].Nik, records.Rows[b].Nik),
            _ => false,
        };
    }

    private void AddReview(Edge edge, ReviewReason reason)
    {
        int a = clustering.Find(edge.A), b = clustering.Find(edge.B);
        if (a == b) return;
        var key = (Math.Min(a, b), Math.Max(a, b));
        if (review.ContainsKey(key)) return;
        var pattern = scoring.PatternOf(edge.A, edge.B);
        var model = scoring.ModelOf(edge.A, edge.B);
        var score = model.Score(pattern);
        review.Add(key, new ReviewPair(Ref(edge.A), Ref(edge.B), reason, score.Weight, score.Probability, Evidence(model, pattern, score)));
    }

    private static List<FieldEvidence> Evidence(LinkageModel model, long pattern, PairScore score)
    {
        var evidence = new List<FieldEvidence>();
        for (var i = 0; i < model.Layout.Comparisons.Count; i++)
        {
            var comparison = model.Layout.Comparisons[i];
            evidence.Add(new FieldEvidence(comparison.Field, comparison.Levels[model.Layout.LevelOf(pattern, i)].Name, model.Share(pattern, i, score.AgainstHousehold)));
        }
        return evidence;
    }

    private RecordRef Ref(int record) => new(records.Rows[record].List, record - records.FirstOf[records.Rows[record].List]);

    /// <summary>The entities, numbered by their first record, with the probability of each record.</summary>
    public LinkedRecords ToLinkedRecords(IReadOnlyList<StandardTable> lists)
    {
        var (probability, by) = Memberships(out var expected, out var recall, out var histogram);
        var number = new Dictionary<int, int>();
        var entityOf = new int[lists.Count][];
        var probabilityOf = new float[lists.Count][];
        var matchedBy = new MatchedBy[lists.Count][];
        for (var list = 0; list < lists.Count; list++)
        {
            var first = records.FirstOf[list];
            var count = records.FirstOf[list + 1] - first;
            entityOf[list] = new int[count];
            probabilityOf[list] = probability.AsSpan(first, count).ToArray();
            matchedBy[list] = by.AsSpan(first, count).ToArray();
            for (var row = 0; row < count; row++)
            {
                if (!records.Rows[first + row].Usable)
                {
                    entityOf[list][row] = -1;
                    continue;
                }
                var cluster = clustering.Find(first + row);
                if (!number.TryGetValue(cluster, out var entity)) number.Add(cluster, entity = number.Count);
                entityOf[list][row] = entity;
            }
        }
        var pairs = review.Values.OrderByDescending(p => p.Probability).ThenBy(p => p.A).ThenBy(p => p.B).ToList();
        var models = scoring.Estimation.Models;
        return new LinkedRecords(lists, entityOf, probabilityOf, matchedBy, pairs, new LinkageSummary
        {
            CandidatePairs = scoring.ByKey.Sum(k => k.Value),
            CandidatesByKey = scoring.ByKey,
            Prior = models[^1].PriorM,
            MatchAt = file.MatchAt,
            ReviewAt = file.ReviewAt,
            Iterations = scoring.Estimation.Iterations,
            Comparisons = Parameters(models.Count > 1 ? models[1] : models[0]),
            Histogram = histogram,
            ExpectedPrecision = expected,
            ExpectedRecall = recall,
        });
    }

    private (float[] Probability, MatchedBy[] By) Memberships(out double expectedPrecision, out double expectedRecall, out long[] histogram)
    {
        var probability = new float[records.Count];
        var by = new MatchedBy[records.Count];
        histogram = new long[20];
        double joined = 0, sumJoined = 0, sum = 0;
        foreach (var pair in scoring.Pairs)
        {
            var score = scoring.ModelOf(pair.A, pair.B).Score(pair.Pattern);
            var alone = DecidesAlone(pair);
            var p = alone ? Math.Max(score.Probability, 0.9999) : score.Probability;
            histogram[Math.Min(19, (int)(p * 20))]++;
            sum += p;
            if (clustering.Find(pair.A) != clustering.Find(pair.B)) continue;
            joined++;
            sumJoined += p;
            var reason = alone ? MatchedBy.Nik : scoring.WithoutFamily(pair) >= matchWeight ? MatchedBy.Evidence : MatchedBy.Family;
            Raise(probability, by, pair.A, (float)p, reason);
            Raise(probability, by, pair.B, (float)p, reason);
        }
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

    private static List<ComparisonParameters> Parameters(LinkageModel model) =>
        model.Layout.Comparisons.Select((c, i) => new ComparisonParameters(c.Field,
            c.Levels.Select((l, level) => new LevelParameters(l.Name, model.M[i][level], model.S[i][level], model.U[i][level])).Skip(1).ToList())).ToList();
}
