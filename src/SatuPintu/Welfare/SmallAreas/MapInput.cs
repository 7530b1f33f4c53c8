using SatuPintu.Statistics.Regression;
using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.ProxyMeans;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>Survey and census of a poverty map in the same columns, the census area by area.</summary>
internal sealed class MapInput
{
    /// <summary>The survey's file.</summary>
    public required DataFile Survey { get; init; }

    /// <summary>The census's file.</summary>
    public required DataFile Census { get; init; }

    /// <summary>What the columns are called.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Which predictor the columns are of; a category's belong together.</summary>
    public required IReadOnlyList<Term> Terms { get; init; }

    /// <summary>The data.</summary>
    public required AreaData Data { get; init; }

    /// <summary>Columns of the alpha model in the survey.</summary>
    public required double[][] SurveyVariance { get; init; }

    /// <summary>The same in the census.</summary>
    public required double[][] CensusVariance { get; init; }

    /// <summary>The areas' names by number; those of the survey alone have no households in the census.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>By area with households in the census, which stand first, the groups of <see cref="MapPovertyCommand.BenchmarkBy"/> that its households name.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Groups { get; init; }

    /// <summary>Reads both files.</summary>
    public static MapInput Read(MapPovertyCommand command, Warnings warnings, CancellationToken cancellation)
    {
        var roles = command.Roles;
        var survey = SurveyColumns.Read(command.Survey, roles with { Predictors = [.. roles.Predictors.Union(command.Heteroskedastic, StringComparer.Ordinal)] }, log: false, warnings, cancellation);
        var (surveyCodes, surveyAreas) = survey.Marks(roles.By)!.Value;
        var census = CensusColumns.Read(command.Census, roles.By!, command.BenchmarkBy, survey.Predictors, warnings, cancellation);

        var names = census.AreaNames.Union(surveyAreas, StringComparer.Ordinal).ToList();
        var number = names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        var areas = Array.ConvertAll(surveyCodes, c => number[surveyAreas[c]]);
        var inCensus = census.AreaNames.ToHashSet(StringComparer.Ordinal);
        var surveyOnly = surveyAreas.Where((a, c) => !inCensus.Contains(a) && surveyCodes.Contains(c)).ToList();
        if (surveyOnly.Count > 0) warnings.Add("welfare.map.survey_only", ("count", surveyOnly.Count), ("areas", Warnings.Some(surveyOnly)));
        var sampled = areas.ToHashSet();
        var censusOnly = census.AreaNames.Where(a => !sampled.Contains(number[a])).ToList();
        if (censusOnly.Count == census.AreaNames.Count) throw new UserError(ExitCode.Input, "welfare.map.no_common_area", ("survey", command.Survey), ("census", command.Census), ("column", roles.By));
        if (censusOnly.Count > 0) warnings.Add("welfare.map.census_only", ("count", censusOnly.Count), ("areas", Warnings.Some(censusOnly)));

        var starts = new int[names.Count + 1];
        foreach (var area in census.Areas) starts[area + 1]++;
        for (var d = 0; d < names.Count; d++) starts[d + 1] += starts[d];
        var next = (int[])starts.Clone();
        var order = new int[census.Areas.Length];
        for (var i = 0; i < order.Length; i++) order[next[census.Areas[i]]++] = i;

        var mean = Of([.. survey.Predictors.Where(p => roles.Predictors.Contains(p.Name, StringComparer.Ordinal))]);
        var variance = Of([.. survey.Predictors.Where(p => command.Heteroskedastic.Contains(p.Name, StringComparer.Ordinal))]);
        return new MapInput
        {
            Survey = survey.Data,
            Census = census.Data,
            Columns = [.. mean.Design.Columns.Select(c => c.Name)],
            Terms = mean.Design.Terms,
            Data = new AreaData
            {
                Welfare = survey.Outcome,
                Survey = mean.Design.Values,
                SurveyAreas = areas,
                Census = mean.Census,
                CensusStarts = starts,
                Weights = survey.Weights,
            },
            SurveyVariance = variance.Design.Values,
            CensusVariance = variance.Census,
            Areas = names,
            Groups = census.Groups,
        };

        (Design Design, double[][] Census) Of(Predictor[] predictors)
        {
            var design = predictors.Length == 0 ? Design.Make([], []) : Design.Make(predictors);
            return (design, [.. design.Columns.Select(c => census.Column(predictors[c.Predictor], c.Level, order))]);
        }
    }
}
