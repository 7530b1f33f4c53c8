namespace SatuPintu.Linkage.Engine;

/// <summary>Turns the model into readable parameters and back.</summary>
internal static class ModelConversion
{
    /// <summary>The name of the comparison of families.</summary>
    public const string FamilyName = "family";

    /// <summary>The parameters of a model.</summary>
    public static ModelParameters ToParameters(EngineModel model)
    {
        var plan = model.Plan;
        var comparisons = new List<ComparisonParameters>();
        for (var c = 0; c < plan.Count; c++)
        {
            var isFamily = c == plan.Family;
            var parent = isFamily ? -1 : plan.Parents[c];
            var comparison = c;
            List<LevelParameters> Levels(int state) =>
                [.. Enumerable.Range(1, plan.Levels[comparison].Length - 1).Select(level => new LevelParameters(plan.Levels[comparison][level].Name,
                    model.M[comparison][plan.At(comparison, state, level)], model.S[comparison][plan.At(comparison, state, level)], model.U[comparison][plan.At(comparison, state, level)]))];
            comparisons.Add(new ComparisonParameters(isFamily ? FamilyName : plan.Columns[c].Name, isFamily ? Records.FieldKind.Category : plan.Columns[c].Kind,
                parent < 0 ? null : plan.Columns[parent].Name, plan.Household[c], Levels(ComparisonPlan.Unknown),
                parent < 0 ? null : Levels(ComparisonPlan.Agrees), parent < 0 ? null : Levels(ComparisonPlan.Differs)));
        }
        return new ModelParameters(model.PriorM, model.PriorS, comparisons);
    }

    /// <summary>The name of a comparison.</summary>
    public static string NameOf(ComparisonPlan plan, int comparison) => comparison == plan.Family ? FamilyName : plan.Columns[comparison].Name;

    /// <summary>A correction laid out as the comparisons of a plan are.</summary>
    /// <exception cref="LinkageException">It is for other fields or levels.</exception>
    public static LearnedWeights ToWeights(ComparisonPlan plan, WeightCorrection correction)
    {
        var levels = Array.ConvertAll(plan.Levels, l => new double[l.Length]);
        foreach (var learned in correction.Levels)
        {
            var comparison = Enumerable.Range(0, plan.Count).FirstOrDefault(c => NameOf(plan, c) == learned.Field, -1);
            var level = comparison < 0 ? -1 : Array.FindIndex(plan.Levels[comparison], l => l.Name == learned.Level);
            if (level < 1) throw new LinkageException("other_model", learned.Field);
            levels[comparison][level] = learned.Bits;
        }
        return new LearnedWeights(correction.Intercept, levels);
    }

    /// <summary>Whether a model compares families.</summary>
    public static bool HasFamily(ModelParameters model) => model.Comparisons.Any(c => c.Field == FamilyName);

    /// <summary>Which field each depends on, as a given model has it.</summary>
    /// <exception cref="LinkageException">The model is for other fields.</exception>
    public static int[] Parents(IReadOnlyList<Fields.FieldColumn> columns, ModelParameters given)
    {
        var parents = new int[columns.Count];
        for (var c = 0; c < parents.Length; c++)
        {
            var comparison = given.Comparisons.FirstOrDefault(g => g.Field == columns[c].Name) ?? throw new LinkageException("other_model", columns[c].Name);
            parents[c] = comparison.Given is null ? -1 : Enumerable.Range(0, columns.Count).FirstOrDefault(p => columns[p].Name == comparison.Given, -1);
            if (comparison.Given is not null && parents[c] < 0) throw new LinkageException("other_model", comparison.Given);
        }
        return parents;
    }

    /// <summary>The model of some parameters.</summary>
    /// <exception cref="LinkageException">They are for other fields, kinds or levels.</exception>
    public static EngineModel FromParameters(ComparisonPlan plan, ModelParameters given)
    {
        double[][] m = plan.Table(), s = plan.Table(), u = plan.Table();
        for (var c = 0; c < plan.Count; c++)
        {
            var name = c == plan.Family ? FamilyName : plan.Columns[c].Name;
            var comparison = given.Comparisons.FirstOrDefault(g => g.Field == name) ?? throw new LinkageException("other_model", name);
            var states = new[] { comparison.Levels, comparison.LevelsIfGivenAgrees ?? comparison.Levels, comparison.LevelsIfGivenDiffers ?? comparison.Levels };
            for (var state = 0; state < states.Length; state++)
            {
                if (states[state].Count != plan.Levels[c].Length - 1) throw new LinkageException("other_model", name);
                for (var level = 1; level < plan.Levels[c].Length; level++)
                {
                    var parameters = states[state][level - 1];
                    var at = plan.At(c, state, level);
                    if (parameters.Name != plan.Levels[c][level].Name || !(parameters.M is > 0 and <= 1) || !(parameters.U is > 0 and <= 1) || !(parameters.S is > 0 and <= 1))
                        throw new LinkageException("other_model", name);
                    (m[c][at], s[c][at], u[c][at]) = (parameters.M, parameters.S, parameters.U);
                }
            }
        }
        return new EngineModel(plan, given.Prior, given.HouseholdPrior, m, s, u);
    }
}
