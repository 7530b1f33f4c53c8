namespace SatuPintu.Linkage.Model;

/// <summary>Whose evidence a comparison is.</summary>
public enum ComparisonScope
{
    /// <summary>The person's own: name, date of birth, sex, identity number.</summary>
    Person,
    /// <summary>The household's: address, head, dwelling, family card. It agrees for every member, so it cannot tell one member from another.</summary>
    Household,
}

/// <summary>A level of a comparison, with the parameters that estimation starts from.</summary>
/// <param name="Name">Its name, as evidence is shown.</param>
/// <param name="M">Probability among pairs of one person.</param>
/// <param name="S">Probability among pairs of two members of one household (of no use in a household comparison, where it equals <paramref name="M"/>).</param>
/// <param name="U">Probability among pairs of two unrelated people.</param>
public sealed record Level(string Name, double M, double S, double U);

/// <summary>A field that is compared, and the levels its agreement can reach. Level 0 is "missing" and is always neutral.</summary>
/// <param name="Field">The name of the field.</param>
/// <param name="Scope">Whose evidence it is.</param>
/// <param name="Levels">The levels, the first of them missing.</param>
public sealed record Comparison(string Field, ComparisonScope Scope, IReadOnlyList<Level> Levels);

/// <summary>Packs the levels that a pair reaches in all comparisons into one number, its pattern.</summary>
public sealed class PatternLayout
{
    private readonly int[] shift;
    private readonly int[] mask;

    /// <summary>Lays out the comparisons, the first in the lowest bits.</summary>
    /// <exception cref="ArgumentException">The levels need more than 63 bits.</exception>
    public PatternLayout(IReadOnlyList<Comparison> comparisons)
    {
        Comparisons = comparisons;
        shift = new int[comparisons.Count];
        mask = new int[comparisons.Count];
        var used = 0;
        for (var i = 0; i < comparisons.Count; i++)
        {
            var bits = System.Numerics.BitOperations.Log2((uint)comparisons[i].Levels.Count - 1) + 1;
            shift[i] = used;
            mask[i] = (1 << bits) - 1;
            used += bits;
        }
        if (used > 63) throw new ArgumentException("The levels of all comparisons need more than 63 bits.", nameof(comparisons));
    }

    /// <summary>The comparisons in order.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; }

    /// <summary>The level of one comparison in a pattern.</summary>
    public int LevelOf(long pattern, int comparison) => (int)(pattern >> shift[comparison]) & mask[comparison];

    /// <summary>The pattern with the level of one comparison set, given that it was missing (0).</summary>
    public long With(long pattern, int comparison, int level) => pattern | ((long)level << shift[comparison]);

    /// <summary>The pattern with the level of one comparison replaced.</summary>
    public long Replace(long pattern, int comparison, int level) =>
        (pattern & ~((long)mask[comparison] << shift[comparison])) | ((long)level << shift[comparison]);
}
