using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.People.Search;
using SatuPintu.Regions;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages;

/// <summary>Persons of the reader's areas, masked. What is looked for is posted, so that no number stands in an address or a log.</summary>
[Authorize(Roles = Readers)]
public sealed class PersonsModel(RegistryDatabase database, KeyRing keys, PersonFinder finder, PageTexts texts) : PageModel
{
    /// <summary>Whom it is open to.</summary>
    internal const string Readers = "coordinator,steward,social_officer,village_operator,verifier";

    /// <summary>A NIK or family card number.</summary>
    [BindProperty]
    public string? Number { get; set; }

    /// <summary>A name, however it is spelt.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The code of an area.</summary>
    [BindProperty]
    public string? Area { get; set; }

    /// <summary>A date of birth, or its year.</summary>
    [BindProperty]
    public string? Born { get; set; }

    /// <summary>Words of an address.</summary>
    [BindProperty]
    public string? Address { get; set; }

    /// <summary>The page, where pages have numbers.</summary>
    [BindProperty]
    public int? PageNumber { get; set; }

    /// <summary>The number of the next page.</summary>
    public int? NextPage { get; private set; }

    /// <summary>The last person of the page before.</summary>
    [BindProperty]
    public Guid? From { get; set; }

    /// <summary>What the next page comes after.</summary>
    public Guid? After { get; private set; }

    /// <summary>The family that all who were found by a number are of.</summary>
    public Guid? Family { get; private set; }

    /// <summary>Who was found; null before anybody was looked for.</summary>
    public TableView? Found { get; private set; }

    /// <summary>Looks for them.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var page = await ListPersons.Run(database, keys, finder, HttpContext.Officer().Actor, new ListPersonsQuery(Number, Name, Area, From, Address, Born, PageNumber ?? 1), HttpContext.RequestAborted);
            (After, NextPage, Family) = (page.After, page.NextPage, page.Family);
            Found = new TableView(texts["persons.found"], [new(texts["persons.name"]), new(texts["persons.nik"]), new(texts["persons.born"]), new(texts["persons.sex"]), new(texts["persons.area"]), new(texts["persons.records"], IsNumber: true)],
                [.. page.Persons.Select(p => (IReadOnlyList<TableCell>)
                    [new TableCell(p.Name ?? texts["persons.nameless"], $"/orang/{p.Id}"), p.Nik ?? "–", p.Born ?? "–", p.Sex ?? "–", AreaName(p.Area), Numbers.Whole(p.Lists, texts.Language)])]);
            return Page();
        }
        catch (UserError e)
        {
            ModelState.AddModelError(e.Key switch { "person.number" => nameof(Number), "person.name" => nameof(Name), "person.area" => nameof(Area), "person.address" => nameof(Address), "person.born" => nameof(Born), _ => "" }, e.In(texts.Language));
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
