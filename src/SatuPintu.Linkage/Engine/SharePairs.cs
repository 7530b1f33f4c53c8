namespace SatuPintu.Linkage.Engine;

/// <summary>What one share of a linkage found: its pairs, and what tells whether other shares belong to it.</summary>
public sealed class SharePairs
{
    // Machines of different make may differ in the last digits of a logarithm; another linkage differs by far more.
    private const double SameModel = 1e-6;

    internal SharePairs(Share share, ulong records, ulong choices, double[] model, long[] scored, IReadOnlyList<KeptPair[]> pairs)
    {
        Share = share;
        Records = records;
        Choices = choices;
        Model = model;
        Scored = scored;
        Pairs = pairs;
    }

    /// <summary>Which share it is.</summary>
    public Share Share { get; }

    /// <summary>How many pairs it found that may be reported.</summary>
    public long Count => Pairs.Sum(p => p.LongLength);

    /// <summary>How many pairs it compared.</summary>
    public long Compared => Scored.Sum();

    /// <summary>Tells the linkage from any other: its records and options.</summary>
    public string Linkage => $"{Records:x16}{Choices:x16}";

    /// <summary>Time by stage; not written.</summary>
    public IReadOnlyList<StageTime> Stages { get; internal init; } = [];

    internal ulong Records { get; }

    internal ulong Choices { get; }

    internal double[] Model { get; }

    internal long[] Scored { get; }

    internal IReadOnlyList<KeptPair[]> Pairs { get; }

    /// <summary>Writes the share.</summary>
    public void Write(Stream stream)
    {
        var writer = new PairWriter(stream);
        writer.Header("SPS1"u8);
        foreach (var number in (long[])[Share.Number, Share.Of, (long)Records, (long)Choices, Model.Length, Scored.Length]) writer.Number(number);
        foreach (var parameter in Model) writer.Number(BitConverter.DoubleToInt64Bits(parameter));
        foreach (var count in Scored) writer.Number(count);
        writer.Pairs(Pairs);
        writer.End();
    }

    /// <summary>Reads a share that was written.</summary>
    /// <exception cref="InvalidDataException">It is no share, or not whole.</exception>
    public static SharePairs Read(Stream stream)
    {
        const int Most = 1 << 20;
        var reader = new PairReader(stream);
        reader.Header("SPS1"u8);
        var head = new long[6];
        for (var i = 0; i < head.Length; i++) head[i] = reader.Number();
        if (head[1] is < 1 or > int.MaxValue || head[0] < 1 || head[0] > head[1] || head[4] is < 0 or > Most || head[5] is < 0 or > Most) throw new InvalidDataException("Not whole.");
        var model = new double[head[4]];
        for (var i = 0; i < model.Length; i++) model[i] = BitConverter.Int64BitsToDouble(reader.Number());
        var scored = new long[head[5]];
        for (var i = 0; i < scored.Length; i++) scored[i] = reader.Number();
        var pairs = reader.Pairs();
        reader.End();
        return new SharePairs(new Share((int)head[0], (int)head[1]), (ulong)head[2], (ulong)head[3], model, scored, [pairs]);
    }

    /// <summary>Whether a share is of the same linkage.</summary>
    internal bool BelongsTo(ulong records, ulong choices, double[] model, int keys)
    {
        if (Records != records || Choices != choices || Model.Length != model.Length || Scored.Length != keys) return false;
        for (var i = 0; i < model.Length; i++) if (Math.Abs(Model[i] - model[i]) > SameModel) return false;
        return true;
    }
}
