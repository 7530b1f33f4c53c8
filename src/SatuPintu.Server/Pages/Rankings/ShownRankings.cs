using System.Globalization;
using SatuPintu.Server.Components;
using SatuPintu.Welfare.Rankings.Models;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>How models and rankings are shown.</summary>
internal static class ShownRankings
{
    /// <summary>The cell of the state of a model or a ranking.</summary>
    public static TableCell State(PageTexts texts, string state) => new(texts[$"rankings.state.{state}"], Tone: state switch
    {
        "approved" or "entered" => Tone.Good,
        "retired" or "rejected" or "superseded" => Tone.Warning,
        "failed" => Tone.Bad,
        _ => Tone.Info,
    });

    /// <summary>The states a thing went through.</summary>
    public static TableView States(PageTexts texts, IReadOnlyList<PastState> states) => new(texts["deliveries.states"], [new(texts["users.state"]), new(texts["audit.at"]), new(texts["audit.actor"]), new(texts["deliveries.note"])],
        [.. states.Select(s => (IReadOnlyList<TableCell>)[State(texts, s.State), ShownStates.Time(s.At), s.By ?? "–", s.Note ?? "–"])]);

    /// <summary>A day as pages write it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The name of an area; that of the nation where there is none.</summary>
    public static string Area(PageTexts texts, string area) => area.Length == 0 ? texts["account.page.nation"] : PersonsModel.AreaName(area);

    /// <summary>What predictors are in the registry.</summary>
    public static TableView Predictors(PageTexts texts, IReadOnlyList<MappedPredictor> predictors, IReadOnlyDictionary<string, int>? lacking) => new(texts["rankings.predictors"],
        [new(texts["rankings.predictor"]), new(texts["rankings.variable"]), new(texts["rankings.levels"]), .. lacking is null ? (IEnumerable<TableColumn>)[] : [new(texts["rankings.lacking"], IsNumber: true)]],
        [.. predictors.Select(p => (IReadOnlyList<TableCell>)
            [p.Predictor, Welfare.Rankings.FamilyVariables.Load().Find(p.Variable)!.Name.In(texts.Language), Levels(p), .. lacking is null ? (IEnumerable<TableCell>)[] : [Numbers.Whole(lacking.GetValueOrDefault(p.Predictor), texts.Language)]])]);

    private static string Levels(MappedPredictor predictor) => predictor.Levels is null ? "–"
        : string.Join(", ", predictor.Levels.Select(l => l.Key == l.Value ? l.Key : $"{l.Value} = {l.Key}").Concat(predictor.Foreign.Select(f => $"{f} = ?")));
}
