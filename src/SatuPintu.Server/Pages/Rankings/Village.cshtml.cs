using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Welfare.Rankings.Families;

namespace SatuPintu.Server.Pages.Rankings;

/// <summary>The families of a village in a ranking, the poorest first, masked.</summary>
[Authorize(Policy = "score.see")]
public sealed class VillageModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The page.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages => (int)((Families.Found + ListRanked.PageSize - 1) / ListRanked.PageSize);

    /// <summary>The families.</summary>
    public RankedPage Families { get; private set; } = null!;

    /// <summary>The same as a table.</summary>
    public TableView Table => new(texts["rankings.families"], [new(texts["rankings.head"]), new(texts["rankings.members"], IsNumber: true), new(texts["rankings.rank"], IsNumber: true), new(texts["rankings.decile.one"], IsNumber: true), new(texts["rankings.within"])],
        [.. Families.Families.Select(f => (IReadOnlyList<TableCell>)[new TableCell(f.Head ?? texts["persons.nameless"], $"/keluarga/{f.Family}/skor?pemeringkatan={Families.Run}"), Numbers.Whole(f.Persons, texts.Language), f.Rank is { } rank ? Numbers.Whole(rank, texts.Language) : "–",
            f.Decile is { } decile ? Numbers.Whole(decile, texts.Language) : "–", f.Rank is null ? new TableCell(texts["rankings.no_score"], Tone: Tone.Warning) : f.IsWithin is { } within ? new TableCell(texts[within ? "rankings.within.yes" : "rankings.within.no"], Tone: within ? Tone.Good : Tone.Info) : "–"])]);

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, string area)
    {
        if (await ListRanked.Run(database, HttpContext.Officer().Actor, id, area, Number, HttpContext.RequestAborted) is not { } found) return NotFound();
        Families = found;
        return Page();
    }
}
