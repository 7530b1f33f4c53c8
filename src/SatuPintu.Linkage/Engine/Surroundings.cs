namespace SatuPintu.Linkage.Engine;

/// <summary>
/// What the records around a pair say of it. A pair may look like one person while the records already joined to either cannot be: a brother whose own record is
/// known. Such pairs are not one person however they look, and those that nothing speaks against are so more often than they look, so that what is learned of the
/// one kind does not hold of the other.
/// </summary>
/// <param name="entityOf">By record, the entity it is in by the model alone.</param>
/// <param name="entities">How many entities there are.</param>
/// <param name="weightOf">The weight of any pair by the model alone, in bits.</param>
/// <param name="contradicts">Whether two records cannot be one person.</param>
internal sealed class Surroundings(int[] entityOf, int entities, Func<int, int, double> weightOf, Func<int, int, bool> contradicts)
{
    // A pair of their records this far below even odds keeps two entities apart.
    private const double LeastWeight = -3;
    private const int MostCompared = 24;
    private readonly int[][] members = Members(entityOf, entities);

    /// <summary>Whether no two records of the entities of a pair contradict, nor any two but the pair itself hardly fit.</summary>
    public bool Stands(int a, int b)
    {
        int x = entityOf[a], y = entityOf[b];
        if (x == y) return true;
        if (members[x].Length == 1 && members[y].Length == 1) return !contradicts(a, b);
        foreach (var of in members[x].AsSpan(0, Math.Min(MostCompared, members[x].Length)))
            foreach (var with in members[y].AsSpan(0, Math.Min(MostCompared, members[y].Length)))
                if (contradicts(of, with) || (of != a || with != b) && weightOf(of, with) < LeastWeight) return false;
        return true;
    }

    private static int[][] Members(int[] entityOf, int entities)
    {
        var sizes = new int[entities];
        foreach (var entity in entityOf) sizes[entity]++;
        var members = Array.ConvertAll(sizes, size => new int[size]);
        for (var r = entityOf.Length - 1; r >= 0; r--) members[entityOf[r]][--sizes[entityOf[r]]] = r;
        return members;
    }
}
