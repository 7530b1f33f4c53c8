using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.People.Proposing;
using SatuPintu.Server.Access;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.People;

/// <summary>Proposes a correction of a person: what it is about first, then the form for that.</summary>
[Authorize(Policy = "proposal.make")]
public sealed class ProposeModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    private static readonly string[] Events = ["moved", "died", "left_family"];

    /// <summary>What it is about: an element, or <c>moved</c>, <c>died</c>, <c>left_family</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? What { get; set; }

    /// <summary>Version of the person when the form was opened.</summary>
    [BindProperty]
    public long Seen { get; set; }

    /// <summary>The value.</summary>
    [BindProperty]
    public string? Value { get; set; }

    /// <summary>The code of the village.</summary>
    [BindProperty]
    public string? Area { get; set; }

    /// <summary>The address there.</summary>
    [BindProperty]
    public string? Address { get; set; }

    /// <summary>The day.</summary>
    [BindProperty]
    public string? Since { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What was seen that shows it.</summary>
    [BindProperty]
    public string? Evidence { get; set; }

    /// <summary>The person, masked.</summary>
    public PersonView Person { get; private set; } = null!;

    /// <summary>The kind of what it is about; null while that is not chosen.</summary>
    public string? Kind => What is null ? null : Events.Contains(What) ? What : ProposeCorrection.Elements.Contains(What) ? "value" : null;

    /// <summary>The element, of a value.</summary>
    public string? Element => Kind == "value" ? What : null;

    /// <summary>What can be proposed.</summary>
    public IReadOnlyDictionary<string, string> Choices => Events.Select(e => (Key: e, Text: texts[$"proposals.kind.{e}"])).Concat(ProposeCorrection.Elements.Select(e => (Key: e, Text: ShownValues.Subject(texts, "value", e)))).ToDictionary(c => c.Key, c => c.Text);

    /// <summary>What stands there now, masked as on the person's page.</summary>
    public string Stands => Person.Values.FirstOrDefault(v => v.Element == Element) is { } stands ? ShownValues.Of(texts, stands.Element, stands.Value) : "–";

    /// <summary>The kind of input that the value takes.</summary>
    public string ValueType => Type is ElementType.Date ? "date" : "text";

    /// <summary>What the values of the element are.</summary>
    public string ValueHint => DataStandard.Load().Find(Element!)!.Domain?.In(texts.Language) ?? DataStandard.Load().Find(Element!)!.Definition.In(texts.Language);

    /// <summary>What there is to choose from, where values are coded.</summary>
    public IReadOnlyDictionary<string, string>? ValueChoices => Type is ElementType.Boolean ? new[] { "true", "false" }.ToDictionary(v => v, v => texts[$"value.{v}"])
        : Type is ElementType.Code && CodeLists.Find(Element!) is { } codes ? codes.Values.ToDictionary(v => v.Value, v => ShownValues.Of(texts, Element!, v.Value)) : null;

    private ElementType Type => DataStandard.Load().Find(Element!)!.Type;

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await Find(id)) return NotFound();
        Seen = Person.Version;
        return Page();
    }

    /// <summary>Proposes it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        try
        {
            var proposal = await ProposeCorrection.Run(database, keys, HttpContext.Officer().Actor, new ProposeCorrectionCommand(id, Seen, Kind ?? "", Element, Value, Area, Address, Since, Reason, Evidence), HttpContext.RequestAborted);
            return RedirectToPage("/People/Proposal", new { id = proposal });
        }
        catch (UserError e)
        {
            if (e.Key == "person.unknown" || !await Find(id)) return NotFound();
            var field = e.Key switch
            {
                "proposal.value" or "proposal.number" or "proposal.same" when Kind == "value" => nameof(Value),
                "proposal.village" => nameof(Area),
                "proposal.address" => nameof(Address),
                "proposal.since" => nameof(Since),
                "proposal.reason" => nameof(Reason),
                "proposal.evidence" => nameof(Evidence),
                _ => "",
            };
            ModelState.AddModelError(field, e.In(texts.Language));
            // Who has been told that the person changed goes on from what stands now.
            if (e.Key == "proposal.person_changed")
            {
                Seen = Person.Version;
                ModelState.Remove(nameof(Seen));
            }
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    private async Task<bool> Find(Guid id)
    {
        if (await ShowPerson.Run(database, keys, HttpContext.Officer().Actor, new ShowPersonQuery(id, null), HttpContext.RequestAborted) is not { } found) return false;
        Person = found;
        return found.May.Contains("proposal.make");
    }
}
