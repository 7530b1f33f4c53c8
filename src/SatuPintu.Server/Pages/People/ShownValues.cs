using System.Globalization;
using SatuPintu.People.Looking;
using SatuPintu.Server.Components;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Server.Pages.People;

/// <summary>How what is known of persons is written on pages.</summary>
internal static class ShownValues
{
    /// <summary>What an element is called.</summary>
    public static string NameOf(PageTexts texts, string element) => DataStandard.Load().Find(element)?.Name.In(texts.Language) ?? texts[$"element.{element}"];

    /// <summary>The group of the data standard that an element belongs to.</summary>
    public static string GroupOf(PageTexts texts, string element) => DataStandard.Load().Find(element)?.Concept?.In(texts.Language) ?? texts["element.other"];

    /// <summary>A value.</summary>
    public static string Of(PageTexts texts, string element, string? value) => value is null ? "–" : element switch
    {
        Elements.VillageCode or "area" => PersonsModel.AreaName(value),
        Elements.HouseholdIncome => decimal.TryParse(value, CultureInfo.InvariantCulture, out var rupiah) ? "Rp " + Numbers.Whole((long)rupiah, texts.Language) : value,
        _ when value is "true" or "false" => texts[$"value.{value}"],
        _ when texts.Language == Language.English && CodeLists.Find(element)?.Find(value) is { } code => code.En,
        _ => value,
    };

    /// <summary>A list, by title, agency and day.</summary>
    public static string Of(ValueOrigin origin) => $"{origin.Title}, {origin.Agency}, {Day(origin.AsOf)}";

    /// <summary>What was so in a time: the address with the name of its area, or the programme.</summary>
    public static string Time(PersonTime time) => time.Kind != "living" ? time.Value
        : time.Value.LastIndexOf(", ", StringComparison.Ordinal) is >= 0 and var at ? $"{time.Value[..at]}, {PersonsModel.AreaName(time.Value[(at + 2)..])}" : PersonsModel.AreaName(time.Value);

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment.</summary>
    public static string Moment(DateTimeOffset at) => ShownStates.Time(at);

    /// <summary>Where a value comes from: a list, or the proposal by which it was corrected.</summary>
    public static TableCell Origin(PageTexts texts, ValueOrigin? origin, Guid? correction) => correction is { } proposal ? new TableCell(texts["person.corrected"], $"/usulan/{proposal}") : origin is null ? "–" : Of(origin);

    /// <summary>What a proposal is about.</summary>
    public static string Subject(PageTexts texts, string kind, string? element) => element is null ? texts[$"proposals.kind.{kind}"] : texts.Say("proposals.kind.value", ("element", NameOf(texts, element)));

    /// <summary>The state of a proposal.</summary>
    public static TableCell State(PageTexts texts, string state) => new(texts[$"proposals.state.{state}"], Tone: state switch
    {
        "accepted" => Tone.Good,
        "rejected" => Tone.Bad,
        "proposed" => Tone.Warning,
        _ => Tone.Info,
    });

    /// <summary>The day in an address (<c>?per=2026-03-01</c>); null where none is asked for.</summary>
    /// <returns>False where what stands there is no day.</returns>
    public static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found) || found.Year is < 2000 or > 9000) return false;
        day = found;
        return true;
    }
}
