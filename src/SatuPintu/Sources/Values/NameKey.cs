namespace SatuPintu.Sources.Values;

/// <summary>
/// A phonetic key of Indonesian names: names that sound alike, or that lists confuse, have the same key. It brings candidates
/// together for comparison and never decides anything itself.
/// </summary>
/// <remarks>
/// The rules follow the places where spelling of Indonesian names is not settled: the spellings of 1901, 1947 and 1972 (oe/u, dj/j,
/// tj/c, sj/sy); Arabic sounds that Indonesian lacks and that are written in several ways (kh/h, q/k, f/p/v, z/j, sy/s, dh/d, th/t,
/// ts/s, gh/g; the hamza and 'ain); Sundanese and Javanese habits (f as p, z as j, a/o as in Rahman/Rohman, ae/ai); and typing
/// (double letters, i/y, u/w, a final h). In order:
/// <list type="number">
/// <item>kh, ch and h after a consonant lose the h or become h: kh, ch to h; dh, th, gh, bh, ph, sh, zh to their first letter; sy to s; ts to s; dz to z; ny, nj to n.</item>
/// <item>f, v, ph to P; q, x to K; z to J; a final b, d, g to P, T, K.</item>
/// <item>Vowels (a e i o u, y not at the beginning, w after u) are dropped, but for the first letter of the word, which is A, I (e, i) or U (o, u).</item>
/// <item>h is kept only at the beginning; a letter equal to the one next to it in the word is written once.</item>
/// </list>
/// So Khodijah, Hodijah and Chadidjah are HDJ; Rahmat, Rochmad and Rohmat RMT; Sopian and Sofyan SPN.
/// </remarks>
public static class NameKey
{
    /// <summary>The key of one upper-case word; empty only for an empty word.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        Span<char> key = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        var used = 0;
        var last = '\0'; // The sound before, vowels included, so that only neighbours are written once.
        for (var i = 0; i < word.Length; i++)
        {
            var next = i + 1 < word.Length ? word[i + 1] : '\0';
            var sound = Sound(word, ref i, next, last);
            if (sound == '\0') continue;
            var isVowel = sound is 'A' or 'I' or 'U';
            if (isVowel ? used == 0 && last == '\0' : sound != last && (sound != 'H' || used == 0 && last == '\0')) key[used++] = sound;
            last = sound;
        }
        return key[..used].ToString();
    }

    private static char Sound(ReadOnlySpan<char> word, ref int i, char next, char last)
    {
        var final = next == '\0';
        switch (word[i])
        {
            case 'A':
                return 'A';
            case 'E' or 'I':
                return 'I';
            case 'O' or 'U':
                if (word[i] == 'O' && next == 'E') i++;
                return 'U';
            case 'Y':
                return last == '\0' ? 'Y' : 'I';
            case 'W':
                return last == 'U' ? 'U' : 'W';
            case 'F' or 'V' or 'P':
                if (next == 'H') i++;
                return 'P';
            case 'B':
                if (next == 'H') i++;
                return i + 1 == word.Length ? 'P' : 'B';
            case 'Q' or 'X':
                return 'K';
            case 'K':
                if (next != 'H') return 'K';
                i++;
                return 'H';
            case 'C':
                if (next == 'H')
                {
                    i++;
                    return 'H';
                }
                if (next != 'K') return 'C';
                i++;
                return 'K';
            case 'G':
                if (next == 'H') i++;
                return final && last != 'N' ? 'K' : 'G';
            case 'J' or 'Z':
                if (next == 'H') i++;
                return 'J';
            case 'D':
                if (next is 'J' or 'Z')
                {
                    i++;
                    return 'J';
                }
                if (next == 'H' || (next == 'L' && i + 2 < word.Length && word[i + 2] == 'O')) i++; // dh and dl (Ridho, Ridlo) are one Arabic letter.
                return i + 1 == word.Length ? 'T' : 'D';
            case 'T':
                if (next == 'J')
                {
                    i++;
                    return 'C';
                }
                if (next == 'S')
                {
                    i++;
                    return 'S';
                }
                if (next == 'H') i++;
                return 'T';
            case 'S':
                if (next is 'H' or 'Y' or 'J') i++;
                return 'S';
            case 'N':
                if (next is 'Y' || (next == 'J' && i == 0)) i++;
                return 'N';
            default:
                return word[i];
        }
    }
}
