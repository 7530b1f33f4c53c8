namespace SatuPintu.Sources.Checks;

/// <summary>Makes findings of what reading met in single rows; what it met in the file as a whole is shown before use.</summary>
internal static class ReadingNotes
{
    public static void Add(ListView list)
    {
        foreach (var note in list.Table.Raw.Notes)
        {
            if (note.Row < 0 || RuleOf(note.Kind) is not { } rule) continue;
            list.Findings.Add(note.Row, ElementOf(list.Table, note.Column), rule, note.Value);
        }
    }

    /// <summary>The element read from the column of a heading, or else the heading.</summary>
    private static string ElementOf(StandardTable table, string heading)
    {
        if (heading.Length == 0) return "";
        for (var c = 0; c < table.Raw.Columns.Count; c++)
            if (string.Equals(table.Raw.Columns[c].Name, heading, StringComparison.Ordinal)) return table.ElementReadFrom(c) ?? heading;
        return heading;
    }

    private static string? RuleOf(ReadNoteKind kind) => kind switch
    {
        ReadNoteKind.ExtraCells => "row_too_many_cells",
        ReadNoteKind.FewCells => "row_too_few_cells",
        ReadNoteKind.LongNumber => "nik_as_number",
        ReadNoteKind.ManyLines => "cell_many_lines",
        _ => null,
    };
}
