using System.Globalization;
using SatuPintu.Linkage.Evaluation;
using SatuPintu.People;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Benchmarks;

/// <summary>
/// Measures what judged pairs are worth on a made sample: of the pairs that a linkage leaves to review, <c>truth.csv</c> judges some, drawn at random as officers take
/// them from the list; all is linked again with them, and what became of the other pairs is held against the truth.
/// </summary>
internal static class LabelsBenchmark
{
    private static readonly int[] Judged = [20, 50, 100, 200, 500];

    private sealed record Sample(StandardTable[] Lists, bool[][] Unusable, string[][] Person);

    /// <summary>The pairs left to review with what is known of them.</summary>
    private sealed record Zone((RecordRef A, RecordRef B)[] Pairs, bool[] IsSame);

    /// <summary>Runs it.</summary>
    /// <param name="folder">The sample's folder.</param>
    /// <param name="sources">The lists to link.</param>
    /// <param name="draws">How often pairs are drawn for each number of them.</param>
    public static void Run(string folder, IReadOnlyList<string> sources, int draws)
    {
        var sample = Read(folder, sources);
        var before = Linker.Link(sample.Lists, sample.Unusable);
        var zone = new Zone([.. before.Review.Select(p => (p.A, p.B))], [.. before.Review.Select(p => Same(sample, p.A, p.B))]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{zone.Pairs.Length} pairs to review: {string.Join(", ", before.Review.GroupBy(p => p.Reason).Select(g => $"{g.Key} {g.Count()} (one person {g.Count(p => Same(sample, p.A, p.B))})"))}"));
        Console.WriteLine("judged | learned from | applied | cross-validated log loss without, with | log loss of the rest in doubt before, after | calibration error before, after | rest decided, wrongly joined, wrongly parted | to review | precision, recall, F1");
        Say("none", sample, before, before, zone, []);
        foreach (var count in Judged.Where(n => n < zone.Pairs.Length))
        {
            for (var draw = 0; draw < draws; draw++)
            {
                var order = Enumerable.Range(0, zone.Pairs.Length).ToArray();
                new Random((1000 * draw) + 7).Shuffle(order);
                var judged = order[..count];
                var after = Linker.Link(sample.Lists, sample.Unusable, judged: [.. judged.Select(i => (zone.Pairs[i].A, zone.Pairs[i].B, zone.IsSame[i]))]);
                Say(count.ToString(CultureInfo.InvariantCulture), sample, before, after, zone, judged.ToHashSet());
            }
        }
    }

    private static void Say(string name, Sample sample, LinkedRecords before, LinkedRecords after, Zone zone, HashSet<int> judged)
    {
        // What is said of a pair afterwards: one person where it was joined, two where it is neither joined nor asked about.
        var asked = after.Review.ToDictionary(p => (p.A, p.B), p => p.Probability);
        var entitiesAsked = after.Review.Select(p => Entities(after, p.A, p.B)).ToHashSet();
        int decided = 0, wronglyJoined = 0, wronglyParted = 0;
        List<(double Before, double After, bool IsSame)> doubt = [];
        for (var i = 0; i < zone.Pairs.Length; i++)
        {
            if (judged.Contains(i)) continue;
            var (a, b) = zone.Pairs[i];
            var (x, y) = Entities(after, a, b);
            if (x == y)
            {
                decided++;
                if (!zone.IsSame[i]) wronglyJoined++;
            }
            else if (!entitiesAsked.Contains((x, y)))
            {
                decided++;
                if (zone.IsSame[i]) wronglyParted++;
            }
            if (before.Review[i].Reason != ReviewReason.InDoubt) continue;
            // Of a pair that is joined the probability of its two memberships is the nearest that is said of it.
            var probability = asked.TryGetValue((a, b), out var p) ? p : x == y ? Math.Min(after.Probability[a.List][a.Row], after.Probability[b.List][b.Row]) : double.NaN;
            if (!double.IsNaN(probability)) doubt.Add((before.Review[i].Probability, probability, zone.IsSame[i]));
        }
        var counts = Accuracy(sample, after);
        var learned = after.Learned;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} | {learned?.Matches + learned?.NonMatches} | {learned?.IsApplied} | {learned?.Without.LogLoss:0.000} {learned?.With.LogLoss:0.000} | {Loss(doubt.Select(d => (d.Before, d.IsSame))):0.000} {Loss(doubt.Select(d => (d.After, d.IsSame))):0.000} of {doubt.Count} | {Calibration(doubt.Select(d => (d.Before, d.IsSame))):0.000} {Calibration(doubt.Select(d => (d.After, d.IsSame))):0.000} | {decided} {wronglyJoined} {wronglyParted} | {after.Review.Count} ({string.Join(' ', after.Review.GroupBy(r => r.Reason).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"))}) | {counts.Precision:0.00000} {counts.Recall:0.00000} {counts.F1:0.00000}"));
    }

    private static double Loss(IEnumerable<(double P, bool IsSame)> pairs) => pairs.Select(p => -Math.Log(Math.Clamp(p.IsSame ? p.P : 1 - p.P, 1e-12, 1))).DefaultIfEmpty(0).Average();

    private static double Calibration(IEnumerable<(double P, bool IsSame)> pairs) => Reliability.Measure([.. pairs.Select(p => Math.Min(1, p.P))], [.. pairs.Select(p => p.IsSame)]).ExpectedCalibrationError;

    private static (int, int) Entities(LinkedRecords linked, RecordRef a, RecordRef b)
    {
        int x = linked.EntityOf[a.List][a.Row], y = linked.EntityOf[b.List][b.Row];
        return (Math.Min(x, y), Math.Max(x, y));
    }

    private static bool Same(Sample sample, RecordRef a, RecordRef b) => sample.Person[a.List][a.Row] == sample.Person[b.List][b.Row];

    private static PairCounts Accuracy(Sample sample, LinkedRecords linked)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        List<int> made = [], actual = [];
        for (var list = 0; list < sample.Lists.Length; list++)
        {
            for (var row = 0; row < sample.Person[list].Length; row++)
            {
                var person = sample.Person[list][row];
                if (!numbers.TryGetValue(person, out var number)) numbers.Add(person, number = numbers.Count);
                made.Add(linked.EntityOf[list][row]);
                actual.Add(number);
            }
        }
        var one = new int[made.Count];
        return ClusteringEvaluation.Compare([.. made], [.. actual], one, 1, one, 1).Overall;
    }

    private static Sample Read(string folder, IReadOnlyList<string> sources)
    {
        var person = File.ReadLines(Path.Combine(folder, "truth.csv")).Skip(1).Select(l => l.Split(',')).ToDictionary(c => (c[0], c[1]), c => c[2]);
        var (catalog, areas, asOf) = (SourceCatalog.Load([]), AreaCatalog.Official, DateOnly.FromDateTime(DateTime.Today));
        var tables = sources.Select(s => ListReader.Read(Path.Combine(folder, s + ".csv"), null, default)).ToArray();
        var standard = tables.Select((t, i) => Standardiser.Standardise(ColumnRecogniser.Recognise(catalog.Find(sources[i]), t), t, areas, asOf, null, default)).ToArray();
        var cards = standard.SelectMany(ListChecker.FamilyCards).ToHashSet();
        var checks = standard.Select(s => ListChecker.Check(s, areas, asOf, cards, default)).ToArray();
        return new Sample([.. checks.Select(c => c.Table)], [.. checks.Select(c => c.Unusable)],
            [.. tables.Select((t, i) => Enumerable.Range(0, t.RowCount).Select(row => person[(sources[i], t.Columns[0][row])]).ToArray())]);
    }
}
