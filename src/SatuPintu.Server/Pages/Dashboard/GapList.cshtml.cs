using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Dashboard;
using SatuPintu.Dashboard.Exports;
using SatuPintu.Dashboard.Looking;
using SatuPintu.Programmes;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>One gap: how many by area, and for those who may see persons, who. The list is taken away by whoever says what for.</summary>
[Authorize(Policy = "totals.see")]
public sealed class GapListModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : FiguresPage(database, texts)
{
    private const int Village = 10;

    /// <summary>Whether names are asked for where they are not shown at once.</summary>
    [BindProperty(SupportsGet = true, Name = "nama")]
    public string? WithNames { get; set; }

    /// <summary>What the page of names comes after.</summary>
    [BindProperty(SupportsGet = true, Name = "sesudah")]
    public string? After { get; set; }

    /// <summary>What the list is for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The form of the file.</summary>
    [BindProperty]
    public string? Format { get; set; } = "csv";

    /// <summary>The gap.</summary>
    public GapRule Rule { get; private set; } = null!;

    /// <summary>How many by area.</summary>
    public FigureSheet Sheet => new FigureSheets(Texts, Choice, Link).Gap(View, Rule);

    /// <summary>How many in the area.</summary>
    public string Count => new FigureCell(View.Of(View.Total, FigureKinds.Gap, Rule.Id)).Text(Texts);

    /// <summary>Who; null where nobody is shown.</summary>
    public TableView? Names { get; private set; }

    /// <summary>Where the next page of names is; null where there is none.</summary>
    public string? Next { get; private set; }

    /// <summary>Where names are shown.</summary>
    public string NamesLink => Address(Request.Path, View.Area, ("nama", "ya"));

    /// <summary>The forms to choose from.</summary>
    public IReadOnlyDictionary<string, string> Formats => new Dictionary<string, string>(StringComparer.Ordinal) { ["csv"] = "CSV", ["xlsx"] = "XLSX (Excel)" };

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string gap)
    {
        if (ListGap.AllRules.FirstOrDefault(r => r.Id == gap) is not { } rule) return NotFound();
        Rule = rule;
        var shown = await Show((_, _) => [new FigureColumn(FigureKinds.Gap, rule.Id)]);
        if (shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult { StatusCode: null }) return shown;
        return View.MaySeePersons && !View.IsPast && (View.Area.Length == Village || WithNames == "ya") && View.Moment?.Gaps.Contains(rule.Id) == true ? await List() : shown;
    }

    /// <summary>Gives the list out.</summary>
    public async Task<IActionResult> OnPostAsync(string gap)
    {
        if (ListGap.AllRules.FirstOrDefault(r => r.Id == gap) is not { } rule) return NotFound();
        Rule = rule;
        var shown = await Show((_, _) => [new FigureColumn(FigureKinds.Gap, rule.Id)]);
        if (shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult { StatusCode: null }) return shown;
        try
        {
            var file = await ExportGap.Run(Database, keys, HttpContext.Officer().Actor, new ExportGapCommand(rule.Id, View.Area, ExportFormats.Of(Format), Purpose, Texts.Language), HttpContext.RequestAborted);
            return File(file.Content, file.MediaType, file.Name);
        }
        catch (UserError e)
        {
            ModelState.AddModelError(e.Key switch { "dashboard.purpose" => nameof(Purpose), "dashboard.format" => nameof(Format), _ => "" }, e.In(Texts.Language));
            return new Microsoft.AspNetCore.Mvc.RazorPages.PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<IActionResult> List()
    {
        GapPage page;
        try
        {
            page = await ListGap.Run(Database, keys, HttpContext.Officer().Actor, new ListGapQuery(Rule.Id, View.Area, After), HttpContext.RequestAborted);
        }
        catch (UserError e) when (e.Key == "dashboard.page_unknown")
        {
            return NotFound();
        }
        Names = new TableView(Texts.Say("gap.names.caption", ("area", AreaNames.Of(Texts, View.Area))), [new(Texts["persons.name"]), new(Texts["persons.nik"]), new(Texts["persons.born"]), new(Texts["persons.area"]), new(Texts["gap.detail"])],
            [.. page.Persons.Select(p => (IReadOnlyList<TableCell>)[new TableCell(p.Name ?? Texts["persons.nameless"], $"/orang/{p.Id}"), p.Nik ?? "–", p.Born ?? "–", PersonsModel.AreaName(p.Area), Said(p.Detail)])]);
        Next = page.After is null ? null : Address(Request.Path, View.Area, ("nama", "ya"), ("sesudah", page.After));
        return Page();
    }

    /// <summary>What the lists say of a person, in words: <c>dtks:3</c> is a decile, <c>stated:PKH</c> aid that a list states.</summary>
    private string Said(string detail) => detail.Length == 0 ? "–" : string.Join(", ", detail.Split('|').Select(part => part.Split(':') switch
    {
        ["stated", var aid] => Texts.Say("gap.stated", ("aid", aid)),
        [var source, var decile] => Texts.Say("gap.decile", ("source", FigureSheets.Name(source)), ("decile", decile)),
        _ => part,
    }));
}
