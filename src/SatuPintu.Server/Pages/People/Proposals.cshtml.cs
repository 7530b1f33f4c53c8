using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Proposing;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.People;

/// <summary>Proposals of the reader's areas, those that wait first.</summary>
[Authorize(Policy = "proposal.see")]
public sealed class ProposalsModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    private const string Every = "semua";

    /// <summary>Their state.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    /// <summary>The code of an area, or its beginning.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>The page.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 1;

    /// <summary>How many pages there are.</summary>
    public int Pages { get; private set; }

    /// <summary>The states to choose from.</summary>
    public IReadOnlyDictionary<string, string> States => ListProposals.States.Select(s => (Key: s, Text: texts[$"proposals.state.{s}"])).Append((Key: Every, Text: texts["proposals.state.every"])).ToDictionary(s => s.Key, s => s.Text);

    /// <summary>The proposals.</summary>
    public TableView Rows { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        State ??= "proposed";
        ProposalPage page;
        var area = string.IsNullOrWhiteSpace(Area) ? null : Area.Trim();
        try
        {
            page = await ListProposals.Run(database, HttpContext.Officer().Actor, new ListProposalsQuery(State == Every ? null : State, area, Number), HttpContext.RequestAborted);
        }
        catch (UserError e)
        {
            ModelState.AddModelError(e.Key == "person.area" ? nameof(Area) : nameof(State), e.In(texts.Language));
            page = new ProposalPage([], 0);
        }
        Pages = (int)((page.Found + ListProposals.PageSize - 1) / ListProposals.PageSize);
        Rows = new TableView(texts.Say("proposals.found", ("found", Numbers.Whole(page.Found, texts.Language))), [new(texts["proposals.about"]), new(texts["persons.name"]), new(texts["persons.area"]), new(texts["proposals.by"]), new(texts["proposals.at"]), new(texts["users.state"])],
            [.. page.Proposals.Select(p => (IReadOnlyList<TableCell>)
                [new TableCell(ShownValues.Subject(texts, p.Kind, p.Element), $"/usulan/{p.Id}"), p.Name ?? texts["persons.nameless"], PersonsModel.AreaName(p.Area), p.IsOwn ? texts["proposals.own"] : p.By ?? "–", ShownValues.Moment(p.At), ShownValues.State(texts, p.State)])]);
        return ModelState.IsValid ? Page() : new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
