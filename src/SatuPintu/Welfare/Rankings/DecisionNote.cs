namespace SatuPintu.Welfare.Rankings;

/// <summary>What is said with a decision.</summary>
internal static class DecisionNote
{
    private const int Longest = 2000;

    /// <summary>The note as it is kept; null where nothing is said.</summary>
    /// <exception cref="UserError">It is too long, or missing where it must be there.</exception>
    public static string? Of(string? note, bool required)
    {
        note = note?.Trim();
        if (note is { Length: > Longest }) throw new UserError(ExitCode.Usage, "ranking.note_long", ("longest", Longest));
        return note is { Length: > 0 } ? note : required ? throw new UserError(ExitCode.Usage, "ranking.note_needed") : null;
    }
}
