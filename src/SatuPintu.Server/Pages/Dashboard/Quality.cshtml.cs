using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Dashboard.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>The quality of each source over time, and what changed from one delivery to the next.</summary>
[Authorize(Policy = "totals.see")]
public sealed class QualityModel(RegistryDatabase database, PageTexts texts) : FiguresPage(database, texts)
{
    /// <summary>By source, its deliveries with their quality, and with what they changed.</summary>
    public IReadOnlyList<(string Source, TableView Quality, TableView Change)> Sources { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var shown = await Show((_, _) => []);
        if (View is null) return shown;
        var deliveries = await ShowQuality.Run(Database, HttpContext.Officer().Actor, FiguresQuery.Moment(Per), HttpContext.RequestAborted);
        Sources = [.. deliveries.GroupBy(d => d.Source, StringComparer.Ordinal).Select(s => (FigureSheets.Name(s.Key), Quality(s), Change(s)))];
        return shown;
    }

    private TableView Quality(IEnumerable<MergedDelivery> deliveries) => new(Texts["quality.caption"],
        [new(Texts["send.as_of"]), .. ShowQuality.Dimensions.Select(d => new TableColumn(Texts[$"delivery.dimension.{d}"], IsNumber: true)), new(Texts["quality.errors"], IsNumber: true), new(Texts["quality.warnings"], IsNumber: true)],
        [.. deliveries.Select(d => (IReadOnlyList<TableCell>)[Day(d), .. ShowQuality.Dimensions.Select(n => (TableCell)FigureSheets.Score(d, n).Text(Texts)), Whole(d.Errors), Whole(d.Warnings)])]);

    private TableView Change(IEnumerable<MergedDelivery> deliveries) => new(Texts["quality.change.caption"],
        [new(Texts["send.as_of"]), .. new[] { "rows", "added", "changed", "gone" }.Select(k => new TableColumn(Texts[$"delivery.difference.{k}"], IsNumber: true)), .. new[] { "new", "joined", "parted", "unlisted" }.Select(k => new TableColumn(Texts[$"delivery.merged.{k}"], IsNumber: true))],
        [.. deliveries.Select(d => (IReadOnlyList<TableCell>)[Day(d), .. new[] { d.Difference?.Rows, d.Difference?.Added, d.Difference?.Changed, d.Difference?.Gone, d.Merged?.NewPersons, d.Merged?.Joined, d.Merged?.Parted, d.Merged?.Unlisted }.Select(n => (TableCell)(n is { } count ? Whole(count) : "–"))])]);

    private TableCell Day(MergedDelivery delivery)
    {
        var day = delivery.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return HttpContext.Officer().Actor.Has(RegisterPages.Followers) ? new TableCell(day, $"/kiriman/{delivery.Delivery}") : day;
    }

    private string Whole(long number) => Numbers.Whole(number, Texts.Language);
}
