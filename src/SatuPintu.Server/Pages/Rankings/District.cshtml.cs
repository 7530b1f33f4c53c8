using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Families;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>The villages of a district in a ranking, with their places.</summary>
[Authorize(Policy = "ranking.see")]
public sealed class DistrictModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The ranking.</summary>
    public Guid Run { get; private set; }

    /// <summary>The day of the ranking.</summary>
    public DateOnly AsOf { get; private set; }

    /// <summary>The code of the district.</summary>
    public string District { get; private set; } = "";

    /// <summary>The villages.</summary>
    public TableView Villages { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, string district)
    {
        var actor = HttpContext.Officer().Actor;
        if (await ListVillages.Run(database, actor, id, district, HttpContext.RequestAborted) is not var (day, villages)) return NotFound();
        (Run, District, AsOf) = (id, district, day);
        Villages = new TableView(texts["rankings.villages"], [new(texts["rankings.village"]), new(texts["rankings.found.families"], IsNumber: true), new(texts["rankings.found.ranked"], IsNumber: true), new(texts["rankings.lowest"], IsNumber: true),
            new(texts["rankings.headcount"], IsNumber: true), new(texts["rankings.places"], IsNumber: true), new(texts["rankings.last_rank"], IsNumber: true)],
            [.. villages.Select(v => (IReadOnlyList<TableCell>)[new TableCell(v.Area.Length == 10 ? PersonsModel.AreaName(v.Area) : texts["rankings.no_village"], Actions.May(actor, "score.see", area: v.Area) ? $"/pemeringkatan/{id}/desa/{v.Area}" : null),
                Whole(v.Families), Whole(v.Ranked), Whole(v.Lowest), v.Headcount is { } share ? Numbers.Percent(share, 1, texts.Language) : "–", v.Places is { } places ? Whole(places) : "–", v.LastRank is > 0 and var last ? Whole(last) : "–"])]);
        return Page();
    }

    private string Whole(long number) => Numbers.Whole(number, texts.Language);
}
