using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings;
using SatuPintu.Welfare.Rankings.Families;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>Why a family has the decile that it has, in plain words.</summary>
[Authorize(Policy = "score.see")]
public sealed class FamilyScoreModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    private string[] sentences = [];

    /// <summary>The ranking; null for the one whose deciles were entered last.</summary>
    [BindProperty(SupportsGet = true, Name = "pemeringkatan")]
    public Guid? Run { get; set; }

    /// <summary>The score.</summary>
    public FamilyScore Score { get; private set; } = null!;

    /// <summary>Where the family stands.</summary>
    public string Standing => texts.Say("score.standing", ("decile", Score.Decile), ("share", Score.Decile * 10), ("area", ShownRankings.Area(texts, Score.Regency)), ("rank", Numbers.Whole(Score.Rank ?? 0, texts.Language)), ("ranked", Numbers.Whole(Score.Ranked, texts.Language)));

    /// <summary>What each thing did to the score, with what the score begins with first.</summary>
    public IEnumerable<string> Terms => sentences.SkipLast(1);

    /// <summary>What comes out.</summary>
    public string End => sentences[^1];

    /// <summary>What is not known and was needed.</summary>
    public string Lacking => string.Join(", ", Score.Lacking.Select(p => Score.Named(p, null, texts.Language)));

    /// <summary>What went in.</summary>
    public TableView Inputs => new(texts["score.inputs"], [new(texts["rankings.variable"]), new(texts["person.value"])],
        [.. Score.Inputs.Select(i => (IReadOnlyList<TableCell>)[FamilyVariables.Load().Find(i.Predictor.Variable)!.Name.In(texts.Language), i.Value is null ? new TableCell(texts["score.unknown"], Tone: Tone.Warning) : i.Predictor.Named(i.Value, texts.Language)])]);

    /// <summary>The members.</summary>
    public TableView Members => new(texts["person.family"], [new(texts["persons.name"]), new(texts["person.relation"])], [.. Score.Members.Select(m => (IReadOnlyList<TableCell>)[new TableCell(m.Name ?? texts["persons.nameless"], $"/orang/{m.Id}"), m.Relation ?? "–"])]);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await ExplainFamily.Run(database, HttpContext.Officer().Actor, id, Run, HttpContext.RequestAborted) is not { } found) return NotFound();
        Score = found;
        if (found.Explained is { } explained) sentences = [.. explained.Sentences(texts.Language, (predictor, level) => found.Named(predictor, level, texts.Language), texts["score.outcome"], ShownRankings.Area(texts, explained.Group))];
        return Page();
    }
}
