using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>Makes the fields of a table ready, on two threads.</summary>
internal static class FieldColumns
{
    /// <summary>One column a field, in order; with <paramref name="useUp"/> each field is let go when its column stands.</summary>
    public static FieldColumn[] Make(RecordTable records, int workers, bool useUp, CancellationToken cancellation)
    {
        var severalLists = records.Lists is { } lists && lists.Any(l => l != lists[0]);
        var columns = new FieldColumn[records.Fields.Count + (severalLists ? 1 : 0)];
        var parts = Enumerable.Range(0, records.Fields.Count).Where(f => records.Fields[f].Kind == FieldKind.Name).ToArray();
        // The parts of a name share one table; the other fields stand for themselves.
        // Identity numbers are held against the dates of birth, which come first.
        var numbers = Enumerable.Range(0, records.Fields.Count).Where(f => records.Fields[f].Kind == FieldKind.Nik).ToArray();
        var jobs = Enumerable.Range(0, records.Fields.Count).Except(parts).Except(numbers).Select(f => new[] { f }).ToList();
        if (parts.Length > 0) jobs.Insert(0, parts);
        Parallel.ForEach(jobs, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, job =>
        {
            if (records.Fields[job[0]].Kind == FieldKind.Name) Names(records, job, columns);
            else columns[job[0]] = One(records, records.Fields[job[0]]);
            if (useUp) foreach (var f in job) records.Fields[f].Release();
        });
        foreach (var f in numbers)
        {
            columns[f] = new NikColumn(records.Fields[f], records.LeftCount, columns.OfType<DateColumn>().FirstOrDefault());
            if (useUp) records.Fields[f].Release();
        }
        if (severalLists) columns[^1] = new ListColumn(records.Lists!, records.LeftCount);
        return columns;
    }

    private static void Names(RecordTable records, int[] fields, FieldColumn[] columns)
    {
        var table = new WordTable(fields.Max(f => records.Fields[f].Values.Count));
        var cells = fields.Select(f => Renumber(records.Fields[f].Codes, Folding.Fold(records.Fields[f].Values, table, TextFolding.Name))).ToArray();
        table.Complete(cells, withNicknames: true);
        for (var i = 0; i < fields.Length; i++)
        {
            var column = new NameColumn(records.Fields[fields[i]], table, cells[i]);
            column.Complete(records.LeftCount);
            columns[fields[i]] = column;
        }
    }

    private static FieldColumn One(RecordTable records, FieldData field)
    {
        switch (field.Kind)
        {
            case FieldKind.Date: return new DateColumn(field, records.LeftCount);
            case FieldKind.Identifier: return new IdentifierColumn(field, records.LeftCount);
            case FieldKind.Category: return new CategoryColumn(field, records.LeftCount);
            case FieldKind.Number: return new NumberColumn(field, records.LeftCount);
        }
        var isName = field.Kind == FieldKind.FullName;
        var table = new WordTable(field.Values.Count, sorted: !isName);
        var cells = Renumber(field.Codes, Folding.Fold(field.Values, table, isName ? TextFolding.Name : TextFolding.Words));
        table.Complete([cells], isName);
        if (isName)
        {
            var column = new FullNameColumn(field, table, cells);
            column.Complete(records.LeftCount);
            return column;
        }
        var words = new WordsColumn(field, table, cells);
        words.Complete(records.LeftCount);
        return words;
    }

    /// <summary>Writes columns, without the records.</summary>
    public static void Save(IReadOnlyList<FieldColumn> columns, IndexWriter writer)
    {
        writer.Array<int>([.. columns.Select(c => (int)c.Kind)]);
        columns.OfType<NameColumn>().FirstOrDefault()?.Table.Save(writer);
        foreach (var column in columns) column.Save(writer);
    }

    /// <summary>Reads columns that were written.</summary>
    public static FieldColumn[] Load(IndexReader reader)
    {
        var kinds = reader.Array<int>();
        var names = kinds.Contains((int)FieldKind.Name) ? WordTable.Load(reader, withNicknames: true) : null;
        return Array.ConvertAll(kinds, kind =>
        {
            FieldColumn column = (FieldKind)kind switch
            {
                FieldKind.Name => new NameColumn(reader, names!),
                FieldKind.FullName => new FullNameColumn(reader),
                FieldKind.Text or FieldKind.Place => new WordsColumn(reader),
                FieldKind.Date => new DateColumn(reader),
                FieldKind.Identifier => new IdentifierColumn(reader),
                FieldKind.Nik => new NikColumn(reader),
                FieldKind.Category => new CategoryColumn(reader),
                FieldKind.Number => new NumberColumn(reader),
                _ => throw reader.Damaged(),
            };
            reader.Require((int)column.Kind == kind);
            return column;
        });
    }

    private static int[] Renumber(int[] codes, int[] canonical)
    {
        var cells = new int[codes.Length];
        for (var r = 0; r < codes.Length; r++) cells[r] = canonical[codes[r]];
        return cells;
    }
}
