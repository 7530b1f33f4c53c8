namespace SatuPintu.Sources;

/// <summary>Something reading met in a file that no later stage can see in the cells alone.</summary>
/// <param name="Row">Index of the row in its table, from 0; -1 when the note is on the whole list.</param>
/// <param name="Column">Heading of the column concerned; empty when the note is on the row or the list.</param>
/// <param name="Kind">What was met.</param>
/// <param name="Value">What stood there: the cells too many, the number, the sheet's name.</param>
public readonly record struct ReadNote(int Row, string Column, ReadNoteKind Kind, string Value)
{
    /// <summary>The note as a sentence.</summary>
    public string In(Language language) =>
        Catalogue.Say(language, "reading.note." + KeyOf(Kind), ("column", Column), ("value", Value));

    private static string KeyOf(ReadNoteKind kind) => kind switch
    {
        ReadNoteKind.ExtraCells => "extra_cells",
        ReadNoteKind.FewCells => "few_cells",
        ReadNoteKind.LongNumber => "long_number",
        ReadNoteKind.ManyLines => "many_lines",
        ReadNoteKind.SheetIgnored => "sheet_ignored",
        ReadNoteKind.RowsAboveHeading => "rows_above_heading",
        ReadNoteKind.HeadingRenamed => "heading_renamed",
        ReadNoteKind.EncodingGuessed => "encoding_guessed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>What a <see cref="ReadNote"/> is about.</summary>
public enum ReadNoteKind
{
    /// <summary>The row has filled cells beyond the last heading; they belong to no column.</summary>
    ExtraCells,
    /// <summary>The row stops before the last heading; the cells that are not there count as missing.</summary>
    FewCells,
    /// <summary>A number of more than 15 digits stood in a spreadsheet cell as a number: its last digits may have been lost.</summary>
    LongNumber,
    /// <summary>A quoted cell runs over many lines: a quotation mark may be missing.</summary>
    ManyLines,
    /// <summary>A sheet of the workbook that was not read.</summary>
    SheetIgnored,
    /// <summary>Rows above the heading (a title) or a row of column numbers below it, left aside.</summary>
    RowsAboveHeading,
    /// <summary>A heading that was empty or stood twice got another name.</summary>
    HeadingRenamed,
    /// <summary>The file is not UTF-8 and says no encoding; it was read as Windows-1252.</summary>
    EncodingGuessed,
}
