namespace SatuPintu.Sources.Values;

/// <summary>
/// Brings a word from the Van Ophuijsen (1901) and Soewandi (1947) spellings to that of 1972 (EYD), so far as the letters alone
/// decide it.
/// </summary>
/// <remarks>
/// oe is u, dj j, tj c, sj sy, and ch kh, everywhere; nj is ny only at the beginning, since within a word modern names have it
/// too (Ganjar, Anjani). Old j is modern y (Jusuf is Yusuf), but modern j is old dj (Joko is Djoko): that only a list of names
/// can decide, and <c>name-variants.csv</c> does.
/// </remarks>
internal static class OldSpelling
{
    /// <summary>The word in modern spelling, without accents, and in its canonical variant when it is a known one.</summary>
    public static string Modern(ReadOnlySpan<char> word)
    {
        Span<char> modern = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        var used = 0;
        var changed = false;
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            var next = i + 1 < word.Length ? word[i + 1] : '\0';
            var (first, second) = (c, next) switch
            {
                ('O', 'E') => ('U', '\0'),
                ('D', 'J') => ('J', '\0'),
                ('T', 'J') => ('C', '\0'),
                ('S', 'J') => ('S', 'Y'),
                ('N', 'J') when i == 0 => ('N', 'Y'),
                ('C', 'H') => ('K', 'H'),
                _ => ('\0', '\0'),
            };
            if (first == '\0')
            {
                var plain = c < 0x80 ? c : Plain(c);
                changed |= plain != c;
                modern[used++] = plain;
                continue;
            }
            changed = true;
            modern[used++] = first;
            if (second != '\0') modern[used++] = second;
            i++;
        }
        if (!changed) return word.ToString();
        return NameLexicon.Spelling.TryGetValue(modern[..used], out var spelling) && spelling.Tokens.Length == 1
            ? spelling.Tokens[0]
            : modern[..used].ToString();
    }

    private const string Accented = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝĀĂĄĆČĎĒĖĘĚĞĪĬİĶŁŃŅŇŌŎŐŔŘŚŞŠŢŤŪŬŮŰŹŻŽḌḤṢṬẒ";
    private const string Unaccented = "AAAAAACEEEEIIIINOOOOOOUUUUYAAACCDEEEEGIIIKLNNNOOORRSSSTTUUUUZZZDHSTZ";

    private static char Plain(char c)
    {
        var at = Accented.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? c : Unaccented[at];
    }
}
