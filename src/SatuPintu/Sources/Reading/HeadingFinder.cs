namespace SatuPintu.Sources.Reading;

/// <summary>The first rows of a list, as far as the search for the heading needs them.</summary>
/// <param name="Number">The row's number as a spreadsheet shows it.</param>
/// <param name="Cells">The texts of its cells.</param>
internal readonly record struct SampleRow(int Number, string[] Cells)
{
    /// <summary>How many cells hold more than blanks.</summary>
    public int Filled => Cells.Count(c => !string.IsNullOrWhiteSpace(c));
}

/// <summary>What was found of a list's heading.</summary>
/// <param name="Row">Number of the heading's row as a spreadsheet shows it.</param>
/// <param name="Names">A name for every column, each its own.</param>
/// <param name="FirstDataRow">Number of the first row that may hold a record.</param>
/// <param name="Notes">What was left aside or renamed.</param>
internal sealed record Heading(int Row, string[] Names, int FirstDataRow, IReadOnlyList<ReadNote> Notes)
{
    /// <summary>How many columns the heading row names; those behind have names made up.</summary>
    public int NamedWidth { get; init; }

    /// <summary>Whether a column's name was made up, since its heading is blank.</summary>
    public bool IsUnnamed(int column) => Unnamed[column];

    /// <summary>For each column whether its name was made up.</summary>
    public bool[] Unnamed { get; init; } = new bool[Names.Length];
}

/// <summary>Finds the heading of a list among its first rows: under titles, over the records.</summary>
internal static class HeadingFinder
{
    /// <summary>How many rows from the top are looked at.</summary>
    public const int RowsSearched = 40;

    private static readonly Lazy<HashSet<string>> Vocabulary = new(() => SourceCatalog.BuiltIn.All
        .SelectMany(s => s.Columns.Values.SelectMany(c => c.Headings).Concat(s.Flags.SelectMany(f => f.Headings)))
        .Select(HeadingText.Normalise).ToHashSet(StringComparer.Ordinal));

    /// <summary>Finds the heading.</summary>
    /// <param name="rows">The first rows that are not blank.</param>
    /// <param name="file">Names the file in messages.</param>
    /// <exception cref="UserError">There is no row, or the first row looks like a record.</exception>
    public static Heading Find(IReadOnlyList<SampleRow> rows, string file)
    {
        if (rows.Count == 0) throw new UserError(ExitCode.Input, "reading.empty", ("file", file));
        var at = IndexOf(rows);
        if (Known(rows[at]) < 2 && rows[at].Cells.FirstOrDefault(LooksLikeData) is { } sign)
        {
            throw new UserError(ExitCode.Input, "reading.no_heading", ("file", file), ("row", rows[at].Number), ("value", Shortened(sign)));
        }
        var notes = new List<ReadNote>();
        if (at > 0)
            notes.Add(new ReadNote(-1, "", ReadNoteKind.RowsAboveHeading, rows[0].Number + "–" + rows[at - 1].Number));
        var firstData = rows[at].Number + 1;
        if (at + 1 < rows.Count && IsColumnNumbers(rows[at + 1]))
        {
            firstData = rows[at + 1].Number + 1;
            notes.Add(new ReadNote(-1, "", ReadNoteKind.RowsAboveHeading, rows[at + 1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        var width = Math.Max(LastFilled(rows[at]) + 1, UsualWidth(rows, firstData));
        var cells = rows[at].Cells;
        return new Heading(rows[at].Number, Name(cells, width, notes), firstData, notes)
        {
            NamedWidth = LastFilled(rows[at]) + 1,
            Unnamed = Enumerable.Range(0, width).Select(i => i >= cells.Length || string.IsNullOrWhiteSpace(cells[i])).ToArray(),
        };
    }

    /// <summary>How many of a row's cells are headings that the built-in sources know.</summary>
    public static int Known(SampleRow row) => row.Cells.Count(c => HeadingText.Forms(c).Any(Vocabulary.Value.Contains));

    private static int IndexOf(IReadOnlyList<SampleRow> rows)
    {
        var last = Math.Min(rows.Count, RowsSearched);
        for (var i = 0; i < last; i++)
        {
            var known = Known(rows[i]);
            if (known >= 2 && known * 3 >= rows[i].Filled && !rows[i].Cells.Any(IsLongNumber)) return i;
        }
        // None is known: the first row that is no title. A title fills one cell of a list that has several.
        var usual = UsualWidth(rows, 0);
        for (var i = 0; i < last; i++)
            if (rows[i].Filled > 1 || usual <= 1) return i;
        return 0;
    }

    private static string[] Name(string[] cells, int width, List<ReadNote> notes)
    {
        var names = new string[width];
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < width; i++)
        {
            var stated = i < cells.Length ? OneLine(cells[i]) : "";
            var wanted = stated.Length > 0 ? stated : $"kolom_{i + 1}";
            var name = wanted;
            for (var n = 2; !taken.Add(name); n++) name = $"{wanted} ({n})";
            names[i] = name;
            if (name != stated && stated.Length > 0) notes.Add(new ReadNote(-1, name, ReadNoteKind.HeadingRenamed, stated));
        }
        return names;
    }

    private static string OneLine(string cell) => string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static int LastFilled(SampleRow row) => Array.FindLastIndex(row.Cells, c => !string.IsNullOrWhiteSpace(c));

    /// <summary>The width that most records of the sample fill; the widest of them when several are as frequent.</summary>
    private static int UsualWidth(IReadOnlyList<SampleRow> rows, int fromRow) => rows
        .Where(r => r.Number >= fromRow)
        .GroupBy(r => LastFilled(r) + 1)
        .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key)
        .Select(g => g.Key).FirstOrDefault();

    /// <summary>A row "1 2 3 4" or "(1) (2) (3)" under the heading, as printed tables have.</summary>
    private static bool IsColumnNumbers(SampleRow row)
    {
        var filled = row.Cells.Where(c => !string.IsNullOrWhiteSpace(c)).ToList();
        if (filled.Count < 3) return false;
        for (var i = 0; i < filled.Count; i++)
        {
            var digits = filled[i].Trim().Trim('(', ')', '[', ']', '.', '-');
            if (!int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) || n != i + 1)
                return false;
        }
        return true;
    }

    private static bool LooksLikeData(string cell)
    {
        var text = cell.Trim();
        if (IsLongNumber(text)) return true;
        // A date: digits parted by the same sign twice.
        var digits = text.Count(char.IsAsciiDigit);
        return text.Length is >= 6 and <= 10 && digits >= 4 && digits + 2 == text.Length && text.Count(c => c is '-' or '/' or '.') == 2;
    }

    private static bool IsLongNumber(string cell)
    {
        var digits = cell.Count(char.IsAsciiDigit);
        return digits >= 6 && digits * 10 >= cell.Trim().Length * 8;
    }

    private static string Shortened(string cell) => cell.Length <= 6 ? cell : cell[..6] + "…";
}
