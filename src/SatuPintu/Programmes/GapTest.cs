using System.Globalization;
using SatuPintu.Sources;

namespace SatuPintu.Programmes;

/// <summary>A rule held against the lists that there are: whom it concerns, or why that cannot be told.</summary>
/// <remarks>Lists are known by their numbers: bit <c>i</c> and entry <c>i</c> stand for list <c>i</c>. Integration and the registry tell gaps by it alike.</remarks>
internal sealed class GapTest
{
    private readonly GapRule rule;
    private readonly ulong isIn;
    private readonly ulong notIn;
    private readonly int[] deciles;

    private GapTest(GapRule rule, ulong isIn, ulong notIn, int[] deciles, LocalText? notComputed)
    {
        this.rule = rule;
        this.isIn = isIn;
        this.notIn = notIn;
        this.deciles = deciles;
        NotComputed = notComputed;
    }

    /// <summary>Why nobody can be told to stand in the gap; null where they can.</summary>
    public LocalText? NotComputed { get; }

    /// <summary>Holds a rule against lists.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="lists">What the lists are.</param>
    /// <param name="hasDecile">By list, whether it gives deciles.</param>
    /// <param name="programmes">How many programmes have a list.</param>
    public static GapTest Of(GapRule rule, IReadOnlyList<SourceDefinition> lists, IReadOnlyList<bool> hasDecile, int programmes)
    {
        var (isIn, notIn) = (Mask(rule.In), Mask(rule.NotIn));
        int[] deciles = rule.Decile is null ? [] : [.. Enumerable.Range(0, lists.Count).Where(l => lists[l].Kind == SourceKind.Welfare && hasDecile[l] && lists[l].ExtremePoverty == rule.Decile.ExtremePoverty)];
        var why = rule.In is not null && isIn == 0 ? Missing(rule.In)
            : rule.NotIn is not null && notIn == 0 ? Missing(rule.NotIn)
            : rule.Decile is not null && deciles.Length == 0 ? Not("programmes.gap_needs_decile")
            : rule.ProgrammesAtLeast > programmes ? Not("programmes.gap_needs_two_programmes", ("count", rule.ProgrammesAtLeast))
            : null;
        return new GapTest(rule, isIn, notIn, deciles, why);

        ulong Mask(ListChoice? choice)
        {
            var mask = 0UL;
            for (var list = 0; list < lists.Count && choice is not null; list++)
                if (choice.Holds(lists[list])) mask |= 1UL << list;
            return mask;
        }
    }

    /// <summary>Whether the gap concerns a person.</summary>
    /// <param name="stands">The lists with a record of the person.</param>
    /// <param name="programmes">How many programmes the person is in.</param>
    /// <param name="lowest">By list, the lowest decile that any record of the person has there; 0 for none.</param>
    public bool Concerns(ulong stands, int programmes, ReadOnlySpan<byte> lowest)
    {
        if (NotComputed is not null || stands == 0) return false;
        if (rule.In is not null && (stands & isIn) == 0) return false;
        if ((stands & notIn) != 0) return false;
        if (programmes < rule.ProgrammesAtLeast) return false;
        if (rule.Decile is null) return true;
        foreach (var list in deciles)
            if (lowest[list] is > 0 and var decile && decile <= rule.Decile.AtMost) return true;
        return false;
    }

    private static LocalText Missing(ListChoice choice) => choice.Sources is { Count: > 0 } sources
        ? Not("programmes.gap_needs_list", ("lists", string.Join(", ", sources.Select(s => s.ToUpper(CultureInfo.InvariantCulture)))))
        : Not(choice.Kinds!.Contains(SourceKind.Programme) ? "programmes.gap_needs_programme" : "programmes.gap_needs_welfare");

    private static LocalText Not(string key, params (string, object?)[] arguments) =>
        new(Catalogue.Say(Language.Indonesian, key, arguments), Catalogue.Say(Language.English, key, arguments));
}
