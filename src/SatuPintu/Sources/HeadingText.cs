namespace SatuPintu.Sources;

/// <summary>Headings as they are compared: lower case, letters and digits only (<c>No. KK</c> is <c>nokk</c>).</summary>
internal static class HeadingText
{
    /// <summary>The heading without case, spaces and punctuation.</summary>
    public static string Normalise(string heading)
    {
        Span<char> kept = heading.Length <= 256 ? stackalloc char[heading.Length] : new char[heading.Length];
        var length = 0;
        foreach (var c in heading)
            if (char.IsLetterOrDigit(c)) kept[length++] = char.ToLowerInvariant(c);
        return new string(kept[..length]);
    }

    /// <summary>The forms a heading may be known by, the fullest first: as it stands, without what is in brackets, without a leading number.</summary>
    public static IEnumerable<string> Forms(string heading)
    {
        var whole = Normalise(heading);
        yield return whole;
        var bare = WithoutBrackets(heading);
        var shorter = Normalise(bare);
        if (shorter.Length > 0 && shorter != whole) yield return shorter;
        var unnumbered = shorter.TrimStart("0123456789".ToCharArray());
        if (unnumbered.Length > 1 && unnumbered != shorter) yield return unnumbered;
    }

    private static string WithoutBrackets(string heading)
    {
        var open = heading.IndexOfAny(['(', '[']);
        if (open < 0) return heading;
        var close = heading.IndexOfAny([')', ']'], open);
        return close < 0 ? heading[..open] : heading[..open] + heading[(close + 1)..];
    }
}
