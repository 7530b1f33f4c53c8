using System.Runtime.InteropServices;

namespace SatuPintu.Sources;

/// <summary>
/// One column of text, dictionary-encoded: each row holds the number of its value, and equal texts share a number.
/// </summary>
/// <remarks>
/// A list of 135,000 rows has two values of sex and fifty thousand of names. Work on a text (cleaning, parsing,
/// comparing) is done once for each distinct value, and linkage starts from the codes without a copy.
/// Code 0 is always the empty text, so that "missing" is <c>code == 0</c> in every column.
/// </remarks>
public sealed class TextColumn
{
    private readonly int[] codes;
    private readonly string[] values;

    /// <summary>Makes a column from codes and the values they number; the arrays are kept, not copied.</summary>
    /// <param name="name">The heading as delivered, or the id of a standard element.</param>
    /// <param name="codes">One number a row, each an index into <paramref name="values"/>.</param>
    /// <param name="values">The distinct texts; the first is empty.</param>
    /// <exception cref="ArgumentException">The first value is not the empty text.</exception>
    public TextColumn(string name, int[] codes, string[] values)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || values[0].Length != 0)
            throw new ArgumentException("Value 0 of a column is the empty text.", nameof(values));
        Name = name;
        this.codes = codes;
        this.values = values;
    }

    /// <summary>The heading as delivered, or the id of a standard element.</summary>
    public string Name { get; }

    /// <summary>How many rows the column has.</summary>
    public int Count => codes.Length;

    /// <summary>The number of each row's value; 0 is missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The distinct values by number; the first is empty. Not every value need occur in a row.</summary>
    public ReadOnlySpan<string> Values => values;

    /// <summary>The text in one row; empty when missing.</summary>
    public string this[int row] => values[codes[row]];

    /// <summary>A column of the same rows in which every distinct value has been replaced by <paramref name="map"/> of it.</summary>
    /// <remarks>Values that become equal keep numbers of their own until <see cref="Compact"/>.</remarks>
    public TextColumn Map(string name, Func<string, string> map)
    {
        var mapped = new string[values.Length];
        mapped[0] = "";
        for (var i = 1; i < values.Length; i++) mapped[i] = map(values[i]);
        return new TextColumn(name, codes, mapped).Compact();
    }

    /// <summary>A column of the same rows with other values by number, of which the first is empty.</summary>
    internal TextColumn Renamed(string name, string[] texts, bool compact)
    {
        var column = new TextColumn(name, codes, texts);
        return compact ? column.Compact() : column;
    }

    /// <summary>The same column with equal texts under one number and the empty text under 0.</summary>
    public TextColumn Compact()
    {
        // Often a few texts remain of many (streets of addresses), and a small dictionary stays near the processor.
        const int LikelyDistinct = 4096;
        var numberOf = new Dictionary<string, int>(Math.Min(values.Length, LikelyDistinct), StringComparer.Ordinal) { [""] = 0 };
        var distinct = new List<string>(Math.Min(values.Length, LikelyDistinct)) { "" };
        var renumber = new int[values.Length];
        for (var i = 1; i < values.Length; i++)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numberOf, values[i], out var known);
            if (!known)
            {
                number = distinct.Count;
                distinct.Add(values[i]);
            }
            renumber[i] = number;
        }
        if (distinct.Count == values.Length) return this;
        var renumbered = new int[codes.Length];
        for (var row = 0; row < codes.Length; row++) renumbered[row] = renumber[codes[row]];
        return new TextColumn(Name, renumbered, distinct.ToArray());
    }

    /// <summary>A column of the given texts, one a row.</summary>
    public static TextColumn From(string name, IEnumerable<string> texts)
    {
        var numberOf = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var distinct = new List<string> { "" };
        var numbers = new List<int>();
        foreach (var text in texts)
        {
            if (!numberOf.TryGetValue(text, out var number))
            {
                number = distinct.Count;
                numberOf.Add(text, number);
                distinct.Add(text);
            }
            numbers.Add(number);
        }
        return new TextColumn(name, numbers.ToArray(), distinct.ToArray());
    }
}
