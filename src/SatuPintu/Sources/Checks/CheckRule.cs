namespace SatuPintu.Sources.Checks;

/// <summary>The dimensions of data quality that checks belong to.</summary>
public enum Dimension
{
    /// <summary>The value is there.</summary>
    Completeness,
    /// <summary>The value has the form and range of its element.</summary>
    Validity,
    /// <summary>Each person, number and record stands once.</summary>
    Uniqueness,
    /// <summary>The values of a row, a family and a list agree with each other.</summary>
    Consistency,
    /// <summary>The record was updated lately enough.</summary>
    Timeliness,
}

/// <summary>One rule of the catalogue <c>check-rules.json</c>.</summary>
public sealed record CheckRule
{
    /// <summary>Its id, as findings and <c>issues.csv</c> name it.</summary>
    public required string Id { get; init; }

    /// <summary>The elements it is about: <c>*</c> for any, an empty text for the row as a whole.</summary>
    public required IReadOnlyList<string> Elements { get; init; }

    /// <summary>The dimension of quality it measures.</summary>
    public required Dimension Dimension { get; init; }

    /// <summary>What it means for the value or the row.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Whether the value read is taken out of the standard table (<see cref="CheckResult.Table"/>), since it cannot be true.</summary>
    public bool Withdraws { get; init; }

    /// <summary>
    /// What is wrong and what to do, with <c>{value}</c> (as delivered), <c>{field}</c> (the heading) and <c>{detail}</c>
    /// (another row, or what the value was compared with).
    /// </summary>
    public required LocalText Text { get; init; }

    /// <summary>The sentence for one finding.</summary>
    /// <param name="language">The language.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="field">The heading it is about, as delivered.</param>
    public string Say(Language language, in Finding finding, string field)
    {
        var said = new System.Text.StringBuilder();
        foreach (var part in RuleText.Cut(Text.In(language)))
            said.Append(part.Slot switch
            {
                RuleSlot.Value => RuleText.OpenQuote + finding.Value + RuleText.CloseQuote,
                RuleSlot.Field => RuleText.OpenQuote + field + RuleText.CloseQuote,
                RuleSlot.Detail => finding.Detail,
                _ => part.Text,
            });
        return said.ToString();
    }
}
