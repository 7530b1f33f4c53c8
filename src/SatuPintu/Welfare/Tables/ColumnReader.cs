using System.Globalization;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Welfare.Tables;

/// <summary>
/// Gathers one column while a file is read: its distinct texts once each, or, where only numbers are asked for, the numbers
/// themselves. A column that may be either begins with the texts and becomes numbers when it has too many for a category.
/// </summary>
internal sealed class ColumnReader(string name, ColumnKinds kinds, int rowsExpected)
{
    private const int MostCategories = 4096;

    private readonly ByteDictionary texts = new();
    private readonly List<int> firstRows = [0];
    private double[]? numbers = kinds == ColumnKinds.Number ? new double[rowsExpected] : null;
    private int[]? codes = kinds == ColumnKinds.Number ? null : new int[rowsExpected];
    private double[]? parsed;
    private int count;

    /// <summary>The column's heading.</summary>
    public string Name => name;

    /// <summary>Whether every value that is not missing is a number.</summary>
    public bool IsNumeric => numbers is not null || AreNumbers(Parsed());

    /// <summary>Adds the cell of the reader's present row.</summary>
    public void Append(TableRows rows, int column)
    {
        if (numbers is not null)
        {
            if (count == numbers.Length) Array.Resize(ref numbers, checked(count * 2));
            numbers[count++] = rows.Number(column);
            return;
        }
        if (count == codes!.Length) Array.Resize(ref codes, checked(count * 2));
        var cell = rows.Cell(column);
        var code = CellNumbers.IsMissing(cell) ? 0 : texts.CodeOf(cell);
        if (code == firstRows.Count) firstRows.Add(rows.Row);
        codes[count++] = code;
        if (texts.Count == MostCategories && code == MostCategories - 1 && !kinds.HasFlag(ColumnKinds.Category)) TakeAsNumbers();
    }

    /// <summary>The column as numbers.</summary>
    /// <exception cref="UserError">A value is no number; names the first row that has it.</exception>
    public NumberColumn Numbers(string file)
    {
        var values = new double[count];
        if (numbers is not null)
        {
            Array.Copy(numbers, values, count);
        }
        else
        {
            var byCode = Parsed();
            for (var code = 1; code < byCode.Length; code++)
                if (double.IsNaN(byCode[code])) throw TableRows.NotANumber(file, firstRows[code], name, System.Text.Encoding.UTF8.GetString(texts[code]));
            for (var i = 0; i < count; i++) values[i] = byCode[codes![i]];
        }
        return new NumberColumn(name, values, values.Count(double.IsNaN));
    }

    /// <summary>The column as categories.</summary>
    public CategoryColumn Categories()
    {
        var labels = numbers is null ? texts.ToTexts() : [];
        if (numbers is not null) (codes, labels) = LabelsOfNumbers();
        var byNumber = numbers is not null || AreNumbers(Parsed());
        var order = Enumerable.Range(1, labels.Length - 1);
        var sorted = (byNumber ? order.OrderBy(c => double.Parse(labels[c], NumberStyles.Float, CultureInfo.InvariantCulture)).ThenBy(c => labels[c], StringComparer.Ordinal)
            : order.OrderBy(c => labels[c], StringComparer.Ordinal)).ToArray();
        var place = new int[labels.Length];
        place[0] = -1;
        for (var i = 0; i < sorted.Length; i++) place[sorted[i]] = i;
        var placed = new int[count];
        for (var i = 0; i < count; i++) placed[i] = place[codes![i]];
        return new CategoryColumn(name, placed, [.. sorted.Select(c => labels[c])], placed.Count(c => c < 0));
    }

    private void TakeAsNumbers()
    {
        var byCode = Parsed();
        if (!AreNumbers(byCode)) return;
        numbers = new double[codes!.Length];
        for (var i = 0; i < count; i++) numbers[i] = byCode[codes[i]];
        codes = null;
    }

    private (int[] Codes, string[] Labels) LabelsOfNumbers()
    {
        var codeOf = new Dictionary<double, int>();
        var labels = new List<string> { "" };
        var found = new int[count];
        for (var i = 0; i < count; i++)
        {
            if (double.IsNaN(numbers![i])) continue;
            if (!codeOf.TryGetValue(numbers[i], out found[i]))
            {
                codeOf.Add(numbers[i], found[i] = labels.Count);
                labels.Add(numbers[i].ToString("R", CultureInfo.InvariantCulture));
            }
        }
        return (found, [.. labels]);
    }

    // By code the number of the text; NaN where it is none, and for the missing one.
    private double[] Parsed()
    {
        if (parsed is not null && parsed.Length == texts.Count) return parsed;
        parsed = new double[texts.Count];
        parsed[0] = double.NaN;
        for (var code = 1; code < parsed.Length; code++)
            if (!CellNumbers.TryParse(texts[code], out parsed[code])) parsed[code] = double.NaN;
        return parsed;
    }

    private static bool AreNumbers(double[] byCode) => !byCode.Skip(1).Any(double.IsNaN);
}
