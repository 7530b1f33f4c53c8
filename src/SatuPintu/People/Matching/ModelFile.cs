using System.Reflection;
using System.Text.Json;
using SatuPintu.Linkage.Model;

namespace SatuPintu.People.Matching;

/// <summary>The thresholds and starting values of linkage, from <c>linkage-model.json</c>.</summary>
/// <param name="Version">Version of the file.</param>
/// <param name="MatchAt">Probability from which a pair is joined.</param>
/// <param name="ReviewAt">Probability from which a pair that is not joined is given to review.</param>
/// <param name="LowestWeight">Weight, in bits, below which one pair keeps two clusters apart.</param>
/// <param name="RandomPairs">Random pairs from which u is estimated.</param>
/// <param name="Layout">The comparisons with their levels.</param>
internal sealed record ModelFile(string Version, double MatchAt, double ReviewAt, double LowestWeight, int RandomPairs, PatternLayout Layout)
{
    private static readonly Lazy<ModelFile> Loaded = new(Load);

    /// <summary>The file that ships with the program.</summary>
    public static ModelFile Default => Loaded.Value;

    /// <summary>Where m starts, by comparison and level.</summary>
    public double[][] StartM => Start(l => l.M);

    /// <summary>Where s starts; a household comparison has none of its own.</summary>
    public double[][] StartS => Layout.Comparisons.Select(c => c.Levels.Select(l => c.Scope == ComparisonScope.Household ? l.M : l.S).ToArray()).ToArray();

    /// <summary>What u leans on where random pairs are few.</summary>
    public double[][] StartU => Start(l => l.U);

    private double[][] Start(Func<Level, double> parameter) => Layout.Comparisons.Select(c => c.Levels.Select(parameter).ToArray()).ToArray();

    private static ModelFile Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("People/Matching/linkage-model.json")!;
        var root = JsonDocument.Parse(stream).RootElement;
        var comparisons = root.GetProperty("comparisons").EnumerateArray().Select(c => new Comparison(
            c.GetProperty("field").GetString()!,
            Enum.Parse<ComparisonScope>(c.GetProperty("scope").GetString()!, ignoreCase: true),
            c.GetProperty("levels").EnumerateArray().Select(l => new Level(l[0].GetString()!, l[1].GetDouble(), l[2].GetDouble(), l[3].GetDouble())).ToList())).ToList();
        return new ModelFile(
            root.GetProperty("version").GetString()!,
            root.GetProperty("match_at").GetDouble(),
            root.GetProperty("review_at").GetDouble(),
            root.GetProperty("lowest_weight").GetDouble(),
            root.GetProperty("random_pairs").GetInt32(),
            new PatternLayout(comparisons));
    }
}
