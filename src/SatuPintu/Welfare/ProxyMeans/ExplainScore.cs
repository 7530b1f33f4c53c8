using System.Text;
using SatuPintu.Statistics.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.ProxyMeans;

/// <summary>Whose score to explain.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Households">The households (CSV).</param>
/// <param name="Id">The column of ids; null for the number of the row, from 1.</param>
/// <param name="Household">The household's id.</param>
public sealed record ExplainScoreCommand(string Model, string Households, string? Id, string Household);

/// <summary>A score taken apart.</summary>
/// <param name="Outcome">What is predicted.</param>
/// <param name="Log">Whether terms multiply (a model in logarithms) or add.</param>
/// <param name="Group">The group whose model counts; empty for the model of all.</param>
/// <param name="Predicted">The predicted welfare.</param>
/// <param name="Usual">That of a household usual in every term.</param>
/// <param name="Explanation">The terms, the strongest first.</param>
public sealed record ScoreExplained(string Outcome, bool Log, string Group, double Predicted, double Usual, ScoreExplanation Explanation)
{
    /// <summary>The predictors that are made of other columns.</summary>
    internal IReadOnlyList<DerivedPredictor> Derived { get; init; } = [];

    /// <summary>Takes apart the score of the household that cells stand for.</summary>
    internal static ScoreExplained Of(StoredProxyModel stored, PredictorCells cells, ProxyGroup group, double linear)
    {
        var (parts, log) = (ScoreExplanation.Of(group, cells.ValueOf), stored.Model.Log);
        return new ScoreExplained(stored.Outcome, log, group.Name, log ? Math.Exp(linear) : linear, log ? Math.Exp(parts.Start) : parts.Start,
            parts with { Terms = [.. parts.Terms.OrderByDescending(t => Math.Abs(t.Adds))] })
        { Derived = stored.Derived };
    }

    /// <summary>The explanation in plain words, a sentence a term.</summary>
    /// <param name="language">The language.</param>
    /// <param name="named">What predictors and their levels (null for the predictor itself) are called; null for their own names.</param>
    /// <param name="outcome">What is predicted is called; null for its own name.</param>
    /// <param name="group">What the group is called; null for its own name.</param>
    public IEnumerable<string> Sentences(Language language, Func<string, string?, string>? named = null, string? outcome = null, string? group = null)
    {
        named ??= (predictor, level) => level ?? predictor;
        var column = named;
        named = (predictor, level) => Derived.FirstOrDefault(d => d.Name == predictor) is { } derived ? derived.In(language, c => column(c, null)) : column(predictor, level);
        yield return Catalogue.Say(language, "welfare.pmt.explain.start", ("outcome", outcome ?? Outcome), ("usual", Number(Usual)),
            ("group", Group.Length == 0 ? Catalogue.Say(language, "welfare.pmt.explain.all") : group ?? Group));
        foreach (var share in Explanation.Terms)
        {
            var key = Math.Abs(share.Adds) < 5e-5 ? "welfare.pmt.explain.same" : share.Adds > 0 ? "welfare.pmt.explain.raises" : "welfare.pmt.explain.lowers";
            yield return Catalogue.Say(language, key, ("term", Named(share, language, named)), ("change", Change(share.Adds)));
        }
        yield return Catalogue.Say(language, "welfare.pmt.explain.end", ("outcome", outcome ?? Outcome), ("predicted", Number(Predicted)));

        string Number(double value) => Numbers.Decimal(value, 2, language);
        string Change(double adds) => Log ? Numbers.Percent(Math.Abs(Math.Exp(adds) - 1), 1, language) : Number(Math.Abs(adds));
    }

    private static string Named(TermShare share, Language language, Func<string, string?, string> named) => share.Term.Level is null
        ? Catalogue.Say(language, "welfare.pmt.explain.number", ("predictor", named(share.Term.Predictor, null)), ("value", Numbers.Decimal(share.Value, double.IsInteger(share.Value) ? 0 : 2, language)), ("usual", Numbers.Decimal(share.Usual, 2, language)))
        : Catalogue.Say(language, share.Value > 0 ? "welfare.pmt.explain.level" : "welfare.pmt.explain.not_level",
            ("predictor", named(share.Term.Predictor, null)), ("level", named(share.Term.Predictor, share.Term.Level)), ("share", Numbers.Percent(share.Usual, 0, language)));
}

/// <summary>Explains the score of one household, term by term.</summary>
public static class ExplainScore
{
    /// <summary>Runs the command.</summary>
    /// <exception cref="UserError">A file cannot be used, the household is not there, or it has no score.</exception>
    public static ScoreExplained Run(ExplainScoreCommand command, CancellationToken cancellation = default)
    {
        var stored = ProxyModelFile.Read(command.Model);
        using var rows = TableRows.Open(command.Households, cancellation);
        var counts = new ScoringCounts();
        var cells = new PredictorCells(new ScoringModel(stored), rows, counts);
        var (id, wanted, at) = (command.Id is null ? -1 : rows.IndexOf(command.Id), Encoding.UTF8.GetBytes(command.Household.Trim()), 0);
        var number = id < 0 && int.TryParse(command.Household, out var n) ? n : -1;
        while (rows.Next())
        {
            at++;
            if (id < 0 ? at != number : !rows.Cell(id).SequenceEqual(wanted)) continue;
            var linear = cells.Score(out _, out var group);
            if (double.IsNaN(linear)) throw new UserError(ExitCode.Input, "welfare.pmt.explain.no_score", ("id", command.Household), ("column", counts.Missing.Keys.First()));
            return ScoreExplained.Of(stored, cells, group, linear);
        }
        throw new UserError(ExitCode.Input, "welfare.pmt.explain.not_there", ("id", command.Household), ("file", command.Households));
    }
}
