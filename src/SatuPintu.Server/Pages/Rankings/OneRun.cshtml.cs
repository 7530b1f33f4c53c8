using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Quotas;
using SatuPintu.Welfare.Rankings.Runs;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>One ranking: what went in, what came out, what is decided on it, and its places by village.</summary>
[Authorize(Policy = "ranking.see")]
[RequestSizeLimit(ShareQuota.LargestMap + (1 << 16))]
public sealed class OneRunModel(RegistryDatabase database, RankingJobs jobs, PageTexts texts) : PageModel
{
    private const int Tenths = 10;

    /// <summary>Number of the state that whoever decides has seen.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>What is said with a decision.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The share of a quota, in per cent.</summary>
    [BindProperty]
    public string? Share { get; set; }

    /// <summary>The poverty map by which a quota is shared.</summary>
    [BindProperty]
    public IFormFile? Map { get; set; }

    /// <summary>The ranking.</summary>
    public RankingView Ranking { get; private set; } = null!;

    /// <summary>Whether the service works on it, or will in a moment.</summary>
    public bool IsWorking => Ranking.State is "waiting" or "running" or "approved";

    /// <summary>How many families have been scored so far.</summary>
    public long? Progress => jobs.Of(Ranking.Id);

    /// <summary>What is known of it, with labels.</summary>
    public IEnumerable<(string Label, string Value)> Facts =>
    [
        (texts["users.state"], ShownRankings.State(texts, Ranking.State).Text), (texts["rankings.as_of"], ShownRankings.Day(Ranking.AsOf)), (texts["rankings.known_at"], ShownStates.Time(Ranking.KnownAt)),
        (texts["rankings.unit"], texts[$"rankings.unit.{Ranking.Unit}"]), (texts["rankings.retransform"], texts[$"rankings.retransform.{Ranking.Retransform}"]),
    ];

    /// <summary>What came of it.</summary>
    public TableView Results => new(texts["rankings.found"], [new(texts["delivery.what"]), new(texts["rankings.number"], IsNumber: true)], Ranking.Found is not { } f ? [] :
        [.. new[] { ("families", f.Families), ("ranked", f.Ranked), ("not_ranked", f.Families - f.Ranked), ("persons", f.Persons), ("without_family", f.WithoutFamily) }.Select(r => (IReadOnlyList<TableCell>)[texts[$"rankings.found.{r.Item1}"], Whole(r.Item2)])]);

    /// <summary>Families by district and decile.</summary>
    public TableView Deciles => new(texts["rankings.deciles"], [new(texts["rankings.district"]), .. Enumerable.Range(1, Tenths).Select(d => new TableColumn(texts.Say("rankings.decile", ("decile", d)), IsNumber: true)), new(texts["rankings.no_score"], IsNumber: true)],
        [.. Ranking.Totals.GroupBy(t => t.District, StringComparer.Ordinal).Select(g => Row(new TableCell(PersonsModel.AreaName(g.Key), g.Key.Length == 6 ? $"/pemeringkatan/{Ranking.Id}/kecamatan/{g.Key}" : null), g)), Row(texts["rankings.total"], Ranking.Totals)]);

    /// <summary>What entering the deciles changed.</summary>
    public TableView Entered => new(texts["rankings.entered"], [new(texts["delivery.what"]), new(texts["delivery.persons"], IsNumber: true)], Ranking.Entered is not { } e ? [] :
        [.. new[] { ("added", e.Added), ("changed", e.Changed), ("ended", e.Ended) }.Select(r => (IReadOnlyList<TableCell>)[texts[$"rankings.entered.{r.Item1}"], Whole(r.Item2)])]);

    /// <summary>How the latest quota was shared.</summary>
    public string QuotaSaid => Ranking.Quotas is not [var q, ..] ? "" : texts.Say(q.MapName is null ? "rankings.quota.by_rank" : "rankings.quota.by_map", ("places", Whole(q.Places)), ("share", Numbers.Percent(q.Share, 1, texts.Language)), ("map", q.MapName ?? ""), ("at", ShownStates.Time(q.MadeAt)));

