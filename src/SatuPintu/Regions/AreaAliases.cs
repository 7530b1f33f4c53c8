namespace SatuPintu.Regions;

/// <summary>Other names that areas go by: those of <c>area-aliases.csv</c>, and the parts of double names in the official list.</summary>
internal static class AreaAliases
{
    private static readonly Lazy<Dictionary<string, List<string>>> ByCode = new(Load);

    /// <summary>The codes that have aliases in the file, with their aliases.</summary>
    public static IReadOnlyDictionary<string, List<string>> All => ByCode.Value;

    /// <summary>The other names of an area.</summary>
    public static IEnumerable<string> Of(Area area)
    {
        if (ByCode.Value.TryGetValue(area.Code, out var aliases))
            foreach (var alias in aliases) yield return alias;

        // Mantehage/Buhias goes by either name, Kurau (Timur) by the name without what stands in brackets.
        var slash = area.Name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 2) yield return area.Name[..slash];
        if (slash >= 0 && slash < area.Name.Length - 3) yield return area.Name[(slash + 1)..];
        var bracket = area.Name.IndexOf('(', StringComparison.Ordinal);
        if (bracket > 2) yield return area.Name[..bracket];
    }

    private static Dictionary<string, List<string>> Load()
    {
        const string File = "Regions/area-aliases.csv";
        var byCode = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var f in EmbeddedFile.Records(File))
        {
            if (f[0].Length is not (2 or 4 or 6 or 10) || f[1].Length == 0) throw new InvalidDataException($"{File}: '{f[0]}' is not a code with a name.");
            if (!byCode.TryGetValue(f[0], out var aliases)) byCode.Add(f[0], aliases = []);
            aliases.Add(f[1]);
        }
        return byCode;
    }
}
