namespace SatuPintu.People.Looking;

/// <summary>Why somebody needs full values, in their words; it stands in the audit log.</summary>
internal static class Purpose
{
    private const int Shortest = 10, Longest = 500;

    /// <summary>The purpose without spaces around it; null where only masked values are asked for.</summary>
    /// <exception cref="UserError">It says too little or too much.</exception>
    public static string? Of(string? text) => text is null ? null
        : text.Trim() is { Length: >= Shortest and <= Longest } purpose ? purpose
        : throw new UserError(ExitCode.Usage, "person.purpose", ("shortest", Shortest), ("longest", Longest));
}
