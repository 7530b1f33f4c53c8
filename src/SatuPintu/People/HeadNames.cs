namespace SatuPintu.People;

/// <summary>Tells whether two standardised names of a head at the same address are one name written two ways.</summary>
internal static class HeadNames
{
    /// <summary>
    /// The same number of words, each equal, or an initial for the other, and in at most one of them (of some length) one letter
    /// left out, added, changed, or two neighbours exchanged.
    /// </summary>
    public static bool AreOne(string a, string b, int slipFromLength)
    {
        if (a == b) return true;
        var slips = 0;
        var wholes = 0;
        var left = a.AsSpan().Split(' ');
        var right = b.AsSpan().Split(' ');
        while (true)
        {
            var more = left.MoveNext();
            if (more != right.MoveNext()) return false;
            if (!more) return wholes > 0 && slips <= 1;
            var x = a.AsSpan(left.Current).Trim('.');
            var y = b.AsSpan(right.Current).Trim('.');
            if (x.SequenceEqual(y))
            {
                if (x.Length > 1) wholes++;
            }
            else if (x.Length == 1 || y.Length == 1)
            {
                if (x.IsEmpty || y.IsEmpty || x[0] != y[0]) return false;
            }
            else
            {
                if (Math.Min(x.Length, y.Length) < slipFromLength || !OneSlip(x, y)) return false;
                slips++;
                wholes++;
            }
        }
    }

    private static bool OneSlip(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        if (x.Length < y.Length)
        {
            var other = x;
            x = y;
            y = other;
        }
        if (x.Length - y.Length > 1) return false;
        var at = x.CommonPrefixLength(y);
        if (x.Length > y.Length) return x[(at + 1)..].SequenceEqual(y[at..]);
        if (x[(at + 1)..].SequenceEqual(y[(at + 1)..])) return true;
        return at + 1 < x.Length && x[at] == y[at + 1] && x[at + 1] == y[at] && x[(at + 2)..].SequenceEqual(y[(at + 2)..]);
    }
}
