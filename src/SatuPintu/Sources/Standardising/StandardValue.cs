namespace SatuPintu.Sources.Standardising;

/// <summary>A delivered text brought to standard form.</summary>
/// <param name="Text">The standard form; empty when there is no value or it cannot be read.</param>
/// <param name="Rule">Id of the rule the text breaks, or null.</param>
internal readonly record struct StandardValue(string Text, string? Rule = null)
{
    public static readonly StandardValue Missing = new("");

    /// <summary>A text of nothing but blanks and what stands in for a value (a dash, TIDAK ADA) is missing; anything else breaks the rule.</summary>
    public static StandardValue Unreadable(string raw, string rule) => Values.Placeholder.IsOne(raw) ? Missing : new StandardValue("", rule);
}
