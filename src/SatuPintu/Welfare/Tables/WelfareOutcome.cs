using System.Text.Json.Nodes;

namespace SatuPintu.Welfare.Tables;

/// <summary>What a method found, as it was written.</summary>
/// <param name="Sheet">The rows of its file, or a summary of them where they are many.</param>
/// <param name="Warnings">What its reader must know.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Card">Where its card stands.</param>
public sealed record WelfareOutcome(ResultSheet Sheet, IReadOnlyList<Warning> Warnings, string File, string Card)
{
    /// <summary>How many rows its file has.</summary>
    public long Rows { get; init; } = Sheet.Rows.Count;

    /// <summary>The same as people read it best; null where that is the sheet itself.</summary>
    public ResultSheet? Shown { get; init; }

    /// <summary>What else the card and <c>--json</c> say; null for nothing.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>A further file of the result, say a drawing; null for none.</summary>
    public string? Added { get; init; }

    /// <summary>Writes a sheet and its card, and says what was written.</summary>
    internal static WelfareOutcome Write(ResultFile file, string path, ResultSheet sheet, MethodCard card)
    {
        file.Write(sheet.Write);
        file.Commit(card);
        return new WelfareOutcome(sheet, card.Warnings, path, ResultFile.CardOf(path)) { Details = card.Details };
    }
}
