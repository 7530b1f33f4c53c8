using System.Text.Json.Nodes;
using SatuPintu.Statistics.Regression;
using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>How predictors of a poverty map are chosen.</summary>
public enum MapSelection
{
    /// <summary>All stay.</summary>
    None,
    /// <summary>Stepwise by Akaike's criterion.</summary>
    Aic,
    /// <summary>Stepwise by Schwarz's criterion.</summary>
    Bic,
}

/// <summary>The predictors of a poverty map: those named, or every column that survey and census have in common; all of them, or those that a search chooses.</summary>
internal sealed class MapPredictors
{
    private readonly List<string> candidates = [];
    private readonly List<(string Column, string Reason)> leftOut = [];

    private MapPredictors()
    {
    }

    /// <summary>The predictors that the map is made with.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>What the card says of the choice.</summary>
    public JsonObject Details => new()
    {
        ["candidates"] = List(candidates),
        ["chosen"] = List(Names),
        ["left_out"] = new JsonArray([.. leftOut.Select(l =>
        {
            var reason = Catalogue.Find("welfare.map.left_out." + l.Reason);
            return new JsonObject { ["column"] = l.Column, ["reason"] = l.Reason, ["id"] = reason.Id, ["en"] = reason.En };
        })]),
    };

    /// <summary>Finds them; null where those named are taken as they are.</summary>
    /// <exception cref="UserError">No column can be one, or none was chosen.</exception>
    public static MapPredictors? Choose(MapPovertyCommand command, Warnings warnings, CancellationToken cancellation)
    {
        if (!command.AutoPredictors && command.Select == MapSelection.None) return null;
        var predictors = new MapPredictors();
        if (command.AutoPredictors) predictors.FindCommon(command, warnings, cancellation);
        else predictors.candidates.AddRange(command.Roles.Predictors);
        predictors.Names = predictors.candidates;
        if (command.Select != MapSelection.None) predictors.Search(command, cancellation);
        return predictors;
    }

    /// <summary>The command with the predictors found.</summary>
    public MapPovertyCommand In(MapPovertyCommand command) => command with
    {
        Roles = command.Roles with { Predictors = Names, Categorical = [.. command.Roles.Categorical.Intersect(Names.Concat(command.Heteroskedastic), StringComparer.Ordinal)] },
    };

    private void FindCommon(MapPovertyCommand command, Warnings warnings, CancellationToken cancellation)
    {
        var survey = Read(command.Survey, command.Census);
        var census = Read(command.Census, command.Survey);
        var roles = command.Roles;
        if (roles.Categorical.FirstOrDefault(c => !survey.Headings.Contains(c, StringComparer.Ordinal)) is { } stranger) throw new UserError(ExitCode.Usage, "welfare.pmt.categorical_stranger", ("column", stranger));
        var taken = new[] { roles.Outcome, roles.Weight, roles.By, command.BenchmarkBy }.OfType<string>().Concat(command.Heteroskedastic).ToHashSet(StringComparer.Ordinal);
        foreach (var column in survey.Headings.Concat(census.Headings).Distinct(StringComparer.Ordinal))
        {
            var reason = taken.Contains(column) ? "other_part"
                : !census.Headings.Contains(column, StringComparer.Ordinal) ? "survey_only"
                : !survey.Headings.Contains(column, StringComparer.Ordinal) ? "census_only"
                : IsEmpty(survey, column) || IsEmpty(census, column) ? "empty"
                : TellsRowsApart(survey, column) || TellsRowsApart(census, column) ? "key"
                : !IsCategorical(column) && survey.IsNumeric(column) != census.IsNumeric(column) ? "kinds_differ"
                : null;
            if (reason is null) candidates.Add(column);
            else leftOut.Add((column, reason));
            if (reason == "key") warnings.Add("welfare.pmt.column_is_key", ("column", column));
        }
        if (candidates.Count == 0) throw new UserError(ExitCode.Input, "welfare.map.none_common", ("survey", command.Survey), ("census", command.Census));

        // The columns of a file that the other has too.
        WelfareTable Read(string file, string other)
        {
            using var rows = TableRows.Open(other, cancellation);
            return WelfareTable.Read(file, headings => new WantedColumns().Add(headings.Intersect(rows.Headings, StringComparer.Ordinal), ColumnKinds.Either | ColumnKinds.Category), cancellation);
        }

        bool IsCategorical(string column) => command.Roles.Categorical.Contains(column, StringComparer.Ordinal);

        bool TellsRowsApart(WelfareTable table, string column) => SurveyColumns.TellsRowsApart(table, column, IsCategorical(column));

        static bool IsEmpty(WelfareTable table, string column) => table.Categories(column).Missing == table.Rows;
    }

    // The rows that lack a value of a column that is not chosen come back when the files are read for the map itself.
    private void Search(MapPovertyCommand command, CancellationToken cancellation)
    {
        var input = MapInput.Read(In(command), new Warnings(), cancellation);
        var criterion = command.Select == MapSelection.Aic ? Criterion.Aic : Criterion.Bic;
        var choice = StatisticsFaults.Guard(command.Survey, () => command.Method switch
        {
            MapMethod.Fh => PredictorChoice.ByAreas(input.Data, input.Terms, criterion, command.Line),
            // Empirical best prediction knows no weights, and neither does the search for its predictors.
            MapMethod.Ebp => PredictorChoice.ByHouseholds(input.Data with { Weights = null }, input.Terms, criterion, command.Transformation, command.Likelihood),
            _ => PredictorChoice.ByHouseholds(input.Data, input.Terms, criterion, command.Transformation, command.Likelihood),
        });
        Names = [.. choice.Chosen.Select(t => t.Name)];
        foreach (var name in candidates.Where(c => !Names.Contains(c, StringComparer.Ordinal)))
            leftOut.Add((name, choice.Dependent.Any(t => t.Name == name) || input.Terms.All(t => t.Name != name) ? "dependent" : "not_chosen"));
        if (Names.Count == 0) throw new UserError(ExitCode.Input, "welfare.map.none_chosen", ("survey", command.Survey), ("select", command.Select.ToString().ToLowerInvariant()));
    }

    private static JsonArray List(IEnumerable<string> names) => new([.. names.Select(n => JsonValue.Create(n))]);
}
