using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.Access;
using SatuPintu.Access.Tokens;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;

namespace SatuPintu.Server.Pages.Accounts;

/// <summary>One's own tokens: makes them, shows the secret once, ends them.</summary>
public sealed class OwnTokensModel(RegistryDatabase database, PageTexts texts) : PageModel
{
    /// <summary>What the token is known by.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [BindProperty]
    public string[]? Scopes { get; set; }

    /// <summary>How many days it is to hold.</summary>
    [BindProperty]
    public string? Days { get; set; }

    /// <summary>A token to end.</summary>
    [BindProperty]
    public Guid Ended { get; set; }

    /// <summary>Whether one was ended just before, or was over already.</summary>
    [BindProperty(SupportsGet = true, Name = "selesai")]
    public string? Done { get; set; }

    /// <summary>The token that was made just now; shown once.</summary>
    public MadeToken? Made { get; private set; }

    /// <summary>The tokens.</summary>
    public TableView Tokens { get; private set; } = null!;

    /// <summary>The scopes that are of use to the reader.</summary>
    public IEnumerable<string> Useful => Actions.Scopes.Where(s => Actions.All.Any(a => a.Scope == s && Actions.MayAnywhere(Reader, a.Id)));

    /// <summary>The times to choose from.</summary>
    public IReadOnlyDictionary<string, string> Times => new[] { 30, 90, 180, MakeToken.MostDays }.ToDictionary(d => d.ToString(CultureInfo.InvariantCulture), d => texts.Say("token.days.choice", ("days", d)));

    private Actor Reader => HttpContext.Officer().Actor;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Tokens = TokenTable.Of(texts, await ListTokens.Run(database, Reader, Reader.User!.Value, HttpContext.RequestAborted), nameof(Ended));

    /// <summary>Makes one. The answer to the form is the only one that shows the secret.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var status = StatusCodes.Status200OK;
        try
        {
            Made = await MakeToken.Run(database, Reader, new MakeTokenCommand(Name ?? "", Scopes ?? [], int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0), HttpContext.RequestAborted);
            ModelState.Clear();
            Name = null;
        }
        catch (UserError e)
        {
            status = e.Key == "token.taken" ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            ModelState.AddModelError(e.Key switch { "token.scopes" => nameof(Scopes), "token.days" => nameof(Days), _ => nameof(Name) }, e.In(texts.Language));
        }
        await OnGetAsync();
        return new PageResult { StatusCode = status };
    }

    /// <summary>Ends one.</summary>
    public async Task<IActionResult> OnPostTokenAsync()
    {
        var isOwn = (await ListTokens.Run(database, Reader, Reader.User!.Value, HttpContext.RequestAborted)).Any(t => t.Id == Ended);
        return RedirectToPage(new { selesai = isOwn && await RevokeToken.Run(database, Reader, Ended, HttpContext.RequestAborted) ? "ya" : "sudah" });
    }
}
