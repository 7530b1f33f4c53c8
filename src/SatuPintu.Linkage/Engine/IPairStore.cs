namespace SatuPintu.Linkage.Engine;

/// <summary>Which pairs of a run are meant: those that some blocks of one key bring.</summary>
/// <param name="Run">Tells the run from any other: its records, options, model and share.</param>
/// <param name="Key">The place of the key.</param>
/// <param name="Part">Which part of its blocks, from 0.</param>
/// <param name="Parts">In how many parts the blocks are cut.</param>
public readonly record struct PairPart(string Run, int Key, int Part, int Parts);

/// <summary>
/// Puts scored pairs down part by part, so that a run that was stopped goes on where it was. The engine knows no file: where they are
/// put is the host's affair.
/// </summary>
public interface IPairStore
{
    /// <summary>Finds the pairs of a part that was put down before; null where it was not, or not in full.</summary>
    StoredPairs? Find(PairPart part);

    /// <summary>Puts the pairs of a part down; when it returns they are safe.</summary>
    void Keep(PairPart part, StoredPairs pairs);
}

/// <summary>Scored pairs as they are put down: how many were compared, and those that were kept.</summary>
public sealed class StoredPairs
{
    internal StoredPairs(long scored, IReadOnlyList<KeptPair[]> parts)
    {
        Scored = scored;
        Parts = parts;
    }

    /// <summary>Pairs that were compared.</summary>
    public long Scored { get; }

    /// <summary>Pairs that were kept.</summary>
    public long Count => Parts.Sum(p => p.LongLength);

    internal IReadOnlyList<KeptPair[]> Parts { get; }

    /// <summary>Writes the pairs.</summary>
    public void Write(Stream stream)
    {
        var writer = new PairWriter(stream);
        writer.Header("SPP1"u8);
        writer.Number(Scored);
        writer.Pairs(Parts);
        writer.End();
    }

    /// <summary>Reads pairs that were written.</summary>
    /// <exception cref="InvalidDataException">They are not whole.</exception>
    public static StoredPairs Read(Stream stream)
    {
        var reader = new PairReader(stream);
        reader.Header("SPP1"u8);
        var scored = reader.Number();
        var pairs = reader.Pairs();
        reader.End();
        return new StoredPairs(scored, [pairs]);
    }
}
