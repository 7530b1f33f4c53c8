using SatuPintu.Server.Access;

namespace SatuPintu.Server.Pages.People;

/// <summary>What stands under a printed sheet: who printed it, when and why, and where the page is found that it was printed from.</summary>
/// <param name="Address">The page; it holds an id and nothing personal.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Why">Why.</param>
public sealed record SheetStamp(string Address, string By, string At, string Why)
{
    /// <summary>The stamp of a sheet that is printed now.</summary>
    internal static SheetStamp Of(HttpContext context, string path, string why) =>
        new($"{context.Request.Scheme}://{context.Request.Host}{path}", context.Officer().DisplayName, ShownValues.Moment(DateTimeOffset.UtcNow), why);
}
