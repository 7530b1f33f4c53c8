using SatuPintu.Sources.Checks;

namespace SatuPintu.Integration;

/// <summary>A check rule in a few words, for tables of totals, where a finding's sentence has no value to speak of.</summary>
internal static class RuleTitle
{
    /// <summary>The key of a rule's title in the texts.</summary>
    public static string Key(CheckRule rule) => "report.rule." + rule.Id;

    /// <summary>The title of a rule.</summary>
    public static LocalText Of(CheckRule rule) => Catalogue.Find(Key(rule));
}
