using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Index;

/// <content>How an index is kept.</content>
public sealed partial class LinkageIndex
{
    /// <summary>Writes the index.</summary>
    public void Write(Stream stream)
    {
        var writer = new IndexWriter(stream, "SPLINKIX"u8);
        writer.Array<byte>(Note);
        writer.Array<double>([ReviewAt, MatchAt]);
        FieldColumns.Save(columns, writer);
        Save(model, writer);
        rows.Save(writer);
        ids.Save(writer);
        writer.Numbers(entities.Count);
        writer.Array(entities.All);
        writer.Numbers(keys.Length);
        foreach (var key in keys) key.Save(writer);
        writer.End();
    }

    /// <summary>Reads an index that was written.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="LinkageIndexException">It is something else, of another version, or damaged.</exception>
    public static LinkageIndex Read(Stream stream, int workers = 2)
    {
        var reader = new IndexReader(stream, "SPLINKIX"u8);
        var note = reader.Array<byte>();
        var thresholds = reader.Array<double>();
        reader.Require(thresholds.Length == 2);
        var columns = FieldColumns.Load(reader);
        reader.Require(columns.Length > 0);
        var model = LoadModel(reader, columns);
        var rows = RecordRows.Load(reader, [.. columns.Select(c => c.ValueCount)]);
        var ids = ValueInterner.Load(reader);
        reader.Later(ids.MakeSlots);
        var entities = (int)reader.Numbers(1)[0];
        var entityOf = reader.Array<int>();
        reader.Require(ids.Count == rows.Count + 1 && entityOf.Length == rows.Count && entities >= 0 && !entityOf.AsSpan().ContainsAnyExceptInRange(0, Math.Max(0, entities - 1)));
        var keys = new IndexKey[Math.Clamp(reader.Numbers(1)[0], 0, 1000)];
        for (var k = 0; k < keys.Length; k++) keys[k] = IndexKey.Load(reader, columns, rows.Count);
        reader.End(workers);
        return new LinkageIndex(columns, model, keys, rows, ids, entityOf, entities, thresholds[0], thresholds[1], note);
    }

    private static void Save(EngineModel model, IndexWriter writer)
    {
        var plan = model.Plan;
        writer.Array<int>(plan.Parents);
        writer.Array<int>(plan.Order);
        writer.Array<byte>([.. plan.Household.Select(h => h ? (byte)1 : (byte)0)]);
        writer.Array<double>([model.PriorM, model.PriorS]);
        foreach (var table in (double[][][])[model.M, model.S, model.U])
            foreach (var row in table) writer.Array<double>(row);
    }

    private static EngineModel LoadModel(IndexReader reader, FieldColumn[] columns)
    {
        var parents = reader.Array<int>();
        var order = reader.Array<int>();
        var household = reader.Array<byte>();
        var priors = reader.Array<double>();
        var hasFamily = household.Length == columns.Length + 1;
        reader.Require(parents.Length == columns.Length && order.Length == columns.Length && household.Length - (hasFamily ? 1 : 0) == columns.Length && priors.Length == 2);
        reader.Require(!parents.AsSpan().ContainsAnyExceptInRange(-1, columns.Length - 1) && order.Order().SequenceEqual(Enumerable.Range(0, columns.Length)));
        var plan = new ComparisonPlan(columns, parents, [.. household[..columns.Length].Select(h => h != 0)], hasFamily, order);
        return new EngineModel(plan, priors[0], priors[1], Table(), Table(), Table());

        double[][] Table()
        {
            var table = plan.Table();
            for (var c = 0; c < table.Length; c++)
            {
                var row = reader.Array<double>();
                reader.Require(row.Length == table[c].Length);
                table[c] = row;
            }
            return table;
        }
    }
}
