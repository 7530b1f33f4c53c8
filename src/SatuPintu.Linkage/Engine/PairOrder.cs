namespace SatuPintu.Linkage.Engine;

/// <summary>Puts pairs in the order of their records, whichever thread found them.</summary>
internal static class PairOrder
{
    /// <summary>All pairs of some parts in order.</summary>
    public static KeptPair[] Sorted(IReadOnlyList<KeptPair[]> parts, int workers)
    {
        var count = parts.Sum(p => p.Length);
        var found = new KeptPair[count];
        var next = 0;
        foreach (var part in parts)
        {
            part.CopyTo(found, next);
            next += part.Length;
        }
        // The second record first, then the first: equal keys stay in order.
        var order = new ulong[count];
        for (var i = 0; i < count; i++) order[i] = (ulong)found[i].B << 32 | (uint)i;
        RadixSort.ByUpperHalf(order, workers);
        for (var i = 0; i < count; i++) order[i] = (ulong)found[(int)(uint)order[i]].A << 32 | (uint)order[i];
        RadixSort.ByUpperHalf(order, workers);
        return Array.ConvertAll(order, item => found[(int)(uint)item]);
    }
}
