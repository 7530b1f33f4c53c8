namespace SatuPintu.Sources;

/// <summary>What the cells of a column look like, from its first distinct values.</summary>
internal sealed class ColumnShape
{
    private const int Sample = 2000;

    private ColumnShape(int filled, int letters, bool unique)
    {
        IsMostlyLetters = filled > 0 && letters * 2 > filled;
        IsMostlyUnique = unique;
    }

    /// <summary>More than half of the distinct values hold more letters than digits.</summary>
    public bool IsMostlyLetters { get; }

    /// <summary>At most one filled row in ten repeats a value that stood before: the column can tell records apart.</summary>
    public bool IsMostlyUnique { get; }

    /// <summary>The shape of a column.</summary>
    public static ColumnShape Of(TextColumn column)
    {
        var letters = 0;
        var last = Math.Min(column.Values.Length, Sample + 1);
        for (var i = 1; i < last; i++)
        {
            var balance = 0;
            foreach (var c in column.Values[i]) balance += char.IsLetter(c) ? 1 : char.IsDigit(c) ? -1 : 0;
            if (balance > 0) letters++;
        }
        var filledRows = column.Codes.Length - column.Codes.Count(0);
        return new ColumnShape(last - 1, letters, filledRows == 0 || (column.Values.Length - 1) * 10L >= filledRows * 9L);
    }
}
