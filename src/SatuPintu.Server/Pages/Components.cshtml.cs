using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Server.Components;

namespace SatuPintu.Server.Pages;

/// <summary>Every component on one page, for those who build with them and for the tests; only where the program is developed.</summary>
public sealed class ComponentsModel(ServerOptions options, PageTexts texts) : PageModel
{
    /// <summary>A field that is well filled in.</summary>
    public string Filled { get; } = "siti.rahmawati";

    /// <summary>A field that is not.</summary>
    public string? Wrong { get; }

    /// <summary>The page of the list.</summary>
    [BindProperty(SupportsGet = true, Name = PagesTagHelper.Parameter)]
    public int Number { get; set; } = 4;

    /// <summary>A table.</summary>
    public TableView Table => new(texts["server.components.table"],
        [new(texts["report.list"]), new(texts["server.status.title"]), new(texts["report.rows"], IsNumber: true)],
        [
            [new("DTKS", "/komponen"), new(texts["server.status.ok"], Tone: Tone.Good), Numbers.Whole(135025, texts.Language)],
            [new("P3KE", "/komponen"), new(texts["server.status.degraded"], Tone: Tone.Warning), Numbers.Whole(112644, texts.Language)],
            [new("PKH", "/komponen"), new(texts["server.status.failed"], Tone: Tone.Bad), Numbers.Whole(0, texts.Language)],
        ]);

    /// <summary>Shows them.</summary>
    public IActionResult OnGet() => Show();

    /// <summary>Shows them again.</summary>
    public IActionResult OnPost() => Show();

    private IActionResult Show()
    {
        if (!options.Development) return NotFound();
        ModelState.AddModelError(nameof(Wrong), texts["server.sign_in.password.missing"]);
        return Page();
    }
}
