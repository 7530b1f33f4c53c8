using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SatuPintu.Dashboard;
using SatuPintu.Dashboard.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Server.Pages.People;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Dashboard;

/// <summary>Persons by one of the sixteen variables, by sex and age group.</summary>
[Authorize(Policy = "totals.see")]
public sealed class VariableModel(RegistryDatabase database, PageTexts texts) : FiguresPage(database, texts)
{
    private IReadOnlySet<string> known = new HashSet<string>();

    /// <summary>The variable, by its id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ciri { get; set; }

    /// <summary>The table; null where there are no figures.</summary>
    public FigureSheet? Sheet { get; private set; }

    /// <summary>The variables that are counted.</summary>
    public IReadOnlyDictionary<string, string> Choices => Variables.Counted.ToDictionary(v => v, v => Texts[$"variables.{v}"], StringComparer.Ordinal);

    /// <summary>All sixteen, with what each is counted as.</summary>
    public TableView Sixteen => new(Texts["variables.all"], [new(Texts["variables.variable"]), new(Texts["variables.carried"])],
        [.. Variables.All.Select(v => (IReadOnlyList<TableCell>)[$"{v.Number.ToString(CultureInfo.InvariantCulture)}. {Texts[$"variables.table.{v.Number}"]}", known.Contains(v.Id) ? new TableCell(Texts[$"variables.{v.Id}"], Address("/dasbor/ciri", View.Area, ("ciri", v.Id))) : new TableCell(Texts["variables.not_carried"], Tone: Tone.Warning)])]);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!Variables.Counted.Contains(Ciri ?? Variables.Welfare)) return NotFound();
        Ciri ??= Variables.Welfare;
        var shown = await Show((_, _) => []);
        if (View?.Moment is null) return shown;
        var (actor, query) = (HttpContext.Officer().Actor, new FiguresQuery(View.Area, View.IsPast ? FiguresQuery.Moment(Per) : null));
        Sheet = Make(Texts, View, Ciri, await ShowVariable.Run(Database, actor, query, Ciri, HttpContext.RequestAborted));
        known = await ShowVariable.Known(Database, actor, query, HttpContext.RequestAborted);
        return shown;
    }

    /// <summary>Makes the table.</summary>
    internal static FigureSheet Make(PageTexts texts, FiguresView view, string variable, IReadOnlyList<VariableRow> rows) => new("ciri", $"{texts[$"variables.{variable}"]}: {AreaNames.Of(texts, view.Area)}", texts["variables.means"],
        [texts["variables.value"], texts["dashboard.persons"], texts["variables.men"], texts["variables.women"], .. Variables.Ages.Select(a => texts.Say("variables.age", ("age", a))), texts["variables.age.unknown"]],
        [.. rows.Select(r => new FigureSheetRow("", Value(texts, variable, r.Value), [r.All, r.Men, r.Women, .. r.Ages.Select(a => (FigureCell)a)]))]);

    private static string Value(PageTexts texts, string variable, string value) => variable switch
    {
        Variables.Welfare => texts.Say("variables.decile", ("decile", value)),
        Variables.FemaleHeads => texts["variables.female_heads"],
        "working" => texts[value == "true" ? "variables.working.yes" : "variables.working.no"],
        _ when value is "true" or "false" => texts[value == "true" ? "variables.yes" : "variables.no"],
        _ => ShownValues.Of(texts, Variables.All.First(v => v.Id == variable).Element, value),
    };
}
