using System.Numerics;

namespace SatuPintu.Linkage.Fields;

/// <summary>
/// A code of how a word sounds, one for Indonesian and English spelling alike: old and new orthography (OE and U, DJ and J, TJ and C),
/// Arabic names in several spellings (KH and H, DZ, SY), and the English and German digraphs (PH, CK, TH, SCH) fall together; vowels
/// behind the first letter, double letters and a silent H go.
/// </summary>
public static class Phonetic
{
    /// <summary>The code of a folded word as a hash; 0 for an empty word. A word of another script is its own code.</summary>
    public static ulong Of(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty) return 0;
        Span<byte> code = stackalloc byte[12];
        var length = 0;
        for (var i = 0; i < word.Length && length < code.Length; i++)
        {
            var c = word[i];
            if (c >= 0x80) return Records.ValueInterner.Hash(word);
            var next = i + 1 < word.Length ? word[i + 1] : (byte)0;
            byte sound;
            switch (c)
            {
                case (byte)'O' when next == 'E': sound = (byte)'A'; i++; break;
                case (byte)'D' when next is (byte)'J' or (byte)'Z': sound = (byte)'J'; i++; break;
                case (byte)'T' when next is (byte)'J': sound = (byte)'K'; i++; break;
                case (byte)'T' when next is (byte)'H': sound = (byte)'T'; i++; break;
                case (byte)'P' when next == 'H': sound = (byte)'F'; i++; break;
                case (byte)'K' when next == 'H': sound = (byte)'K'; i++; break;
                case (byte)'S' when next is (byte)'Y' or (byte)'H' or (byte)'Z': sound = (byte)'S'; i++; break;
                case (byte)'S' when next == 'C': sound = (byte)'S'; i++; break;
                case (byte)'C' when next is (byte)'K' or (byte)'H': sound = (byte)'K'; i++; break;
                case (byte)'G' when next == 'H': sound = (byte)'K'; i++; break;
                case (byte)'C' or (byte)'Q' or (byte)'G' or (byte)'K': sound = (byte)'K'; break;
                case (byte)'X' or (byte)'Z' or (byte)'S': sound = (byte)'S'; break;
                case (byte)'V' or (byte)'F' or (byte)'P': sound = (byte)'F'; break;
                case (byte)'J': sound = (byte)'J'; break;
                case (byte)'D' or (byte)'T': sound = (byte)'T'; break;
                case (byte)'M' or (byte)'N': sound = (byte)'N'; break;
                case (byte)'W' when i > 0: continue;
                case (byte)'A' or (byte)'E' or (byte)'I' or (byte)'O' or (byte)'U' or (byte)'Y': sound = (byte)'A'; break;
                case (byte)'H': if (i > 0) continue; sound = c; break;
                default: sound = c; break;
            }
            if (sound == 'A' && length > 0) continue;
            if (length > 0 && code[length - 1] == sound) continue;
            code[length++] = sound;
        }
        if (length == 0) return Records.ValueInterner.Hash(word);
        return Records.ValueInterner.Hash(code[..length]);
    }

    /// <summary>
    /// The smallest hash of the overlapping letter pairs of a word (MinHash with one function, Broder 1997): two words have it equal with the
    /// probability that their sets of letter pairs share (Jaccard), whatever the place of a slip.
    /// </summary>
    public static ulong MinHash(ReadOnlySpan<byte> word, uint seed)
    {
        if (word.IsEmpty) return 0;
        var least = ulong.MaxValue;
        var before = (uint)' ';
        for (var i = 0; i <= word.Length; i++)
        {
            var letter = i < word.Length ? word[i] : (uint)' ';
            var hash = (before << 8 | letter | (ulong)seed << 32) * 0x9E3779B97F4A7C15;
            hash ^= BitOperations.RotateLeft(hash, 29);
            hash *= 0xBF58476D1CE4E5B9;
            hash ^= hash >> 32;
            least = Math.Min(least, hash);
            before = letter;
        }
        return least == 0 ? 1 : least;
    }
}
