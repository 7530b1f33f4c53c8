using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages;

/// <summary>One person: masked, and in full for whoever says what for.</summary>
[Authorize(Roles = PersonsModel.Readers)]
public sealed class PersonModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    /// <summary>What the full values are needed for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The person.</summary>
    public PersonView Person { get; private set; } = null!;

    /// <summary>What is known, with origins.</summary>
    public TableView Values => new(texts["person.values"], [new(texts["person.element"]), new(texts["person.value"]), new(texts["person.source"])],
        [.. Person.Values.Select(v => (IReadOnlyList<TableCell>)[NameOf(v.Element), v.Value, v.Source ?? "–"])]);

    /// <summary>What was so when.</summary>
    public TableView Times => new(texts["person.times"], [new(texts["person.from"]), new(texts["person.to"]), new(texts["person.what"]), new(texts["person.value"])],
        [.. Person.Times.Select(t => (IReadOnlyList<TableCell>)[Day(t.From), t.To is { } to ? Day(to) : texts["person.still"], texts[$"person.kind.{t.Kind}"], t.Kind == "living" && !Person.IsFull ? PersonsModel.AreaName(t.Value) : t.Value])]);

    /// <summary>The family.</summary>
    public TableView Family => new(texts["person.family"], [new(texts["persons.name"]), new(texts["person.relation"])],
        [.. Person.Family.Select(m => (IReadOnlyList<TableCell>)[new TableCell(m.Name ?? texts["persons.nameless"], $"/orang/{m.Id}"), m.Relation ?? "–"])]);

    /// <summary>The records.</summary>
    public TableView Records => new(texts["person.records"], [new(texts["person.source"]), new(texts["person.row"], IsNumber: true), new(texts["person.matched"]), new(texts["person.probability"], IsNumber: true)],
        [.. Person.Records.Select(r => (IReadOnlyList<TableCell>)[r.Source, Numbers.Whole(r.Row, texts.Language), texts[$"person.matched.{r.MatchedBy}"], Numbers.Decimal(r.Probability, 3, texts.Language)])]);

    /// <summary>What was believed before.</summary>
    public TableView Before => new(texts["person.before"], [new(texts["person.from"]), new(texts["person.to"]), new(texts["persons.name"]), new(texts["persons.area"])],
        [.. Person.Before.Select(b => (IReadOnlyList<TableCell>)[Moment(b.From), Moment(b.To), b.Name ?? "–", PersonsModel.AreaName(b.Area)])]);

    /// <summary>Shows it masked.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Show(id, null) ? Page() : NotFound();

    /// <summary>Shows it in full.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        try
        {
            return await Show(id, Purpose ?? "") ? Page() : NotFound();
        }
        catch (UserError e)
        {
            ModelState.AddModelError(nameof(Purpose), e.In(texts.Language));
            return await Show(id, null) ? new PageResult { StatusCode = StatusCodes.Status400BadRequest } : NotFound();
        }
    }

    private async Task<bool> Show(Guid id, string? purpose)
    {
        if (await ShowPerson.Run(database, keys, HttpContext.Officer().Actor, new ShowPersonQuery(id, purpose), HttpContext.RequestAborted) is not { } found) return false;
        Person = found;
        return true;
    }

    private string NameOf(string element) => DataStandard.Load().Elements.FirstOrDefault(e => e.Id == element)?.Name.In(texts.Language) ?? element;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
