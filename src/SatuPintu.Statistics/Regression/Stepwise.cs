namespace SatuPintu.Statistics.Regression;

/// <summary>What a stepwise search asks of each further coefficient.</summary>
public enum Criterion
{
    /// <summary>Akaike: 2 a coefficient.</summary>
    Aic,
    /// <summary>Schwarz: log n a coefficient.</summary>
    Bic,
}

/// <summary>
/// Chooses terms by AIC or BIC, stepping both ways from the full model as R's <c>step(lm(full), direction = "both")</c> does: at each
/// step the one removal or entry with the lowest n·log(RSS/n) + k·p is taken, a category as a whole, until none lowers it; of equal
/// ones the first counts, removals before entries. Terms that depend on others before them play no part, as if R had not been given them.
/// </summary>
internal static class Stepwise
{
    // R's step leaves off when the criterion falls by less than rounding.
    private const double Slack = 1e-7;

    /// <summary>The chosen terms, in the order R's formula would have them: one that left and came back stands last.</summary>
    /// <param name="moments">The rows' moments.</param>
    /// <param name="terms">All terms.</param>
    /// <param name="criterion">What a coefficient costs.</param>
    /// <param name="dropped">Terms that depend on others before them, and so never were in.</param>
    public static List<Term> Choose(Moments moments, IReadOnlyList<Term> terms, Criterion criterion, out List<Term> dropped)
    {
        var search = new Search(moments, criterion == Criterion.Aic ? 2 : Math.Log(moments.Rows));
        dropped = search.Begin(terms);
        var candidates = terms.Except(dropped).ToArray();
        while (search.Step(candidates)) { }
        return search.Inside;
    }

    private sealed class Search(Moments moments, double cost)
    {
        private readonly SweptModel model = new(moments);
        private int coefficients = 1;

        public List<Term> Inside { get; } = [];

        private readonly Dictionary<int, int[]> taken = [];

        public List<Term> Begin(IReadOnlyList<Term> terms)
        {
            var dropped = new List<Term>();
            foreach (var term in terms)
                if (!Enter(term)) dropped.Add(term);
            return dropped;
        }

        public bool Step(IReadOnlyList<Term> terms)
        {
            var best = Score(0, 0) - Slack;
            (Term? Term, bool Leaves) change = (null, false);
            foreach (var term in Inside)
            {
                var columns = taken[term.First];
                Consider(term, true, Score(model.Change(columns), -columns.Length));
            }
            foreach (var term in terms)
            {
                if (taken.ContainsKey(term.First)) continue;
                var free = Free(term);
                if (free.Length > 0) Consider(term, false, Score(-model.Change(free), free.Length));
            }
            if (change.Term is null) return false;
            if (change.Leaves) Leave(change.Term);
            else Enter(change.Term);
            return true;

            void Consider(Term term, bool leaves, double score)
            {
                if (!(score < best)) return;
                best = score;
                change = (term, leaves);
            }
        }

        private double Score(double change, int more)
        {
            var residual = Math.Max(model.Residual + change, double.Epsilon);
            return (moments.Rows * Math.Log(moments.Total * residual / moments.Rows)) + (cost * (coefficients + more));
        }

        private int[] Free(Term term) => [.. Enumerable.Range(term.First, term.Count).Where(c => !model.DependsOnModel(c))];

        private bool Enter(Term term)
        {
            var columns = new List<int>();
            for (var c = term.First; c < term.First + term.Count; c++)
            {
                if (model.DependsOnModel(c)) continue;
                model.Sweep(c);
                columns.Add(c);
            }
            if (columns.Count == 0) return false;
            taken[term.First] = [.. columns];
            Inside.Add(term);
            coefficients += columns.Count;
            return true;
        }

        private void Leave(Term term)
        {
            foreach (var column in taken[term.First]) model.Sweep(column);
            coefficients -= taken[term.First].Length;
            taken.Remove(term.First);
            Inside.Remove(term);
        }
    }
}
