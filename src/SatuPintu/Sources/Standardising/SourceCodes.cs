using System.Diagnostics.CodeAnalysis;

namespace SatuPintu.Sources.Standardising;

/// <summary>Looks codings up that a source has beyond the common ones.</summary>
internal static class SourceCodes
{
    /// <summary>The codings of an element; none when the source does not define it.</summary>
    public static IReadOnlyDictionary<string, string> Of(SourceDefinition source, string element) =>
        source.Columns.TryGetValue(element, out var column) ? column.Codes : None;

    /// <summary>The standard value that a source means by a text.</summary>
    public static bool TryGet(IReadOnlyDictionary<string, string> codes, string raw, [NotNullWhen(true)] out string? standard)
    {
        standard = null;
        if (codes.Count == 0) return false;
        var text = raw.Trim();
        if (codes.TryGetValue(text, out standard)) return true;
        foreach (var (code, value) in codes)
        {
            if (!string.Equals(code, text, StringComparison.OrdinalIgnoreCase)) continue;
            standard = value;
            return true;
        }
        return false;
    }

    private static readonly Dictionary<string, string> None = [];
}
