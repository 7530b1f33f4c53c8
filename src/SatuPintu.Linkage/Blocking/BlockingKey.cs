namespace SatuPintu.Linkage.Blocking;

/// <summary>A blocking key: records whose hashes are equal (and not 0) are compared with one another.</summary>
public sealed class BlockingKey
{
    private readonly ulong[] hashes;

    /// <summary>Makes a key from one hash a record; 0 takes the record out.</summary>
    /// <param name="name">Its name, for counts.</param>
    /// <param name="hashes">One hash a record; kept and changed where a block is split.</param>
    /// <param name="refinement">One hash a record by which a block larger than <paramref name="largestBlock"/> is split; null splits nothing.</param>
    /// <param name="largestBlock">Records from which a block is split.</param>
    public BlockingKey(string name, ulong[] hashes, ulong[]? refinement = null, int largestBlock = 1000)
    {
        Name = name;
        this.hashes = hashes;
        Order = Sort(hashes);
        if (refinement is null) return;
        var split = false;
        foreach (var (start, end) in Blocks().Where(b => b.End - b.Start > largestBlock).ToList())
        {
            split = true;
            for (var i = start; i < end; i++)
            {
                var record = Order[i];
                hashes[record] = refinement[record] == 0 ? 0 : Hashing.Mix(hashes[record], refinement[record]);
            }
        }
        if (split) Order = Sort(hashes);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The records that have the key, ordered by hash and then by number.</summary>
    internal int[] Order { get; }

    /// <summary>The hash of each record, blocks that were split included; 0 where the record has no such key.</summary>
    internal ReadOnlySpan<ulong> Hashes => hashes;

    /// <summary>The blocks of two or more records, as ranges of <see cref="Order"/>.</summary>
    internal IEnumerable<(int Start, int End)> Blocks()
    {
        var start = 0;
        while (start < Order.Length)
        {
            var hash = hashes[Order[start]];
            var end = start + 1;
            while (end < Order.Length && hashes[Order[end]] == hash) end++;
            if (end - start > 1) yield return (start, end);
            start = end;
        }
    }

    private static int[] Sort(ulong[] hashes)
    {
        var count = hashes.Count(h => h != 0);
        var keys = new ulong[count];
        var records = new int[count];
        var next = 0;
        for (var record = 0; record < hashes.Length; record++)
        {
            if (hashes[record] == 0) continue;
            keys[next] = hashes[record];
            records[next++] = record;
        }
        Array.Sort(keys, records);
        // The sort is not stable; equal keys are put in order of record so that equal input gives equal output.
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && keys[end] == keys[start]) end++;
            if (end - start > 1) Array.Sort(records, start, end - start);
            start = end;
        }
        return records;
    }
}
