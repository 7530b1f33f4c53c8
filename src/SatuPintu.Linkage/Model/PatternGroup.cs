namespace SatuPintu.Linkage.Model;

/// <summary>
/// The number of pairs of two members of one household, which is counted or follows from the matches and is never estimated:
/// candidates are a sample of such pairs that is biased towards agreement.
/// </summary>
/// <param name="Fixed">Pairs known from the families of a list compared with itself.</param>
/// <param name="PerMatch">Pairs for each pair of one person: who matches across two lists brings the members of his household.</param>
public readonly record struct HouseholdPairs(double Fixed, double PerMatch)
{
    /// <summary>The number, given the number of pairs of one person.</summary>
    public double For(double matches) => Fixed + PerMatch * matches;
}

/// <summary>The compared pairs of one kind (one list with another, or with itself), counted by pattern.</summary>
public sealed class PatternGroup
{
    /// <summary>Makes the group from patterns and how many pairs show each.</summary>
    /// <param name="name">Its name, for reports.</param>
    /// <param name="allPairs">How many pairs of this kind there are in all, compared or not; those not compared count as unrelated.</param>
    /// <param name="householdPairs">How many of all pairs are of two members of one household: a number, or so many for each pair of one person.</param>
    /// <param name="patterns">The distinct patterns.</param>
    /// <param name="counts">Pairs by pattern.</param>
    public PatternGroup(string name, double allPairs, HouseholdPairs householdPairs, long[] patterns, double[] counts)
    {
        Name = name;
        AllPairs = allPairs;
        HouseholdPairs = householdPairs;
        Patterns = patterns;
        Counts = counts;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Pairs of this kind in all, compared or not.</summary>
    public double AllPairs { get; }

    /// <summary>How many of all pairs are of two members of one household.</summary>
    public HouseholdPairs HouseholdPairs { get; }

    /// <summary>The distinct patterns.</summary>
    public long[] Patterns { get; }

    /// <summary>Pairs by pattern.</summary>
    public double[] Counts { get; }
}
