namespace SatuPintu.Linkage.Engine;

/// <summary>Puts pairs in the order of their records, whichever thread found them.</summary>
internal static class PairOrder
{
    /// <summary>All pairs of some parts in order.</summary>
    public static KeptPair[] Sorted(IReadOnlyList<KeptPair[]> parts)
    {
        var count = parts.Sum(p => p.Length);
        var all = new KeptPair[count];
        var keys = new ulong[count];
        var next = 0;
        foreach (var part in parts)
        {
            foreach (var pair in part)
            {
                keys[next] = (ulong)pair.A << 32 | (uint)pair.B;
                all[next++] = pair;
            }
        }
        Array.Sort(keys, all);
        return all;
    }
}
