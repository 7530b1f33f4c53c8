using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages;

/// <summary>The deliveries that the reader may see, the newest first.</summary>
[Authorize(Roles = RegisterPages.Followers)]
public sealed class DeliveriesModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The page.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages { get; private set; }

    /// <summary>Whether the reader delivers.</summary>
    public bool MaySend => HttpContext.Officer().Actor.Has(RegisterPages.Senders);

    /// <summary>The deliveries.</summary>
    public TableView Deliveries { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var page = await ListDeliveries.Run(database, HttpContext.Officer().Actor, Number, HttpContext.RequestAborted);
        Pages = (int)((page.Found + ListDeliveries.PageSize - 1) / ListDeliveries.PageSize);
        Deliveries = new TableView(texts["deliveries.newest"], [new(texts["sources.heading"]), new(texts["account.page.agency"]), new(texts["send.as_of"]), new(texts["deliveries.at"]), new(texts["send.file"]), new(texts["users.state"])],
            [.. page.Deliveries.Select(d => (IReadOnlyList<TableCell>)[new TableCell(d.Title, $"/kiriman/{d.Id}"), d.Agency, d.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ShownStates.Time(d.At), d.FileName, ShownStates.Of(texts, d.State)])]);
    }
}

/// <summary>How states of deliveries are shown.</summary>
internal static class ShownStates
{
    /// <summary>A time as pages write it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>The cell of a state.</summary>
    public static TableCell Of(PageTexts texts, string state) => new(texts[$"delivery.state.{state}"], Tone: state switch
    {
        "merged" or "accepted" => Tone.Good,
        "returned" or "withdrawn" => Tone.Warning,
        "failed" => Tone.Bad,
        _ => Tone.Info,
    });
}
