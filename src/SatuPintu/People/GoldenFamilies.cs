namespace SatuPintu.People;

/// <summary>One family.</summary>
/// <param name="CardNumber">Number of its family card; empty when it was found by head and address.</param>
/// <param name="Head">The person taken for its head.</param>
/// <param name="Members">Its persons, in order.</param>
public sealed record GoldenFamily(string CardNumber, int Head, IReadOnlyList<int> Members);

/// <summary>The families of the golden persons; every person is in one, if alone.</summary>
/// <remarks>Numbered from 0 by their first person.</remarks>
public sealed class GoldenFamilies
{
    internal static readonly GoldenFamilies None = new([], []);

    internal GoldenFamilies(IReadOnlyList<GoldenFamily> families, int[] familyOf)
    {
        All = families;
        FamilyOf = familyOf;
    }

    /// <summary>The families.</summary>
    public IReadOnlyList<GoldenFamily> All { get; }

    /// <summary>The family of each person.</summary>
    public IReadOnlyList<int> FamilyOf { get; }

    /// <summary>The id of a family in every output: <c>F0000001</c> for the first.</summary>
    public static string FamilyId(int family) => $"F{family + 1:D7}";
}
