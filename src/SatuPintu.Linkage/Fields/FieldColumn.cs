using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>A level that a comparison of a field can reach.</summary>
/// <param name="Name">Its name.</param>
/// <param name="M">Probability among pairs of one person that estimation starts from and leans on; for the bands of "equal", that of all together.</param>
/// <param name="U">Probability among unrelated pairs, used only where random pairs are too few to tell.</param>
/// <param name="Equal">Whether the values are equal; the bands of equal values differ in how rare the value is.</param>
internal readonly record struct LevelSpec(string Name, double M, double U, bool Equal = false);

/// <summary>A property of a value by which records can be brought together: equal hashes meet in a block.</summary>
/// <param name="Id">Its id among those of the field, by which a stated key names it; empty for the whole value.</param>
/// <param name="Name">Its name, as blocking keys are shown.</param>
/// <param name="Hash">The hash of a value; 0 takes the record out.</param>
/// <param name="AfterSlip">Chance that it survives a slip of the hand, used only to choose keys before anything is known.</param>
internal sealed record BlockingAttribute(string Id, string Name, Func<int, ulong> Hash, double AfterSlip);

/// <summary>
/// A field made ready: each record has the number of its value in compared form, and two values are compared by their numbers.
/// Level 0 is "missing".
/// </summary>
internal abstract class FieldColumn
{
    private byte[] equalLevels = [];

    protected FieldColumn(FieldData source, LevelSpec[] levels, double[] bandBits)
    {
        Name = source.Name;
        NameHash = ValueInterner.Hash(System.Text.Encoding.UTF8.GetBytes(source.Name));
        Kind = source.Kind;
        Levels = levels;
        BandBits = bandBits;
        EqualBands = levels.Count(l => l.Equal);
    }

