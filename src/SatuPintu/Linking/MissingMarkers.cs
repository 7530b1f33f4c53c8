using System.Text.Json;
using SatuPintu.Regions;

namespace SatuPintu.Linking;

/// <summary>Texts that programs and people write where a value is missing; they stand in <c>missing-markers.json</c>.</summary>
internal static class MissingMarkers
{
    private static readonly byte[][] All = JsonSerializer.Deserialize<string[]>(EmbeddedFile.Bytes("Linking/missing-markers.json"))!
        .Select(System.Text.Encoding.UTF8.GetBytes).ToArray();

    private static readonly int Longest = All.Max(m => m.Length);

    /// <summary>Whether a text without blanks around it is such a marker, letter for letter.</summary>
    public static bool Holds(ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest) return false;
        foreach (var marker in All)
            if (text.SequenceEqual(marker)) return true;
        return false;
    }

    /// <inheritdoc cref="Holds(ReadOnlySpan{byte})"/>
    public static bool Holds(string text)
    {
        // No marker has letters of more than one byte.
        Span<byte> bytes = stackalloc byte[Longest + 1];
        return text.Length <= Longest && System.Text.Encoding.UTF8.TryGetBytes(text, bytes, out var length) && Holds(bytes[..length]);
    }
}
