using System.Buffers;

namespace SatuPintu.Storage;

/// <summary>Which fields of a CSV file need quotes.</summary>
internal static class CsvQuoting
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Whether the text holds a comma, quote or line end, or begins or ends with a blank, which some readers cut off.</summary>
    public static bool Needed(ReadOnlySpan<char> text) =>
        !text.IsEmpty && (text[0] is ' ' or '\t' || text[^1] is ' ' or '\t' || text.ContainsAny(Special));
}
