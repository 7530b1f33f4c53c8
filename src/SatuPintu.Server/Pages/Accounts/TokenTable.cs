using System.Globalization;
using SatuPintu.Access.Tokens;
using SatuPintu.Server.Components;

namespace SatuPintu.Server.Pages.Accounts;

/// <summary>Tokens as a table, with a button to end those that hold.</summary>
internal static class TokenTable
{
    /// <summary>Makes it.</summary>
    /// <param name="texts">The reader's language.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="field">Under which name a button sends the token's id, to the handler <c>Token</c>.</param>
    public static TableView Of(PageTexts texts, IReadOnlyList<TokenView> tokens, string field) => new(texts["user.tokens"],
        [new(texts["token.name.label"]), new(texts["token.scopes.label"]), new(texts["token.ends"]), new(texts["token.used"]), new(texts["users.state"]), new(texts["user.end"])],
        [.. tokens.Select(t => (IReadOnlyList<TableCell>)
        [
            t.Name, string.Join(", ", t.Scopes), Minute(t.EndsAt), t.UsedAt is { } used ? Minute(used) : texts["token.never"], State(texts, t.State),
            t.State == "active" ? new TableCell(texts["token.revoke"], Button: new TableButton("Token", t.Name, (field, t.Id.ToString()))) : "",
        ])]);

    private static TableCell State(PageTexts texts, string state) => new(texts[$"token.state.{state}"], Tone: state switch { "active" => Tone.Good, "expired" => Tone.Warning, _ => Tone.Bad });

    private static string Minute(DateTime at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
