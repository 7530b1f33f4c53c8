namespace SatuPintu.Sources.Checks;

/// <summary>How far the NIK of a row can be believed to be that person's.</summary>
public enum NikTrust : byte
{
    /// <summary>The row has no NIK with a valid structure from a known area.</summary>
    None,
    /// <summary>Valid, on no other person in the list, and not contradicted by birth date and sex: it decides alone.</summary>
    Valid,
    /// <summary>It stands on different people in the list.</summary>
    Shared,
    /// <summary>It is the number of a family card.</summary>
    IsKk,
    /// <summary>
    /// Valid, but two or more of day, month, year of birth and sex say otherwise (day and month changed round count as one):
    /// it should not decide when all else disagrees.
    /// </summary>
    ConflictsWithBirthOrSex,
}

/// <summary>How many findings a rule made in a list.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Count">How many.</param>
public readonly record struct RuleCount(string Rule, Severity Severity, int Count);

/// <summary>One measure of quality of a list.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Element">The element.</param>
/// <param name="Checked">Rows that could be checked.</param>
/// <param name="Failed">Rows of those that failed.</param>
public readonly record struct QualityMeasure(Dimension Dimension, string Element, int Checked, int Failed)
{
    /// <summary>Share of the rows checked that passed, 0 to 1; not a number when none could be checked.</summary>
    public double Score => 1 - ((double)Failed / Checked);
}

/// <summary>What the checks found in one list.</summary>
public sealed class CheckResult
{
    internal CheckResult(StandardTable table, IReadOnlyList<Finding> all, bool[] unusable, NikTrust[] nikTrust, IReadOnlyList<RuleCount> counts, IReadOnlyList<QualityMeasure> quality)
    {
        Table = table;
        All = all;
        Unusable = unusable;
        NikTrust = nikTrust;
        Counts = counts;
        Quality = quality;
    }

    /// <summary>
    /// The list with the values taken out that cannot be true (a birth date in the future, a decile of 40). Columns without such
    /// values are those of the list checked; NIK and KK are never taken out, since <see cref="NikTrust"/> tells what they are worth.
    /// </summary>
    public StandardTable Table { get; }

    /// <summary>All findings, of standardising and of the checks, by row, then element, then rule; those on the whole list first.</summary>
    public IReadOnlyList<Finding> All { get; }

    /// <summary>The findings that make a value doubtful: not those only worth knowing, and none on the list as a whole.</summary>
    internal IReadOnlyList<Finding> Doubtful
    {
        get
        {
            var rules = Counts.Where(c => c.Severity > Severity.Info).Select(c => c.Rule).ToHashSet(StringComparer.Ordinal);
            return [.. All.Where(f => f.Row >= 0 && rules.Contains(f.Rule))];
        }
    }

    /// <summary>By row, whether it takes no part in linkage.</summary>
    public bool[] Unusable { get; }

    /// <summary>By row, what its NIK is worth.</summary>
    public NikTrust[] NikTrust { get; }

    /// <summary>Findings by rule, in the order of the catalogue; rules without findings are left out.</summary>
    public IReadOnlyList<RuleCount> Counts { get; }

    /// <summary>Quality by dimension and element.</summary>
    public IReadOnlyList<QualityMeasure> Quality { get; }
}
