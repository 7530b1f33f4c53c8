using System.Text.Json.Nodes;
using SatuPintu.Statistics.Surveys;

namespace SatuPintu.Welfare.Tables;

/// <summary>The columns that say how a sample was drawn and which groups its result is wanted for.</summary>
public sealed record SampleOptions
{
    /// <summary>Column of weights; all 1 where null.</summary>
    public string? Weight { get; init; }
    /// <summary>Column of groups; none where null.</summary>
    public string? By { get; init; }
    /// <summary>Column of strata; one stratum where null.</summary>
    public string? Strata { get; init; }
    /// <summary>Column of clusters; each row where null.</summary>
    public string? Cluster { get; init; }
    /// <summary>What a stratum with one cluster adds to a variance.</summary>
    public LoneClusterRule Lone { get; init; }

    /// <summary>Asks for the columns.</summary>
    internal void Want(WantedColumns wanted) => wanted.Add(Weight, ColumnKinds.Number).Add(By, ColumnKinds.Category).Add(Strata, ColumnKinds.Category).Add(Cluster, ColumnKinds.Category);

    /// <summary>Writes the options into those of a card.</summary>
    internal void AddTo(JsonObject options)
    {
        options["weight"] = Weight;
        options["by"] = By;
        options["strata"] = Strata;
        options["cluster"] = Cluster;
        options["lone"] = Lone.ToString().ToLowerInvariant();
    }
}

/// <summary>Weights, groups and design of a sample as they stand in its file.</summary>
/// <param name="Weights">The weight of each row, 0 or more.</param>
/// <param name="Groups">The group of each row; −1 for none; empty where no groups are wanted.</param>
/// <param name="GroupNames">The names of the groups.</param>
/// <param name="Design">Strata and clusters.</param>
internal sealed record SampleColumns(double[] Weights, int[] Groups, string[] GroupNames, SurveyDesign Design)
{
    /// <summary>What the row of all is called where a result has a row for each group.</summary>
    public const string All = "all";

    private const int FewRows = 30;

    /// <summary>The name of a group, and of all for −1.</summary>
    public string NameOf(int group) => group < 0 ? All : GroupNames[group];

    /// <summary>Reads the columns that <see cref="SampleOptions.Want"/> asked for.</summary>
    /// <exception cref="UserError">A weight is missing or negative, or all are 0; a stratum or cluster is missing; a stratum has one cluster only and no rule says what to do.</exception>
    public static SampleColumns Read(WelfareTable table, SampleOptions options, Warnings warnings)
    {
        var weights = WeightsOf(table, options.Weight, warnings);
        var groups = options.By is null ? new CategoryColumn("", [], [], 0) : table.Categories(options.By);
        if (groups.Missing > 0) warnings.Add("welfare.group_missing", ("column", groups.Name), ("count", groups.Missing));
        if (groups.Labels.Contains(All)) throw new UserError(ExitCode.Input, "welfare.group_all", ("file", table.Data.Path), ("column", groups.Name), ("all", All));
        var strata = Codes(table, options.Strata);
        var design = DesignOf(table, options, strata, Codes(table, options.Cluster).Codes);
        if (design.ClustersCrossStrata) warnings.Add("welfare.clusters_cross", ("cluster", options.Cluster), ("strata", options.Strata));
        if (design.LoneClusters > 0) warnings.Add("welfare.lone_clusters", ("count", design.LoneClusters), ("rule", options.Lone.ToString().ToLowerInvariant()));
        return new SampleColumns(weights, groups.Codes, groups.Labels, design);
    }

    /// <summary>Warns of groups whose estimates rest on few rows.</summary>
    public void WarnOfFew(IEnumerable<(int Group, int Count)> counts, Warnings warnings)
    {
        var few = counts.Where(c => c.Count < FewRows).Select(c => NameOf(c.Group)).Distinct().ToList();
        if (few.Count > 0) warnings.Add("welfare.few_rows", ("least", FewRows), ("groups", Warnings.SomeOf(few)));
    }

    private static double[] WeightsOf(WelfareTable table, string? column, Warnings warnings)
    {
        if (column is null)
        {
            var ones = new double[table.Rows];
            Array.Fill(ones, 1);
            return ones;
        }
        var weights = table.Required(column);
        var negative = Array.FindIndex(weights, w => w < 0);
        if (negative >= 0) throw new UserError(ExitCode.Input, "welfare.weight_negative", ("file", table.Data.Path), ("column", column), ("row", table.RowNumber(negative)));
        var zero = weights.Count(w => w == 0);
        if (zero == weights.Length) throw new UserError(ExitCode.Input, "welfare.weights_all_zero", ("file", table.Data.Path), ("column", column));
        if (zero > 0) warnings.Add("welfare.weight_zero", ("column", column), ("count", zero));
        return weights;
    }

    private static CategoryColumn Codes(WelfareTable table, string? column)
    {
        if (column is null) return new CategoryColumn("", [], [], 0);
        var categories = table.Categories(column);
        return categories.Missing == 0 ? categories : throw new UserError(ExitCode.Input, "welfare.value_missing", ("file", table.Data.Path), ("column", column),
            ("row", table.RowNumber(Array.IndexOf(categories.Codes, -1))), ("count", categories.Missing));
    }

    private static SurveyDesign DesignOf(WelfareTable table, SampleOptions options, CategoryColumn strata, int[] clusters)
    {
        try
        {
            return SurveyDesign.Of(table.Rows, strata.Codes, clusters, options.Lone);
        }
        catch (LoneClusterException e)
        {
            throw new UserError(ExitCode.Input, "welfare.lone_cluster", e, ("file", table.Data.Path), ("column", options.Strata ?? "-"), ("stratum", strata.Labels.ElementAtOrDefault(e.Stratum) ?? All));
        }
    }
}
