namespace SatuPintu.Welfare.Tables;

/// <summary>What a column is read as.</summary>
[Flags]
internal enum ColumnKinds
{
    /// <summary>As numbers; a text is an error.</summary>
    Number = 1,
    /// <summary>As categories; a number is a label like any other.</summary>
    Category = 2,
    /// <summary>As the content says: numbers when every value is one.</summary>
    Either = 4,
}

/// <summary>A column of numbers.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Values">A number for each row; NaN where it is missing.</param>
/// <param name="Missing">How many are missing.</param>
internal sealed record NumberColumn(string Name, double[] Values, int Missing);

/// <summary>A column of categories.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Codes">For each row the number of its label; −1 where it is missing.</param>
/// <param name="Labels">The labels in order: by value when all are numbers, else by their letters.</param>
/// <param name="Missing">How many are missing.</param>
internal sealed record CategoryColumn(string Name, int[] Codes, string[] Labels, int Missing);
