using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Index;

/// <summary>A property of a value that a key is made of, so that it can be written: the number of one of the column's, or its first letters.</summary>
/// <param name="Field">The place of the field.</param>
/// <param name="Number">Which of the column's properties; −1 for its first letters.</param>
/// <param name="Letters">How many letters; 0 for all.</param>
/// <param name="Hash">The hash of a value.</param>
internal sealed record KeyPart(int Field, int Number, int Letters, Func<int, ulong> Hash)
{
    /// <summary>Takes the property of a planned key.</summary>
    public static KeyPart Of(RecordAttribute attribute, FieldColumn column)
    {
        for (var i = 0; i < column.Attributes.Count; i++)
            if (ReferenceEquals(column.Attributes[i].Hash, attribute.Hash)) return new KeyPart(attribute.Field, i, 0, attribute.Hash);
        var colon = attribute.Name.LastIndexOf(':');
        var letters = colon > 0 && int.TryParse(attribute.Name.AsSpan(colon + 1), out var n) ? n : 0;
        return new KeyPart(attribute.Field, -1, letters, attribute.Hash);
    }

    /// <summary>The hash of a record's value; 0 where it has none.</summary>
    public ulong In(ReadOnlySpan<int> cells) => cells[Field] is not 0 and var value ? Hash(value) : 0;
}

/// <summary>A blocking key of an index: by which records meet, and by which a block that grew too large is split.</summary>
internal sealed class IndexKey(KeyPart[] parts, KeyPart[] refinements, Postings postings)
{
    /// <summary>The records by hash.</summary>
    public Postings Postings => postings;

    /// <summary>The hash under which a record stands, or is looked for; 0 where it lacks what the key needs.</summary>
    public uint HashOf(ReadOnlySpan<int> cells, out int depth)
    {
        depth = 0;
        ulong hash = 0;
        foreach (var part in parts)
        {
            var of = part.In(cells);
            if (of == 0) return 0;
            hash = Hashing.Mix(hash, of);
        }
        var kept = KeyTable.Short(hash);
        for (; depth < refinements.Length && postings.Split.Contains(kept); depth++)
            kept = KeyTable.Short(Hashing.Mix(Hashing.Mix(kept, (ulong)depth + 1), refinements[depth].In(cells)));
        return kept;
    }

    /// <summary>Adds records, and splits the blocks that have grown too large by them.</summary>
    public void Add(RecordRows rows, int first, int workers)
    {
        var added = new ulong[rows.Count - first];
        const int Slice = 1 << 14;
        Parallel.For(0, (added.Length + Slice - 1) / Slice, new ParallelOptions { MaxDegreeOfParallelism = workers }, slice =>
        {
            for (var i = slice * Slice; i < Math.Min(added.Length, (slice + 1) * Slice); i++)
                added[i] = (ulong)HashOf(rows[first + i], out _) << 32 | (uint)(first + i);
        });
        added = Array.FindAll(added, item => item >> 32 != 0);
        while (added.Length > 0)
        {
            RadixSort.ByAll(added);
            postings.Add(added);
            added = SplitLarge(added, rows);
        }
    }

    /// <summary>Splits the blocks of some hashes where they are too large, and gives what stands under finer hashes instead.</summary>
    private ulong[] SplitLarge(ulong[] touched, RecordRows rows)
    {
        var finer = new List<ulong>();
        for (var i = 0; i < touched.Length; i++)
        {
            var hash = (uint)(touched[i] >> 32);
            if (i > 0 && touched[i - 1] >> 32 == hash || postings.CountOf(hash) <= Postings.LargestBlock) continue;
            HashOf(rows[(int)(uint)touched[i]], out var depth);
            if (depth == refinements.Length) continue;
            var records = postings.Records(hash);
            postings.Split.Add(hash);
            foreach (var record in records) finer.Add((ulong)HashOf(rows[record], out _) << 32 | (uint)record);
        }
        return [.. finer];
    }

    /// <summary>Writes the key.</summary>
    public void Save(IndexWriter writer)
    {
        writer.Array<int>([.. parts.Concat(refinements).SelectMany(p => new[] { p.Field, p.Number, p.Letters })]);
        writer.Numbers(parts.Length);
        postings.Save(writer);
    }

    /// <summary>Reads a key.</summary>
    public static IndexKey Load(IndexReader reader, FieldColumn[] columns, int records)
    {
        var numbers = reader.Array<int>();
        var parts = (int)reader.Numbers(1)[0];
        reader.Require(numbers.Length % 3 == 0 && parts > 0 && parts <= numbers.Length / 3);
        var all = new KeyPart[numbers.Length / 3];
        for (var i = 0; i < all.Length; i++)
        {
            int field = numbers[i * 3], number = numbers[i * 3 + 1], letters = numbers[i * 3 + 2];
            reader.Require(field >= 0 && field < columns.Length && number >= -1 && number < columns[field].Attributes.Count && letters >= 0);
            all[i] = new KeyPart(field, number, letters, number < 0 ? columns[field].Prefix(letters) : columns[field].Attributes[number].Hash);
        }
        return new IndexKey(all[..parts], all[parts..], Postings.Load(reader, records));
    }

    /// <summary>The keys of a finished run; where it compared every pair, keys are chosen now.</summary>
    public static IndexKey[] Of(EngineState state)
    {
        var columns = state.Model.Plan.Columns;
        IReadOnlyList<RecordAttribute> attributes = state.Keys.Attributes;
        var planned = state.Keys.Keys;
        if (planned.Count == 0) (attributes, planned) = KeyPlanner.Choose(state.Rows, columns, state.Model.Plan.Parents[..columns.Count], state.Options.Workers);
        // Few records may leave the choice without a key; then each field is one.
        if (planned.Count == 0) planned = [.. Enumerable.Range(0, attributes.Count).DistinctBy(a => attributes[a].Field).Select(a => new PlannedKey(attributes[a].Name, [a], 0))];
        return [.. planned.Select(key => new IndexKey(
            [.. key.Attributes.Select(Part)],
            [.. KeyTable.Refine(attributes, key.Attributes).Select(a => KeyPart.Of(a, columns[a.Field]))],
            new Postings()))];

        KeyPart Part(int attribute) => KeyPart.Of(attributes[attribute], columns[attributes[attribute].Field]);
    }
}
