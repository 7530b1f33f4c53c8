using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.People.Proposing;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.People;

/// <summary>One proposal: what it says beside what stands, why, the states it went through, and what is decided on it.</summary>
[Authorize(Policy = "proposal.see")]
public sealed class ProposalModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    private static readonly (string Action, string Handler, string Look)[] All =
        [("proposal.accept", "Accept", ""), ("proposal.reject", "Reject", "second"), ("proposal.withdraw", "Withdraw", "second"), ("proposal.end", "End", "second")];

    /// <summary>Number of the state that whoever decides has seen.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>The version of the person that whoever decides has seen.</summary>
    [BindProperty]
    public long? Version { get; set; }

    /// <summary>What is said with a decision.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The proposal.</summary>
    public ProposalView Proposal { get; private set; } = null!;

    /// <summary>What the reader may do now.</summary>
    public IEnumerable<(string Action, string Handler, string Look)> Buttons => All.Where(b => Proposal.May.Contains(b.Action));

    /// <summary>What it says.</summary>
    public TableView Values
    {
        get
        {
            // Where nothing has changed since, what was and what stands are one column.
            var moved = Proposal.State == "proposed" && Proposal.Values.Any(v => v.Was != v.Stands);
            TableColumn[] columns = [new(texts["person.element"]), new(texts["proposals.was"]), .. moved ? new TableColumn[] { new(texts["proposals.stands"]) } : [], new(texts["proposals.proposed"])];
            return new TableView(texts["proposals.values"], columns, [.. Proposal.Values.Select(v => (IReadOnlyList<TableCell>)
                [ShownValues.NameOf(texts, v.Element), ShownValues.Of(texts, v.Element, v.Was), .. moved ? new TableCell[] { ShownValues.Of(texts, v.Element, v.Stands) } : [], ShownValues.Of(texts, v.Element, v.Proposed)])]);
        }
    }

    /// <summary>The states it went through.</summary>
    public TableView Steps => new(texts["deliveries.states"], [new(texts["users.state"]), new(texts["audit.at"]), new(texts["audit.actor"]), new(texts["deliveries.note"])],
        [.. Proposal.Steps.Select(s => (IReadOnlyList<TableCell>)[ShownValues.State(texts, s.State), ShownValues.Moment(s.At), s.By ?? (s.State == "ended" ? texts["proposals.by_lists"] : "–"), s.Note ?? "–"])]);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Show(id) ? Page() : NotFound();

    /// <summary>Accepts it.</summary>
    public Task<IActionResult> OnPostAcceptAsync(Guid id) => Decide(id, DecideOnProposal.Accept);

    /// <summary>Rejects it.</summary>
    public Task<IActionResult> OnPostRejectAsync(Guid id) => Decide(id, DecideOnProposal.Reject);

    /// <summary>Withdraws it.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(Guid id) => Decide(id, DecideOnProposal.Withdraw);

    /// <summary>Ends it.</summary>
    public Task<IActionResult> OnPostEndAsync(Guid id) => Decide(id, DecideOnProposal.End);

    private async Task<IActionResult> Decide(Guid id, Func<RegistryDatabase, KeyRing, Actor, ProposalDecision, CancellationToken, Task> decide)
    {
        // A version that is no number is that of no person, rather than one that does not matter.
        if (!ModelState.IsValid) (Seen, Version) = (0, 0);
        try
        {
            await decide(database, keys, HttpContext.Officer().Actor, new ProposalDecision(id, Seen, Version ?? 0, Note), HttpContext.RequestAborted);
            return RedirectToPage(new { id });
        }
        catch (UserError e)
        {
            ModelState.Clear();
            if (!await Show(id)) return NotFound();
            ModelState.AddModelError("", e.In(texts.Language));
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Show(Guid id)
    {
        if (await ShowProposal.Run(database, keys, HttpContext.Officer().Actor, id, HttpContext.RequestAborted) is not { } found) return false;
        Proposal = found;
        return true;
    }
}
