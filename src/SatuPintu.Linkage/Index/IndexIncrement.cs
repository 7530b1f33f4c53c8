using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Index;

/// <summary>What one addition did to an index; written, it brings another copy of the index to the same state.</summary>
public sealed class IndexIncrement
{
    /// <summary>The number of the first record that was added.</summary>
    public required int First { get; init; }

    /// <summary>The records, as they were delivered.</summary>
    public required RecordTable Records { get; init; }

    /// <summary>By record, from 1, its id.</summary>
    public required TextValues Ids { get; init; }

    /// <summary>By record, its entity, numbered from 0.</summary>
    public required int[] EntityOf { get; init; }

    /// <summary>The pairs at or above the review threshold: a record of the index first, then one that was added, by their numbers in the index.</summary>
    public IReadOnlyList<ScoredPair> Pairs { get; init; } = [];

    /// <summary>Pairs that match and were yet kept apart: the record stands in an entity that the other's does not fit, or that has another number.</summary>
    public IReadOnlyList<ScoredPair> KeptApart { get; init; } = [];

    /// <summary>Pairs that were compared.</summary>
    public long Compared { get; init; }

    /// <summary>Entities that are new.</summary>
    public int NewEntities { get; init; }

    /// <summary>Writes the increment.</summary>
    public void Write(Stream stream)
    {
        var writer = new IndexWriter(stream, "SPINCREM"u8);
        writer.Numbers(First, Records.Count, Records.Fields.Count);
        foreach (var field in Records.Fields)
        {
            writer.Text(field.Name);
            writer.Numbers((int)field.Kind);
            field.Values.Save(writer);
            writer.Array<int>(field.Codes);
        }
        Ids.Save(writer);
        writer.Array<int>(EntityOf);
        writer.End();
    }

    /// <summary>Reads an increment; its pairs are not kept.</summary>
    /// <exception cref="LinkageIndexException">It is something else, of another version, or damaged.</exception>
    public static IndexIncrement Read(Stream stream)
    {
        var reader = new IndexReader(stream, "SPINCREM"u8);
        var head = reader.Numbers(3);
        reader.Require(head[0] is >= 0 and < int.MaxValue && head[1] is >= 0 and < int.MaxValue && head[2] is >= 0 and < 1000);
        var count = (int)head[1];
        var fields = new FieldData[head[2]];
        for (var f = 0; f < fields.Length; f++)
        {
            var name = reader.Text() ?? throw reader.Damaged();
            var kind = (FieldKind)reader.Numbers(1)[0];
            var values = TextValues.Load(reader);
            var codes = reader.Array<int>();
            reader.Require(codes.Length == count && !codes.AsSpan().ContainsAnyExceptInRange(0, values.Count - 1));
            fields[f] = new FieldData(name, kind, values, codes);
        }
        var ids = TextValues.Load(reader);
        var entityOf = reader.Array<int>();
        reader.Require(ids.Count == count + 1 && entityOf.Length == count);
        reader.End(1);
        return new IndexIncrement { First = (int)head[0], Records = new RecordTable(fields, count, count), Ids = ids, EntityOf = entityOf };
    }
}
