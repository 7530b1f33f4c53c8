using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.People;

/// <summary>One family, as known now or on a day: members, house, aid; masked, and in full for whoever says what for.</summary>
[Authorize(Policy = "person.see")]
public sealed class FamilyModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    /// <summary>What the full values are needed for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The day as of which the family is known.</summary>
    [BindProperty(SupportsGet = true, Name = "per")]
    public string? Per { get; set; }

    /// <summary>Whether the family was not known on the day that was asked for, so that what is known now is shown.</summary>
    public bool IsUnknownThen { get; private set; }

    /// <summary>The family.</summary>
    public FamilyView Family { get; private set; } = null!;

    /// <summary>Its members.</summary>
    public TableView Members => FamilyTables.Members(texts, Family, withLinks: true);

    /// <summary>House and means.</summary>
    public TableView House => FamilyTables.House(texts, Family);

    /// <summary>All aid.</summary>
    public TableView Aid => FamilyTables.Aid(texts, Family);

    /// <summary>Deciles by source.</summary>
    public TableView Deciles => FamilyTables.Deciles(texts, Family);

    /// <summary>Who was of the family when.</summary>
    public TableView Spells => FamilyTables.Spells(texts, Family);

    /// <summary>Shows it masked.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Show(id, null) ? Shown() : NotFound();

    /// <summary>Shows it in full.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        try
        {
            return await Show(id, Purpose ?? "") ? Shown() : NotFound();
        }
        catch (UserError e)
        {
            ModelState.AddModelError(nameof(Purpose), e.In(texts.Language));
            return await Show(id, null) ? Shown() : NotFound();
        }
    }

    private PageResult Shown() => ModelState.IsValid ? Page() : new PageResult { StatusCode = StatusCodes.Status400BadRequest };

    private async Task<bool> Show(Guid id, string? purpose)
    {
        if (!ShownValues.TryDay(Per, out var per)) ModelState.AddModelError("per", texts["person.per.wrong"]);
        var actor = HttpContext.Officer().Actor;
        var found = await ShowFamily.Run(database, keys, actor, new ShowFamilyQuery(id, purpose, per), HttpContext.RequestAborted);
        if (found is null && per is not null)
        {
            found = await ShowFamily.Run(database, keys, actor, new ShowFamilyQuery(id, purpose), HttpContext.RequestAborted);
            IsUnknownThen = found is not null;
        }
        if (found is null) return false;
        Family = found;
        return true;
    }
}
