namespace SatuPintu.Sources.Values;

/// <summary>Whether two words are one typing error apart: a letter changed, left out, added, or two neighbours exchanged.</summary>
internal static class OneTypo
{
    public static bool Apart(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
        {
            var longer = a;
            a = b;
            b = longer;
        }
        if (b.Length - a.Length > 1) return false;
        var same = a.CommonPrefixLength(b);
        if (a.Length != b.Length) return a[same..].SequenceEqual(b[(same + 1)..]);
        if (same == a.Length) return false;
        if (a[(same + 1)..].SequenceEqual(b[(same + 1)..])) return true;
        return same + 1 < a.Length && a[same] == b[same + 1] && a[same + 1] == b[same] && a[(same + 2)..].SequenceEqual(b[(same + 2)..]);
    }
}
