using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Index;

/// <summary>A field that an index compares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How its values are compared.</param>
public sealed record IndexField(string Name, FieldKind Kind);

/// <summary>The id of a record, as UTF-8.</summary>
public delegate ReadOnlySpan<byte> RecordId(int record);

/// <summary>
/// What a finished run leaves, so that new records are linked to its records without linking those again: the values with how rare they are,
/// the model and its thresholds, the blocking keys with the records that stand under each hash, and the entity of every record. What
/// is rare stays as the first run found it; a value that comes later counts as the rarest. One thread at a time uses an index.
/// </summary>
public sealed partial class LinkageIndex
{
    private readonly FieldColumn[] columns;
    private readonly EngineModel model;
    private readonly IndexKey[] keys;
    private readonly RecordRows rows;
    private readonly ValueInterner ids;
    private readonly int bornField;
    private readonly IndexMatcher matcher;
    private readonly IndexEntities entities;

    private LinkageIndex(FieldColumn[] columns, EngineModel model, IndexKey[] keys, RecordRows rows, ValueInterner ids, int[] entityOf, int entityCount, double reviewAt, double matchAt, byte[] note)
    {
        this.columns = columns;
        this.model = model;
        this.keys = keys;
        this.rows = rows;
        this.ids = ids;
        ReviewAt = reviewAt;
        MatchAt = matchAt;
        Note = note;
        bornField = Array.FindIndex(columns, c => c is DateColumn);
        matcher = NewMatcher();
        entities = new IndexEntities(entityOf, entityCount, matcher.WeightOf, Contradict);
        Fields = [.. columns.Select(c => new IndexField(c.Name, c.Kind))];
    }

    /// <summary>The fields compared, in the order in which records are given.</summary>
    public IReadOnlyList<IndexField> Fields { get; }

    /// <summary>How many records there are.</summary>
    public int Count => rows.Count;

    /// <summary>How many entities there are, and the number of the next one.</summary>
    public int EntityCount => entities.Count;

    /// <summary>Probability from which a pair is reported.</summary>
    public double ReviewAt { get; }

    /// <summary>Probability from which a pair is joined.</summary>
    public double MatchAt { get; }

    /// <summary>What the caller keeps beside the records.</summary>
    public byte[] Note { get; }

    /// <summary>The parameters.</summary>
    public ModelParameters Model => ModelConversion.ToParameters(model);

    /// <summary>The entity of a record, numbered from 0; it never changes.</summary>
    public int EntityOf(int record) => entities[record];

    /// <summary>The id of a record.</summary>
    public ReadOnlySpan<byte> Id(int record) => ids[record + 1];

    /// <summary>The record with an id, or −1.</summary>
    public int Find(ReadOnlySpan<byte> id) => ids.Find(id) - 1;

    /// <summary>Makes the index of a finished run.</summary>
    /// <param name="result">The outcome of the run; its columns go on to the index.</param>
    /// <param name="idOf">The id of each record; no two have one.</param>
    /// <param name="note">What the caller keeps beside the records.</param>
    /// <param name="cancellation">Stops the making.</param>
    /// <exception cref="LinkageIndexException">Two records have one id.</exception>
    public static LinkageIndex Of(LinkageResult result, RecordId idOf, byte[] note, CancellationToken cancellation = default)
    {
        var state = result.State ?? throw new ArgumentException("The result is not the engine's.", nameof(result));
        var columns = state.Model.Plan.Columns.ToArray();
        foreach (var column in columns) column.Freeze();
        var rows = new RecordRows(columns.Length);
        var ids = new ValueInterner(state.Rows.Count);
        for (var r = 0; r < state.Rows.Count; r++)
        {
            rows.Add(state.Rows[r]);
            if (ids.Intern(idOf(r)) != r + 1) throw new LinkageIndexException("known_id", System.Text.Encoding.UTF8.GetString(idOf(r)));
        }
        var keys = IndexKey.Of(state);
        foreach (var key in keys)
        {
            cancellation.ThrowIfCancellationRequested();
            key.Add(rows, 0, state.Options.Workers);
        }
        return new LinkageIndex(columns, state.Model, keys, rows, ids, [.. result.EntityOf], result.EntityCount, state.Options.ReviewAt, state.Options.MatchAt, note);
    }

    /// <summary>The records that one record may be, the likeliest first. The index does not take it up.</summary>
    /// <param name="values">Its values in the order of <see cref="Fields"/>, as UTF-8; empty where missing.</param>
    public IReadOnlyList<IndexMatch> Match(IReadOnlyList<ReadOnlyMemory<byte>> values)
    {
        if (values.Count != columns.Length) throw new LinkageIndexException("other_fields", values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Span<int> cells = stackalloc int[columns.Length];
        for (var c = 0; c < columns.Length; c++) cells[c] = values[c].IsEmpty ? 0 : columns[c].Add(values[c].Span);
        BesideBirth(cells);
        var found = new List<IndexMatch>();
        matcher.Find(cells, rows.Count, found);
        found.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Record.CompareTo(b.Record));
        return found;
    }

