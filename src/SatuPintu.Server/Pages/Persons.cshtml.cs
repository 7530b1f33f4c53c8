using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.Regions;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages;

/// <summary>Persons of the reader's areas, masked. What is looked for is posted, so that no number stands in an address or a log.</summary>
[Authorize(Roles = Readers)]
public sealed class PersonsModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    /// <summary>Whom it is open to.</summary>
    internal const string Readers = "coordinator,steward,social_officer,village_operator,verifier";

    /// <summary>A NIK or family card number.</summary>
    [BindProperty]
    public string? Number { get; set; }

    /// <summary>A part of a name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The code of an area.</summary>
    [BindProperty]
    public string? Area { get; set; }

    /// <summary>The last person of the page before.</summary>
    [BindProperty]
    public Guid? From { get; set; }

    /// <summary>What the next page comes after.</summary>
    public Guid? After { get; private set; }

    /// <summary>Who was found; null before anybody was looked for.</summary>
    public TableView? Found { get; private set; }

    /// <summary>Looks for them.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var page = await ListPersons.Run(database, keys, HttpContext.Officer().Actor, new ListPersonsQuery(Number, Name, Area, From), HttpContext.RequestAborted);
            After = page.After;
            Found = new TableView(texts["persons.found"], [new(texts["persons.name"]), new(texts["persons.nik"]), new(texts["persons.born"]), new(texts["persons.sex"]), new(texts["persons.area"]), new(texts["persons.records"], IsNumber: true)],
                [.. page.Persons.Select(p => (IReadOnlyList<TableCell>)
                    [new TableCell(p.Name ?? texts["persons.nameless"], $"/orang/{p.Id}"), p.Nik ?? "–", p.Born ?? "–", p.Sex ?? "–", AreaName(p.Area), Numbers.Whole(p.Lists, texts.Language)])]);
            return Page();
        }
        catch (UserError e)
        {
            ModelState.AddModelError(e.Key switch { "person.number" => nameof(Number), "person.name" => nameof(Name), "person.area" => nameof(Area), _ => "" }, e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    /// <summary>The name of an area, with that of the district for a village; its code where it is unknown.</summary>
    internal static string AreaName(string code)
    {
        if (code.Length == 0) return "–";
        if (AreaCatalog.Official.Find(code) is not { } area) return code;
        return code.Length == 10 && AreaCatalog.Official.Find(code[..6]) is { } district ? $"{area.Name}, {district.Name}" : area.Name;
    }
}
