using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.People;

/// <summary>A person's sheet to print, in full, for whoever says what for.</summary>
[Authorize(Policy = "person.print")]
public sealed class PersonSheetModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    /// <summary>The person's id.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>What the sheet is needed for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The person; null while nobody has said what for.</summary>
    public PersonView? Person { get; private set; }

    /// <summary>What stands under it.</summary>
    public SheetStamp Stamp => SheetStamp.Of(HttpContext, $"/orang/{Id}", Purpose!.Trim());

    /// <summary>What is known, by groups of the data standard.</summary>
    public IEnumerable<TableView> Values => Person!.Values.GroupBy(v => ShownValues.GroupOf(texts, v.Element)).Select(group =>
        new TableView(group.Key, [new(texts["person.element"]), new(texts["person.value"]), new(texts["person.source"])],
            [.. group.Select(v => (IReadOnlyList<TableCell>)[ShownValues.NameOf(texts, v.Element), ShownValues.Of(texts, v.Element, v.Value), ShownValues.Origin(texts, v.Origin, v.Correction).Text])]));

    /// <summary>How the person is ranked.</summary>
    public TableView Deciles => new(texts["person.deciles"], [new(texts["person.ranking"]), new(texts["person.kind.ranking"], IsNumber: true), new(texts["person.from"]), new(texts["person.to"])],
        [.. Person!.Deciles.Select(d => (IReadOnlyList<TableCell>)[d.Ranking, Numbers.Whole(d.Decile, texts.Language), ShownValues.Day(d.From), To(d.To)])]);

    /// <summary>What was so when.</summary>
    public TableView Times => new(texts["person.lived"], [new(texts["person.from"]), new(texts["person.to"]), new(texts["person.what"]), new(texts["person.value"])],
        [.. Person!.Times.Select(t => (IReadOnlyList<TableCell>)[ShownValues.Day(t.From), To(t.To), texts[$"person.kind.{t.Kind}"], ShownValues.Time(t)])]);

    /// <summary>The family.</summary>
    public TableView Family => new(texts["person.family"], [new(texts["persons.name"]), new(texts["person.relation"])], [.. Person!.Family.Select(m => (IReadOnlyList<TableCell>)[m.Name ?? texts["persons.nameless"], m.Relation ?? "–"])]);

    /// <summary>Asks what for.</summary>
    public async Task<IActionResult> OnGetAsync() => await ShowPerson.Run(database, keys, HttpContext.Officer().Actor, new ShowPersonQuery(Id, null), HttpContext.RequestAborted) is null ? NotFound() : Page();

    /// <summary>Shows the sheet.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            Person = await ShowPerson.Run(database, keys, HttpContext.Officer().Actor, new ShowPersonQuery(Id, Purpose ?? "", IsPrint: true), HttpContext.RequestAborted);
            return Person is null ? NotFound() : Page();
        }
        catch (UserError e)
        {
            if (await OnGetAsync() is NotFoundResult missing) return missing;
            ModelState.AddModelError(nameof(Purpose), e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private string To(DateOnly? to) => to is { } day ? ShownValues.Day(day) : texts["person.still"];
}
