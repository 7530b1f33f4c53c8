using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SatuPintu.Server.Pages.Accounts;

/// <summary>What an administrator writes down of an account, wherever they do.</summary>
public abstract class AccountForm : PageModel
{
    /// <summary>The full name.</summary>
    [BindProperty]
    public string? DisplayName { get; set; }

    /// <summary>A password for the first sign-in; never shown again.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>A role to give or to end.</summary>
    [BindProperty]
    public string? Role { get; set; }

    /// <summary>Its area.</summary>
    [BindProperty]
    public string? Area { get; set; }

    /// <summary>Its agency.</summary>
    [BindProperty]
    public string? Agency { get; set; }
}
