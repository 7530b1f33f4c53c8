using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking.Report;

/// <summary>Chooses a few pairs that show how the linkage decides.</summary>
internal static class SamplePairs
{
    // Pairs of one pattern have the same levels; this many patterns are looked through for the pair that matches against a field.
    private const int MostPatterns = 300;

    /// <summary>A pair with the id of why it is shown.</summary>
    internal readonly record struct Sample(string Why, ScoredPair Pair);

    /// <summary>The pairs, each once; fewer where the run has none of a kind.</summary>
    public static IReadOnlyList<Sample> Choose(LinkageReport report)
    {
        var result = report.Result;
        double sum = 0;
        var joined = 0L;
        foreach (var pair in result.Pairs)
        {
            if (!IsJoined(pair)) continue;
            joined++;
            sum += pair.Weight;
        }
        var mean = joined == 0 ? 0 : sum / joined;
        var middle = (PageFrame.Bits(report.ReviewAt) + PageFrame.Bits(report.MatchAt)) / 2;
        var samples = new List<Sample>();
        Add("clear", Nearest(IsJoined, p => Math.Abs(p.Weight - mean)));
        Add("surprising", Surprising());
        Add("just_joined", Nearest(IsJoined, p => p.Weight));
        Add("near_miss", Nearest(InReview, p => -p.Weight));
        Add("review", Nearest(InReview, p => Math.Abs(p.Weight - middle)));
        Add("kept_apart", Nearest(p => p.Probability >= report.MatchAt && !IsJoined(p), p => -p.Weight));
        return samples;

        bool IsJoined(ScoredPair pair) => pair.Probability >= report.MatchAt && result.EntityOf[pair.A] == result.EntityOf[pair.B];

        bool InReview(ScoredPair pair) => pair.Probability < report.MatchAt;

        void Add(string why, ScoredPair? pair)
        {
            if (pair is { } found && !samples.Any(s => s.Pair.A == found.A && s.Pair.B == found.B)) samples.Add(new Sample(why, found));
        }

        ScoredPair? Nearest(Func<ScoredPair, bool> takes, Func<ScoredPair, double> distance)
        {
            ScoredPair? best = null;
            var least = double.PositiveInfinity;
            foreach (var pair in result.Pairs)
            {
                if (samples.Any(s => s.Pair.A == pair.A && s.Pair.B == pair.B) || !takes(pair) || distance(pair) is var d && d >= least) continue;
                least = d;
                best = pair;
            }
            return best;
        }

        // The joined pair in which one field speaks the loudest against what the others say.
        ScoredPair? Surprising()
        {
            var patterns = new HashSet<long>();
            ScoredPair? best = null;
            var least = -1.0;
            foreach (var pair in result.Pairs)
            {
                if (!IsJoined(pair) || !patterns.Add(pair.Pattern)) continue;
                var against = result.Explain(pair.A, pair.B).Fields.Select(f => f.Weight).DefaultIfEmpty(0).Min();
                if (against < least)
                {
                    least = against;
                    best = pair;
                }
                if (patterns.Count == MostPatterns) break;
            }
            return best;
        }
    }
}
