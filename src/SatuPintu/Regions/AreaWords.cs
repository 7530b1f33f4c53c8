namespace SatuPintu.Regions;

/// <summary>The words of <c>area-words.csv</c>: what stands before a name to say its kind, and how words inside names are abbreviated.</summary>
internal static class AreaWords
{
    private static readonly Lazy<(Dictionary<(AreaLevel, string), string> Kinds, Dictionary<string, string> Words)> All = new(Load);

    /// <summary>Whether the word says the kind of an area of this level; <paramref name="kind"/> is <c>kota</c> or <c>kabupaten</c> where that matters.</summary>
    public static bool IsKind(AreaLevel level, string word, out string kind)
    {
        var found = All.Value.Kinds.TryGetValue((level, word), out var value);
        kind = value ?? "";
        return found;
    }

    /// <summary>The full form of an abbreviation, the digits of a number in Roman numerals or letters, or the word itself.</summary>
    public static string Full(string word) => All.Value.Words.GetValueOrDefault(word, word);

    private static (Dictionary<(AreaLevel, string), string>, Dictionary<string, string>) Load()
    {
        const string File = "Regions/area-words.csv";
        var kinds = new Dictionary<(AreaLevel, string), string>();
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var f in EmbeddedFile.Records(File))
        {
            if (f[1].Length == 0) throw new InvalidDataException($"{File}: a line without a word.");
            if (string.Equals(f[0], "word", StringComparison.Ordinal)) words.Add(f[1], f[2]);
            else if (Enum.TryParse<AreaLevel>(f[0], ignoreCase: true, out var level)) kinds.Add((level, f[1]), f[2]);
            else throw new InvalidDataException($"{File}: '{f[0]}' is neither a level nor 'word'.");
        }
        return (kinds, words);
    }
}
