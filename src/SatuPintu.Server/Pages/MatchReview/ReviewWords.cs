using SatuPintu.Server.Components;
using SatuPintu.Sources;

namespace SatuPintu.Server.Pages.MatchReview;

/// <summary>What the pages of the review call things.</summary>
internal static class ReviewWords
{
    private static readonly Dictionary<string, LocalText> Elements = DataStandard.Load().Elements.ToDictionary(e => e.Id, e => e.Name, StringComparer.Ordinal);

    /// <summary>The name of an element.</summary>
    public static string Element(PageTexts texts, string element) => Elements.TryGetValue(element, out var name) ? name.In(texts.Language) : element;

    /// <summary>What was compared.</summary>
    public static string Field(PageTexts texts, string field) => field == "prior" ? texts["match.pair.prior"] : Known(texts, field, $"review.field.{field}");

    /// <summary>The level that was reached.</summary>
    public static string Level(PageTexts texts, string level) => level.Length == 0 ? "–"
        : string.Join(", ", level.Split(", ").Select(part => Known(texts, part, $"linkreport.level.{part.Replace(' ', '_')}", $"report.level.{part.Replace(' ', '_')}")));

    /// <summary>A state, with its tone.</summary>
    public static TableCell State(PageTexts texts, string state) => new(texts[$"match.state.{state}"], Tone: state switch { "same" or "different" => Tone.Good, "disputed" => Tone.Warning, _ => Tone.Info });

    /// <summary>A weight in bits, with its sign.</summary>
    public static string Bits(PageTexts texts, double bits) => (bits < 0 ? "−" : "+") + Numbers.Decimal(Math.Abs(bits), 1, texts.Language);

    private static string Known(PageTexts texts, string otherwise, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (Catalogue.Keys.Contains(key)) return texts[key];
        return otherwise;
    }
}
