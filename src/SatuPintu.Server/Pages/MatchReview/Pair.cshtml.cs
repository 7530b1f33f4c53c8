using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.MatchReview;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.MatchReview;

/// <summary>A step of the waterfall: where the bar begins and how long it is, in two hundredths of the width.</summary>
/// <param name="Field">What was compared.</param>
/// <param name="Level">The level reached.</param>
/// <param name="Weight">What it adds.</param>
/// <param name="Sum">The sum so far.</param>
/// <param name="Kind">The class of the bar.</param>
/// <param name="X">Its left end.</param>
/// <param name="Width">Its width.</param>
/// <param name="Zero">Where even odds are.</param>
/// <param name="Goal">From where on records are joined without asking.</param>
public sealed record Fall(string Field, string Level, string Weight, string Sum, string Kind, string X, string Width, string Zero, string Goal);

/// <summary>One pair in doubt, with all that speaks for and against it.</summary>
[Authorize(Policy = "match.see")]
public sealed class PairModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    private const double JoinedAt = 0.9, Across = 200;

    /// <summary>How many opinions there were when the officer looked.</summary>
    [BindProperty]
    public int Seen { get; set; } = -1;

    /// <summary>What the officer says.</summary>
    [BindProperty]
    public string? Verdict { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The area the officer keeps to.</summary>
    [BindProperty(SupportsGet = true, Name = "wilayah")]
    public string? Area { get; set; }

    /// <summary>What the pair that was answered just before became.</summary>
    [BindProperty(SupportsGet = true, Name = "tersimpan")]
    public string? Kept { get; set; }

    /// <summary>The pair.</summary>
    public PairView Pair { get; private set; } = null!;

    /// <summary>The answers, and which of them has the keyboard.</summary>
    public IEnumerable<(string Verdict, bool First)> Verdicts => new[] { "same", "different", "unsure", "visit" }.Select((v, i) => (v, i == 0));

    /// <summary>What the first record is called.</summary>
    public string SourceA => Pair.A.Source.ToUpperInvariant() + (Pair.A.Source == Pair.B.Source ? " A" : "");

    /// <summary>What the second record is called.</summary>
    public string SourceB => Pair.B.Source.ToUpperInvariant() + (Pair.A.Source == Pair.B.Source ? " B" : "");

    /// <summary>Whether the officer may join persons.</summary>
    public bool MayMerge => Actions.MayAnywhere(HttpContext.Officer().Actor, "grouping.merge");

    /// <summary>What was said.</summary>
    public TableView Opinions => new(texts["match.opinions"], [new(texts["match.by"]), new(texts["match.opinion"]), new(texts["match.at"]), new(texts["match.note"])],
        [.. Pair.Opinions.Select(o => (IReadOnlyList<TableCell>)[o.ByName ?? "–", texts[$"match.answer.{o.Verdict}"], ShownStates.Time(o.At), o.Note ?? "–"])]);

    /// <summary>The waterfall.</summary>
    public IEnumerable<Fall> Falls
    {
        get
        {
            var sums = new double[Pair.Evidence.Count + 1];
            for (var i = 0; i < Pair.Evidence.Count; i++) sums[i + 1] = sums[i] + Pair.Evidence[i].Weight;
            var goal = Math.Log2(JoinedAt / (1 - JoinedAt));
            double low = Math.Min(0, sums.Min()), high = Math.Max(goal, sums.Max());
            string At(double bits) => ((bits - low) / (high - low) * Across).ToString("F1", CultureInfo.InvariantCulture);
            Fall Step(string compared, string level, double from, double to, string kind) => new(compared, level, ReviewWords.Bits(texts, to - from), ReviewWords.Bits(texts, to), kind, At(Math.Min(from, to)),
                Math.Max(1, Math.Abs(to - from) / (high - low) * Across).ToString("F1", CultureInfo.InvariantCulture), At(0), At(goal));
            for (var i = 0; i < Pair.Evidence.Count; i++)
                yield return Step(ReviewWords.Field(texts, Pair.Evidence[i].Field), ReviewWords.Level(texts, Pair.Evidence[i].Level), sums[i], sums[i + 1], i == 0 ? "prior" : Pair.Evidence[i].Weight >= 0 ? "for" : "against");
            yield return Step(texts["match.pair.total"], "–", 0, sums[^1], "total");
        }
    }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (Kept is not null && !Catalogue.Keys.Contains($"match.state.{Kept}")) Kept = null;
        return await Show(id) ? Page() : NotFound();
    }

    /// <summary>Keeps the answer, and opens the next pair.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "Area")] string? area)
    {
        Area = area;
        var actor = HttpContext.Officer().Actor;
        try
        {
            var state = await JudgePair.Run(database, actor, new JudgePairCommand(id, Seen, Verdict, Note), HttpContext.RequestAborted);
            return await ListPairs.Next(database, actor, Area, HttpContext.RequestAborted) is { } next
                ? RedirectToPage("Pair", new { id = next, wilayah = Area, tersimpan = state })
                : RedirectToPage("Queue", new { wilayah = Area, tersimpan = state, habis = true });
        }
        catch (UserError e)
        {
            ModelState.Clear();
            if (!await Show(id)) return NotFound();
            ModelState.AddModelError("", e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Show(Guid id)
    {
        if (await ShowPair.Run(database, keys, HttpContext.Officer().Actor, id, HttpContext.RequestAborted) is not { } found) return false;
        Pair = found;
        return true;
    }
}
