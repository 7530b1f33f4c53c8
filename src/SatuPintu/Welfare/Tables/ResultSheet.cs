using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SatuPintu.Storage;

namespace SatuPintu.Welfare.Tables;

/// <summary>
/// A result small enough to be held: rows of texts, numbers and whole numbers under headings. It is written as CSV, with numbers that
/// read back as they were, and printed as JSON; a number that is not known is an empty cell, and null.
/// </summary>
/// <param name="headings">The names of the columns.</param>
public sealed class ResultSheet(params string[] headings)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<object?[]> rows = [];

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Headings => headings;

    /// <summary>The rows; a cell is a <see cref="string"/>, a <see cref="double"/>, a <see cref="long"/>, or null.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows => rows;

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has not a cell for each column, or a cell of another kind.</exception>
    public void Add(params object?[] cells)
    {
        if (cells.Length != headings.Length) throw new ArgumentException($"A row of {cells.Length} cells under {headings.Length} headings.", nameof(cells));
        rows.Add([.. cells.Select(Cell)]);
    }

    /// <summary>Writes the rows as CSV and gives their count.</summary>
    internal long Write(Stream stream)
    {
        using var csv = new CsvWriter(stream, headings);
        foreach (var row in rows)
        {
            foreach (var cell in row)
            {
                if (cell is string text) csv.Field(text);
                else if (cell is double number) csv.Field(number, "R");
                else if (cell is long whole) csv.Field(whole);
                else csv.Empty();
            }
            csv.EndRow();
        }
        return csv.Rows;
    }

    /// <summary>Prints the rows, the warnings and what else there is to say, for other programs.</summary>
    public void WriteJson(TextWriter output, IReadOnlyList<Warning> warnings, JsonObject? details)
    {
        var document = new JsonObject
        {
            ["rows"] = new JsonArray([.. rows.Select(Object)]),
            ["warnings"] = new JsonArray([.. warnings.Select(w => w.ToJson())]),
        };
        if (details is not null) document["details"] = details.DeepClone();
        output.WriteLine(document.ToJsonString(Readable));
    }

    private JsonObject Object(object?[] row)
    {
        var json = new JsonObject();
        for (var i = 0; i < headings.Length; i++)
            json[headings[i]] = row[i] switch { string text => text, double number => number, long whole => whole, _ => null };
        return json;
    }

    private static object? Cell(object? cell) => cell switch
    {
        null or string or long => cell,
        int whole => (long)whole,
        double number => double.IsFinite(number) ? cell : null,
        _ => throw new ArgumentException($"A cell of kind {cell.GetType().Name}.", nameof(cell)),
    };
}