    /// <summary>The latest quota by district.</summary>
    public TableView Quota => new(texts["rankings.quota"], [new(texts["rankings.district"]), new(texts["rankings.villages"], IsNumber: true), new(texts["rankings.found.ranked"], IsNumber: true), new(texts["rankings.places"], IsNumber: true)], Ranking.Quotas is not [var q, ..] ? [] :
        [.. q.Villages.GroupBy(v => v.Area[..6], StringComparer.Ordinal).Select(g => (IReadOnlyList<TableCell>)[new TableCell(PersonsModel.AreaName(g.Key), $"/pemeringkatan/{Ranking.Id}/kecamatan/{g.Key}"), Whole(g.Count()), Whole(g.Sum(v => v.Families)), Whole(g.Sum(v => v.Places))]),
            [texts["rankings.total"], Whole(q.Villages.Count), Whole(q.Villages.Sum(v => v.Families)), Whole(q.Villages.Sum(v => v.Places))]]);

    /// <summary>What went in.</summary>
    public TableView Predictors => ShownRankings.Predictors(texts, Ranking.Predictors, Ranking.Found?.Lacking);

    /// <summary>The states it went through.</summary>
    public TableView States => ShownRankings.States(texts, Ranking.States);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Show(id) ? Page() : NotFound();

    /// <summary>Approves it.</summary>
    public Task<IActionResult> OnPostApproveAsync(Guid id) => Do(id, "", async (actor, stop) =>
    {
        await DecideOnRanking.Approve(database, actor, id, Seen, Note, stop);
        return id;
    });

    /// <summary>Rejects it.</summary>
    public Task<IActionResult> OnPostRejectAsync(Guid id) => Do(id, "", async (actor, stop) =>
    {
        await DecideOnRanking.Reject(database, actor, id, Seen, Note, stop);
        return id;
    });

    /// <summary>Makes it again from what was known then.</summary>
    public Task<IActionResult> OnPostRepeatAsync(Guid id) => Do(id, "", (actor, stop) => StartRanking.Repeat(database, actor, id, stop));

    /// <summary>Shares out places over its villages.</summary>
    public Task<IActionResult> OnPostShareAsync(Guid id) => Do(id, nameof(Share), async (actor, stop) =>
    {
        var share = double.TryParse(Share?.Trim().TrimEnd('%').Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : double.NaN;
        using var map = new MemoryStream();
        if (Map is not null) await Map.CopyToAsync(map, stop);
        await ShareQuota.Run(database, actor, new ShareQuotaCommand(id, share, Map?.FileName, Map is null ? null : map.ToArray()), stop);
        return id;
    });

    private async Task<IActionResult> Do(Guid id, string field, Func<Actor, CancellationToken, Task<Guid>> work)
    {
        try
        {
            return RedirectToPage(new { id = await work(HttpContext.Officer().Actor, HttpContext.RequestAborted) });
        }
        catch (UserError e)
        {
            ModelState.Clear();
            if (!await Show(id)) return NotFound();
            ModelState.AddModelError(e.Key.StartsWith("ranking.quota", StringComparison.Ordinal) ? e.Key == "ranking.quota.share" ? field : nameof(Map) : "", e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Show(Guid id)
    {
        if (await ShowRanking.Run(database, HttpContext.Officer().Actor, id, HttpContext.RequestAborted) is not { } found) return false;
        Ranking = found;
        return true;
    }

    private IReadOnlyList<TableCell> Row(TableCell name, IEnumerable<RankingTotal> totals)
    {
        var families = new long[Tenths + 1];
        foreach (var total in totals) families[total.Decile] += total.Families;
        return [name, .. families.Skip(1).Append(families[0]).Select(n => (TableCell)Whole(n))];
    }

    private string Whole(long number) => Numbers.Whole(number, texts.Language);
}
