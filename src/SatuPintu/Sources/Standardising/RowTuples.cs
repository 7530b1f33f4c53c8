namespace SatuPintu.Sources.Standardising;

/// <summary>
/// The distinct combinations of values that the rows of some columns hold, so that work on several columns together is done once
/// for each combination.
/// </summary>
internal sealed class RowTuples
{
    /// <summary>Up to this many possible combinations a table of them is quicker than a dictionary.</summary>
    private const int LargestTable = 1 << 22;

    private RowTuples(int[] tupleOf, int[] firstRow, int[] rows)
    {
        TupleOf = tupleOf;
        FirstRow = firstRow;
        Rows = rows;
    }

    /// <summary>The number of each row's combination; combinations are numbered by their first row.</summary>
    public int[] TupleOf { get; }

    /// <summary>By combination, a row that has it.</summary>
    public int[] FirstRow { get; }

    /// <summary>By combination, how many rows have it.</summary>
    public int[] Rows { get; }

    /// <summary>How many combinations there are.</summary>
    public int Count => FirstRow.Length;

    /// <summary>The combinations in the rows of some columns of equal length.</summary>
    public static RowTuples Of(int rowCount, IReadOnlyList<TextColumn> columns)
    {
        var tupleOf = new int[rowCount];
        var count = rowCount == 0 ? 0 : 1;
        foreach (var column in columns) count = Refine(tupleOf, count, column.Codes, column.Values.Length);
        var firstRow = new int[count];
        var rows = new int[count];
        for (var row = rowCount - 1; row >= 0; row--)
        {
            firstRow[tupleOf[row]] = row;
            rows[tupleOf[row]]++;
        }
        return new RowTuples(tupleOf, firstRow, rows);
    }

    /// <summary>Parts combinations further by one more column, and numbers them anew; gives how many there are.</summary>
    private static int Refine(int[] tupleOf, int count, ReadOnlySpan<int> codes, int valueCount)
    {
        var next = 0;
        if ((long)count * valueCount <= LargestTable)
        {
            var numberOf = new int[count * valueCount];
            for (var row = 0; row < tupleOf.Length; row++)
            {
                ref var number = ref numberOf[(tupleOf[row] * valueCount) + codes[row]];
                if (number == 0) number = ++next;
                tupleOf[row] = number - 1;
            }
            return next;
        }
        var numbers = new Dictionary<long, int>();
        for (var row = 0; row < tupleOf.Length; row++)
        {
            var key = ((long)tupleOf[row] * valueCount) + codes[row];
            if (!numbers.TryGetValue(key, out var number)) numbers.Add(key, number = next++);
            tupleOf[row] = number;
        }
        return next;
    }
}
