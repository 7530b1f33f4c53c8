namespace SatuPintu.Sources;

/// <summary>What a finding means for the row it was made on.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the value is used as it stands or as repaired.</summary>
    Info,
    /// <summary>The value is doubtful; it is used with care.</summary>
    Warning,
    /// <summary>The value cannot be used and is taken as missing; the producer should mend it.</summary>
    Error,
    /// <summary>The whole row cannot be used; it is listed, returned and takes no part in linkage.</summary>
    Unusable,
}

/// <summary>One thing a check found: where, by which rule, and on which delivered value.</summary>
/// <param name="Row">Index of the row in its table, from 0; −1 when the finding is on the whole list.</param>
/// <param name="Element">Id of the standard element concerned (see <see cref="Elements"/>); for an unmapped column its heading; empty when the whole row is meant.</param>
/// <param name="Rule">Id of the rule in the rule catalogue (<c>check-rules.json</c>), which holds severity, dimension and texts.</param>
/// <param name="Value">The value as delivered (empty when the finding is that it is missing).</param>
public readonly record struct Finding(int Row, string Element, string Rule, string Value)
{
    /// <summary>What the rule's text shows as <c>{detail}</c>: another row, the value it was compared with, a limit; null when it shows none.</summary>
    public string? Detail { get; init; }
}