    /// <summary>Whether a record of the index has the same values as one of a table.</summary>
    public bool IsSame(int record, RecordTable records, int row)
    {
        RequireFields(records);
        Span<int> cells = stackalloc int[columns.Length];
        for (var c = 0; c < columns.Length; c++) cells[c] = records.Fields[c].Codes[row] is not 0 and var code ? columns[c].Add(records.Fields[c].Values[code]) : 0;
        BesideBirth(cells);
        return rows[record].SequenceEqual(cells);
    }

    /// <summary>
    /// Links records with those of the index and with each other, and takes them up. No record of the index changes its entity: where a
    /// new record fits two of them, it goes to the better.
    /// </summary>
    /// <param name="records">The records, with the fields of the index.</param>
    /// <param name="newIds">By record, from 1, its id.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancellation">Stops the work; the index is then of no use any more.</param>
    /// <exception cref="LinkageIndexException">The fields are others, or an id is known already; the index is as it was.</exception>
    public IndexIncrement Add(RecordTable records, TextValues newIds, int workers = 1, CancellationToken cancellation = default)
    {
        var first = rows.Count;
        Append(records, newIds, workers);
        var found = new List<IndexMatch>[records.Count];
        long compared = 0;
        Parallel.For(0, records.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
            () => (Matcher: workers == 1 ? matcher : NewMatcher(), Compared: 0L),
            (i, _, local) => (local.Matcher, local.Compared + local.Matcher.Find(rows[first + i], first + i, found[i] = [])),
            local => Interlocked.Add(ref compared, local.Compared));
        var pairs = new List<ScoredPair>();
        for (var i = 0; i < found.Length; i++)
            foreach (var match in found[i]) pairs.Add(new ScoredPair(match.Record, first + i, match.Weight, match.Probability, match.Pattern));
        var before = entities.Count;
        var apart = entities.Decide(first, pairs, MatchAt);
        return new IndexIncrement
        {
            First = first,
            Records = records,
            Ids = newIds,
            EntityOf = [.. Enumerable.Range(first, records.Count).Select(r => entities[r])],
            Pairs = pairs,
            KeptApart = apart,
            Compared = compared,
            NewEntities = entities.Count - before,
        };
    }

    /// <summary>Does again what an increment did to another copy of the index.</summary>
    /// <exception cref="LinkageIndexException">The increment does not follow on what the index holds.</exception>
    public void Replay(IndexIncrement increment, int workers = 1)
    {
        if (increment.First != rows.Count) throw new LinkageIndexException("other_index", increment.First.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Append(increment.Records, increment.Ids, workers);
        entities.Restore(increment.EntityOf);
    }

    private void Append(RecordTable records, TextValues newIds, int workers)
    {
        RequireFields(records);
        if (newIds.Count != records.Count + 1) throw new ArgumentException("Every record has an id.", nameof(newIds));
        var seen = new ValueInterner(records.Count);
        for (var i = 0; i < records.Count; i++)
            if (newIds[i + 1].IsEmpty || ids.Find(newIds[i + 1]) != 0 || seen.Intern(newIds[i + 1]) != i + 1) throw new LinkageIndexException("known_id", newIds.Text(i + 1));
        var first = rows.Count;
        var codes = new int[columns.Length][];
        for (var c = 0; c < columns.Length; c++)
        {
            var values = records.Fields[c].Values;
            codes[c] = new int[values.Count];
            for (var v = 1; v < values.Count; v++) codes[c][v] = columns[c].Add(values[v]);
        }
        Span<int> cells = stackalloc int[columns.Length];
        for (var r = 0; r < records.Count; r++)
        {
            for (var c = 0; c < columns.Length; c++) cells[c] = codes[c][records.Fields[c].Codes[r]];
            BesideBirth(cells);
            rows.Add(cells);
            ids.Intern(newIds[r + 1]);
            entities.Add();
        }
        foreach (var key in keys) key.Add(rows, first, workers);
    }

    // An identity number that bears out the birth beside it is another value.
    private void BesideBirth(Span<int> cells)
    {
        if (bornField < 0) return;
        for (var c = 0; c < columns.Length; c++)
            if (columns[c] is NikColumn nik) cells[c] = nik.Beside(cells[c], ((DateColumn)columns[bornField]).Date(cells[bornField]));
    }

    private void RequireFields(RecordTable records)
    {
        for (var c = 0; c < Math.Max(columns.Length, records.Fields.Count); c++)
        {
            if (c >= columns.Length || c >= records.Fields.Count || records.Fields[c].Name != columns[c].Name || records.Fields[c].Kind != columns[c].Kind)
                throw new LinkageIndexException("other_fields", c < records.Fields.Count ? records.Fields[c].Name : columns[c].Name);
        }
    }

    private bool Contradict(int a, int b)
    {
        for (var c = 0; c < columns.Length; c++) if (columns[c] is NikColumn nik && nik.Contradict(rows[a][c], rows[b][c])) return true;
        return false;
    }

    private IndexMatcher NewMatcher() => new(rows, keys, model, ReviewAt);
}
