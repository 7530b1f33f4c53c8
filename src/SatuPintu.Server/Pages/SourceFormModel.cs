using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Deliveries.Register;
using SatuPintu.Server.Access;
using SatuPintu.Sources;

namespace SatuPintu.Server.Pages;

/// <summary>What is asked for when a source is added or changed.</summary>
public abstract class SourceFormModel(PageTexts texts) : PageModel
{
    /// <summary>Its title.</summary>
    [BindProperty]
    public string? Heading { get; set; }

    /// <summary>The area that its lists cover.</summary>
    [BindProperty]
    public string? Area { get; set; }

    /// <summary>The built-in definition that it follows.</summary>
    [BindProperty]
    public string? Extends { get; set; }

    /// <summary>Its definition as JSON.</summary>
    [BindProperty]
    public string? Definition { get; set; }

    /// <summary>The data standard it follows.</summary>
    [BindProperty]
    public string? Standard { get; set; }

    /// <summary>How often it is brought up to date.</summary>
    [BindProperty]
    public string? Frequency { get; set; }

    /// <summary>By which rule it is kept and delivered.</summary>
    [BindProperty]
    public string? LegalBasis { get; set; }

    /// <summary>Whom to ask.</summary>
    [BindProperty]
    public string? Contact { get; set; }

    /// <summary>Under which terms it may be used.</summary>
    [BindProperty]
    public string? Licence { get; set; }

    /// <summary>Whether the built-in definitions are offered; a source that stands has its own.</summary>
    public virtual bool OffersDefinitions => false;

    /// <summary>Whether the reader keeps the sources.</summary>
    public bool MayChange => HttpContext.Officer().Actor.Has(RegisterPages.Keepers);

    /// <summary>The built-in definitions, with their names.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; } = SourceCatalog.BuiltIn.All.ToDictionary(s => s.Id, s => $"{s.Id} · {s.Name.In(texts.Language)}");

    /// <summary>The sentences of the page.</summary>
    protected PageTexts Texts { get; } = texts;

    /// <summary>The form as it was filled in.</summary>
    protected SourceForm Form => new(Heading ?? "", Area ?? "", Extends ?? SourceCatalog.UnknownId, Definition, new SourceMetadata(Standard, Frequency, LegalBasis, Contact, Licence));

    /// <summary>Shows what is wrong with the form at the field it is in.</summary>
    protected void Show(UserError error)
    {
        var field = error.Key switch
        {
            "register.title" => nameof(Heading),
            "account.area" => nameof(Area),
            "source.note_long" => nameof(Standard),
            _ => error.Key.StartsWith("mapping.", StringComparison.Ordinal) || error.Key.StartsWith("source.definition", StringComparison.Ordinal) ? nameof(Definition) : OtherField(error.Key),
        };
        ModelState.AddModelError(field, error.In(Texts.Language));
    }

    /// <summary>The field that an error belongs to which this form does not know; empty for none.</summary>
    protected virtual string OtherField(string key) => "";
}
