using System.Text.Json.Serialization;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>A level of a comparison with its probabilities, given what the comparison it depends on shows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="M">Probability among pairs of one person.</param>
/// <param name="S">Probability among pairs of two members of one household; equal to <paramref name="U"/> where families are not known.</param>
/// <param name="U">Probability among pairs of two unrelated people.</param>
public sealed record LevelParameters(string Name, double M, double S, double U)
{
    /// <summary>Match weight against unrelated pairs: log2(m/u), in bits.</summary>
    public double Weight => Math.Log2(M / U);
}

/// <summary>A comparison of the model.</summary>
/// <param name="Field">The field it compares.</param>
/// <param name="Kind">How.</param>
/// <param name="Given">The field it depends on, so that the two are not counted twice; null where it stands for itself.</param>
/// <param name="Household">Whether its evidence is the household's, the same for all its members.</param>
/// <param name="Levels">Where <paramref name="Given"/> is null or missing in the pair: the levels, the most agreeing first, "missing" left out.</param>
/// <param name="LevelsIfGivenAgrees">The same where the field of <paramref name="Given"/> is equal; null where there is none.</param>
/// <param name="LevelsIfGivenDiffers">The same where the field of <paramref name="Given"/> is known and not equal; null where there is none.</param>
public sealed record ComparisonParameters(string Field, FieldKind Kind, string? Given, bool Household, IReadOnlyList<LevelParameters> Levels,
    IReadOnlyList<LevelParameters>? LevelsIfGivenAgrees, IReadOnlyList<LevelParameters>? LevelsIfGivenDiffers);

/// <summary>All parameters of a linkage: readable, and usable for another one.</summary>
/// <param name="Prior">Share of pairs of one person among all pairs that could be compared.</param>
/// <param name="HouseholdPrior">Share of pairs of two members of one household; 0 where families are not known.</param>
/// <param name="Comparisons">The comparisons.</param>
public sealed record ModelParameters(double Prior, double HouseholdPrior, IReadOnlyList<ComparisonParameters> Comparisons)
{
    /// <summary>Whether it is of several lists linked at once, as which list a record is of then counts; one of a single list cannot link several.</summary>
    [JsonIgnore]
    public bool IsOfSeveralLists => Comparisons.Any(c => c.Field == ListColumn.Title);
}
