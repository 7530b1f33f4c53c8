namespace SatuPintu.Linking;

/// <summary>The row of each record as a spreadsheet shows it, kept as the few places where a row was passed over.</summary>
internal sealed class RowNumbers
{
    private readonly List<(int Record, int Row)> runs = [];
    private int next;

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    /// <summary>The row of a record.</summary>
    public int this[int record]
    {
        get
        {
            int low = 0, high = runs.Count - 1;
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (runs[middle].Record <= record) low = middle;
                else high = middle - 1;
            }
            return runs[low].Row + record - runs[low].Record;
        }
    }

    /// <summary>The record of a row, or -1.</summary>
    public int RecordOf(int row)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            var end = i + 1 < runs.Count ? runs[i + 1].Record : Count;
            var record = runs[i].Record + row - runs[i].Row;
            if (row >= runs[i].Row && record < end) return record;
        }
        return -1;
    }

    /// <summary>Adds the next record.</summary>
    public void Add(int row)
    {
        if (row != next || Count == 0) runs.Add((Count, row));
        next = row + 1;
        Count++;
    }
}
