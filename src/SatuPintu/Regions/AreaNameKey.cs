using System.Text;

namespace SatuPintu.Regions;

/// <summary>
/// A name of an area reduced to what tells it from others: no case, blanks, hyphens or apostrophes, and without the word for
/// its kind. <c>Banjar Negara</c>, <c>BANJARNEGARA</c> and <c>Kel. Banjar-Negara</c> have one key.
/// </summary>
/// <param name="Plain">The letters and digits as written.</param>
/// <param name="Full">With abbreviations written out and numerals as digits: <c>Sei Lala II</c> is <c>SUNGAILALA2</c>.</param>
/// <param name="Loose">As <paramref name="Full"/> with old spelling modernised and doubled letters single.</param>
/// <param name="Kind"><c>kota</c> or <c>kabupaten</c> where the name said so.</param>
/// <param name="WithKind">The letters and digits with the word for the kind, which may be part of the name (<c>Kota Baru</c>); null when there was none.</param>
internal sealed record AreaNameKey(string Plain, string Full, string Loose, string Kind, string? WithKind)
{
    /// <summary>Whether nothing is left of the name.</summary>
    public bool IsEmpty => Plain.Length == 0;

    /// <summary>The key of a name of an area of the given level.</summary>
    public static AreaNameKey Of(string name, AreaLevel level)
    {
        var words = Words(name);
        var start = 0;
        var kind = "";
        while (start < words.Count && AreaWords.IsKind(level, words[start], out var said))
        {
            if (said.Length > 0) kind = said;
            start++;
        }
        // A name of nothing but such words is a name after all.
        if (start == words.Count) start = 0;
        var plain = string.Concat(words.Skip(start));
        var full = string.Concat(words.Skip(start).Select(AreaWords.Full));
        return new AreaNameKey(plain, full, MakeLoose(full), kind, start == 0 ? null : string.Concat(words));
    }

    /// <summary>The words of a name in capitals; apostrophes join, everything else that is no letter or digit parts.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToUpperInvariant(c));
                continue;
            }
            if (c is '\'' or '’' or '`' or '"' || word.Length == 0) continue;
            words.Add(word.ToString());
            word.Clear();
        }
        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    private static string MakeLoose(string full)
    {
        var modern = full.Replace("OE", "U", StringComparison.Ordinal).Replace("DJ", "J", StringComparison.Ordinal).Replace("TJ", "C", StringComparison.Ordinal);
        var loose = new StringBuilder(modern.Length);
        foreach (var c in modern)
            if (loose.Length == 0 || loose[^1] != c || char.IsAsciiDigit(c)) loose.Append(c);
        return loose.ToString();
    }
}
