namespace SatuPintu.Linkage.Engine;

/// <summary>Hashes that are not all in memory: those of some records, and those that stand on disk.</summary>
internal sealed partial class KeyTable
{
    private KeyTable(KeyTable whole, RowTable part, uint[] hashes)
    {
        rows = part;
        this.hashes = hashes;
        compareAll = whole.compareAll;
        attributes = whole.attributes;
        columns = whole.columns;
        telling = whole.telling;
        (Keys, Count, Width, stride) = (whole.Keys, whole.Count, whole.Width, whole.Width);
        Predicted = new long[Count];
        SplitBlocks = new int[Count];
    }

    /// <summary>The hashes of some records.</summary>
    public KeyTable Part(RowTable part, uint[] hashes) => new(this, part, hashes);

    /// <summary>Copies the hashes of one key, that being filled or that of the overlaps, from a record on.</summary>
    public void CopyTo(int key, int from, Span<uint> target)
    {
        var place = PlaceOf(key);
        for (var i = 0; i < target.Length; i++) target[i] = hashes[(from + i) * stride + place];
    }

    /// <summary>Reads the hashes from another place from now on.</summary>
    public void MoveTo(SpilledRows elsewhere)
    {
        spilled = elsewhere;
        hashes = [];
    }
}
