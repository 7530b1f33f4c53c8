using System.Collections.Frozen;

namespace SatuPintu.Sources.Values;

/// <summary>One value of a code list.</summary>
public sealed record CodeValue
{
    /// <summary>The standard value, as it is written in every output (<c>Kepala Keluarga</c>).</summary>
    public required string Value { get; init; }

    /// <summary>Its number in DTSEN; null when DTSEN has no number of its own for it.</summary>
    public string? Code { get; init; }

    /// <summary>What it is called in English.</summary>
    public required string En { get; init; }

    /// <summary>Other ways in which lists write it.</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];

    /// <summary>Whether it counts as safe water or adequate sanitation; null where the question does not arise.</summary>
    public bool? Adequate { get; init; }
}

/// <summary>A code list: the values an element may have, and the spellings in which lists write them.</summary>
public sealed class CodeList
{
    private const int Longest = 64;
    private const int ShortestWithTypo = 5;

    private static readonly Dictionary<string, string> NoCodes = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> forms;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup;

    /// <summary>Makes a list of its values.</summary>
    /// <exception cref="InvalidDataException">A spelling stands for two values.</exception>
    public CodeList(string id, LocalText title, IReadOnlyList<CodeValue> values)
    {
        Id = id;
        Title = title;
        Values = values;
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        Span<char> letters = stackalloc char[Longest];
        foreach (var value in values)
        {
            IEnumerable<string> spellings = value.Code is null ? [value.Value, .. value.Forms] : [value.Value, value.Code, .. value.Forms];
            foreach (var spelling in spellings)
            {
                var form = Letters(spelling, letters).ToString();
                if (form.Length == 0 || (!all.TryAdd(form, value.Value) && all[form] != value.Value))
                    throw new InvalidDataException($"Code list '{id}': '{spelling}' stands for two values, or for none.");
            }
        }
        forms = all.ToFrozenDictionary(StringComparer.Ordinal);
        lookup = forms.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The element or variable the list belongs to.</summary>
    public string Id { get; }

    /// <summary>Its name in both languages.</summary>
    public LocalText Title { get; }

    /// <summary>The values in the order of their numbers.</summary>
    public IReadOnlyList<CodeValue> Values { get; }

    /// <summary>The value with this standard text, or null.</summary>
    public CodeValue? Find(string standard) => Values.FirstOrDefault(v => string.Equals(v.Value, standard, StringComparison.Ordinal));

    /// <summary>Reads a value without regard to case, spaces and punctuation, with the DTSEN number, and with one typing error in longer words.</summary>
    /// <param name="raw">The text as delivered.</param>
    /// <param name="extra">The source's own codings, to standard values; they go before the list's own.</param>
    /// <param name="standard">The standard value; empty when the text cannot be read.</param>
    /// <returns>Whether the text stands for exactly one value.</returns>
    public bool TryRead(string raw, IReadOnlyDictionary<string, string>? extra, out string standard)
    {
        standard = "";
        if (string.IsNullOrEmpty(raw)) return false;
        Span<char> buffer = stackalloc char[Longest];
        Span<char> other = stackalloc char[Longest];
        var letters = Letters(raw, buffer);
        if (letters.IsEmpty) return false;
        foreach (var (form, value) in extra ?? NoCodes)
        {
            if (!letters.SequenceEqual(Letters(form, other))) continue;
            standard = value;
            return true;
        }
        if (lookup.TryGetValue(letters, out var found) || lookup.TryGetValue(WithoutZeros(letters), out found))
        {
            standard = found;
            return true;
        }
        // "1. Kepala Keluarga": the number and the words, of which the words speak plainer.
        var words = letters.TrimStart("0123456789");
        if (words.Length < letters.Length && words.Length > 1 && lookup.TryGetValue(words, out found))
        {
            standard = found;
            return true;
        }
        standard = Misspelt(words.Length > 1 ? words : letters);
        return standard.Length > 0;
    }

    /// <summary>The one value a spelling of which is one typing error away; empty when there is none or more than one.</summary>
    private string Misspelt(ReadOnlySpan<char> letters)
    {
        var only = "";
        if (letters.Length < ShortestWithTypo || letters.ContainsAnyInRange('0', '9')) return only;
        foreach (var (form, value) in forms)
        {
            if (form.Length < ShortestWithTypo || !OneTypo.Apart(letters, form) || value == only) continue;
            if (only.Length > 0) return "";
            only = value;
        }
        return only;
    }

    private static ReadOnlySpan<char> WithoutZeros(ReadOnlySpan<char> letters) =>
        letters.ContainsAnyExceptInRange('0', '9') || letters.TrimStart('0').IsEmpty ? letters : letters.TrimStart('0');

    /// <summary>Letters and digits only, upper case.</summary>
    private static ReadOnlySpan<char> Letters(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var used = 0;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c)) continue;
            if (used == buffer.Length) return [];
            buffer[used++] = char.ToUpperInvariant(c);
        }
        return buffer[..used];
    }
}
