using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.People;

/// <summary>Who looked at a person, and why.</summary>
[Authorize(Policy = "person.see_looks")]
public sealed class LooksModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>The person.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The page.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages => (int)((Looks.Found + ShowLooks.PageSize - 1) / ShowLooks.PageSize);

    /// <summary>The looks.</summary>
    public PersonLooks Looks { get; private set; } = null!;

    /// <summary>The looks as a table.</summary>
    public TableView Rows => Table(texts, texts["looks.all"], Looks.Looks);

    /// <summary>Whether the reader may open the person's page.</summary>
    public bool MayOpen => HttpContext.Officer().Actor.Has(PersonsModel.Readers);

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await ShowLooks.Run(database, HttpContext.Officer().Actor, Id, Number, HttpContext.RequestAborted) is not { } found) return NotFound();
        Looks = found;
        return Page();
    }

    /// <summary>Looks as a table.</summary>
    internal static TableView Table(PageTexts texts, string caption, IReadOnlyList<PersonLook> looks) => new(caption, [new(texts["audit.at"]), new(texts["audit.actor"]), new(texts["looks.what"]), new(texts["looks.why"])],
        [.. looks.Select(l => (IReadOnlyList<TableCell>)[ShownValues.Moment(l.At), l.Who ?? "–", texts[$"looks.{l.Action}"], l.Purpose ?? "–"])]);
}