    /// <summary>Begins a column that was written.</summary>
    protected FieldColumn(IndexReader reader, LevelSpec[] levels)
    {
        Name = reader.Text() ?? throw reader.Damaged();
        var numbers = reader.Numbers(2);
        Kind = (FieldKind)numbers[0];
        Levels = levels;
        BandBits = [];
        EqualBands = levels.Count(l => l.Equal);
        equalLevels = reader.Array<byte>(1 << 12, out var count);
        ValueCount = count;
        reader.Require(numbers[1] == count && count > 0);
        equalLevels.AsSpan(count).Fill((byte)EqualBands);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>A hash of its name, which tells equal values of two fields apart.</summary>
    public ulong NameHash { get; }

    /// <summary>What its values are.</summary>
    public FieldKind Kind { get; }

    /// <summary>The levels; the first is missing, then the bands of equal values from the commonest on.</summary>
    public LevelSpec[] Levels { get; }

    /// <summary>How many levels are bands of equal values.</summary>
    public int EqualBands { get; }

    /// <summary>By record, the number of its value.</summary>
    public int[] Cells { get; protected set; } = [];

    /// <summary>How many values there are, the missing one among them.</summary>
    public int ValueCount { get; protected set; }

    /// <summary>How many values occur in this field; a table may be shared with others.</summary>
    public int Distinct { get; private set; }

    /// <summary>Records of the left (or only) list that have a value.</summary>
    public int KnownLeft { get; private set; }

    /// <summary>Records of the right list that have a value.</summary>
    public int KnownRight { get; private set; }

    /// <summary>Lets the cells go, once they stand elsewhere.</summary>
    public void Release() => Cells = [];

    /// <summary>Share of the records that have the value's band, by level; what equal pairs of one person show.</summary>
    public double[] EqualShares { get; private set; } = [];

    /// <summary>Probability that two records drawn at random have equal values of the band, by level, exactly; those of one person are among them.</summary>
    public double[] EqualByChance { get; private set; } = [];

    /// <summary>Information of each value in bits: −log2 of the share of the records that have it.</summary>
    public float[] Information { get; private set; } = [];

    /// <summary>Properties by which to block.</summary>
    public abstract IReadOnlyList<BlockingAttribute> Attributes { get; }

    /// <summary>By value, a hash of its first characters; of all of it where <paramref name="length"/> is 0.</summary>
    public Func<int, ulong> Prefix(int length) => v => ValueInterner.Hash(Text(v) is { } text && length > 0 && text.Length > length ? text[..length] : Text(v));

    /// <summary>UTF-8 of a value as it is compared.</summary>
    public abstract ReadOnlySpan<byte> Text(int value);

    /// <summary>A hash of a value by what it is, whatever its number; 0 for the missing one.</summary>
    public ulong ContentOf(int value) => value == 0 ? 0 : Content(value);

    /// <summary>A hash of a known value by what it is.</summary>
    protected virtual ulong Content(int value) => ValueInterner.Hash(Text(value));

    /// <summary>In bits of information, where each band of equal values but the last ends.</summary>
    protected double[] BandBits { get; }

    /// <summary>The level of two values.</summary>
    public int Level(int a, int b) => a == 0 || b == 0 ? 0 : a == b ? equalLevels[a] : Compare(a, b);

    /// <summary>Whether a level is a band of equal values.</summary>
    public bool IsEqual(int level) => level > 0 && level <= EqualBands;

    /// <summary>The level of two values that are known and not the same.</summary>
    protected abstract int Compare(int a, int b);

    /// <summary>Counts the values in both lists and puts each into its band.</summary>
    protected void Weigh(int leftCount)
    {
        var left = new int[ValueCount];
        var right = new int[ValueCount];
        for (var r = 0; r < leftCount; r++) left[Cells[r]]++;
        for (var r = leftCount; r < Cells.Length; r++) right[Cells[r]]++;
        (KnownLeft, KnownRight) = (leftCount - left[0], Cells.Length - leftCount - right[0]);
        var isLink = leftCount < Cells.Length;
        double known = Cells.Length - left[0] - right[0], knownLeft = leftCount - left[0], knownRight = Cells.Length - leftCount - right[0];
        var pairs = Math.Max(1, isLink ? knownLeft * knownRight : knownLeft * (knownLeft - 1) / 2);
        Information = new float[ValueCount];
        equalLevels = new byte[ValueCount];
        EqualShares = new double[Levels.Length];
        EqualByChance = new double[Levels.Length];
        for (var value = 1; value < ValueCount; value++)
        {
            double all = left[value] + right[value];
            if (all == 0) continue;
            Distinct++;
            var bits = -Math.Log2(all / known);
            Information[value] = (float)bits;
            var band = 1;
            while (band < EqualBands && bits >= BandBits[band - 1]) band++;
            equalLevels[value] = (byte)band;
            EqualShares[band] += all / known;
            EqualByChance[band] += (isLink ? (double)left[value] * right[value] : (double)left[value] * (left[value] - 1) / 2) / pairs;
        }
    }

    /// <summary>Takes the distinct values of a field in another form and numbers them anew, equal ones alike.</summary>
    protected void Number(FieldData source, int[] canonical)
    {
        Cells = new int[source.Codes.Length];
        var codes = source.Codes;
        for (var r = 0; r < codes.Length; r++) Cells[r] = canonical[codes[r]];
    }

    /// <summary>The number of a value that comes later, in the form in which it is compared; a value not met before counts as the rarest.</summary>
    public abstract int Add(ReadOnlySpan<byte> raw);

    /// <summary>Writes what is needed to compare, not the records.</summary>
    public void Save(IndexWriter writer)
    {
        writer.Text(Name);
        writer.Numbers((int)Kind, ValueCount);
        writer.Array<byte>(equalLevels.AsSpan(0, ValueCount));
        SaveValues(writer);
    }

    /// <summary>Writes the values.</summary>
    protected abstract void SaveValues(IndexWriter writer);

    /// <summary>Ends the counting: a value that no record of the field has so far counts as the rarest when one comes.</summary>
    public void Freeze() => equalLevels.AsSpan(1).Replace((byte)0, (byte)EqualBands);

    /// <summary>Makes room for values that came later.</summary>
    protected void Grow(int valueCount)
    {
        if (valueCount <= ValueCount) return;
        if (valueCount > equalLevels.Length)
        {
            var before = equalLevels.Length;
            Array.Resize(ref equalLevels, valueCount + valueCount / 8 + 64);
            equalLevels.AsSpan(before).Fill((byte)EqualBands);
        }
        ValueCount = valueCount;
    }

    protected static LevelSpec[] WithBands(double m, string[] bands, params LevelSpec[] others)
    {
        var levels = new List<LevelSpec> { new("missing", 0, 0) };
        foreach (var band in bands) levels.Add(new LevelSpec(band, m, 1e-4, true));
        levels.AddRange(others);
        return [.. levels];
    }
}
