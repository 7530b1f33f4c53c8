namespace SatuPintu.Sources;

/// <summary>Finds which column of a delivered list is which element of the data standard.</summary>
/// <remarks>
/// In this order, and never two columns to one element: the source's headings, compared without case and punctuation; headings
/// one or two letters off; what stands in the cells. A column of which none of these is sure stays unrecognised.
/// </remarks>
public static class ColumnRecogniser
{
    /// <summary>Recognises the columns of a list.</summary>
    /// <exception cref="UserError">A required element is missing, or the list has neither a name nor a NIK; lists the headings found.</exception>
    public static ColumnPlan Recognise(SourceDefinition source, TextTable table)
    {
        var plan = Look(source, table);
        RefuseUnusable(plan, table);
        return plan;
    }

    /// <summary>Recognises what can be recognised, also in a list that cannot be used so: somebody will say what the other columns are.</summary>
    public static ColumnPlan Look(SourceDefinition source, TextTable table)
    {
        var columns = table.Columns.Select(c => new RecognisedColumn(c.Name, null, Recognition.None, Example(c))).ToArray();
        HeadingMatcher.Match(source, table, columns);
        ContentMatcher.Match(source, table, columns);
        TakeHeadsForPersons(table, columns);
        return new ColumnPlan(source, columns);
    }

    /// <summary>A list that names nobody but heads of family, each once and without members, is a list of these.</summary>
    private static void TakeHeadsForPersons(TextTable table, RecognisedColumn[] columns)
    {
        var head = Array.FindIndex(columns, c => c.Element == Elements.HeadName);
        if (head < 0 || columns.Any(c => c.Element is Elements.FullName or Elements.Relation)) return;
        if (ColumnShape.Of(table.Columns[head]).IsMostlyUnique) columns[head] = columns[head] with { Element = Elements.FullName };
    }

    private static string Example(TextColumn column) => column.Values.Length > 1 ? column.Values[1] : "";

    private static void RefuseUnusable(ColumnPlan plan, TextTable table)
    {
        var missing = plan.Source.Columns.Where(c => c.Value.Required && plan.ColumnOf(c.Key) is null).Select(c => c.Key).ToList();
        if (missing.Count == 0 && plan.ColumnOf(Elements.FullName) is null && plan.ColumnOf(Elements.Nik) is null)
            missing = [Elements.FullName, Elements.Nik];
        if (missing.Count == 0) return;
        throw new UserError(ExitCode.Input, "columns.missing", ("file", table.File), ("source", plan.Source.Id),
            ("missing", string.Join(", ", missing)),
            ("headings", string.Join(", ", plan.Columns.Select(c => "“" + c.Heading + "”"))),
            ("element", missing[0]));
    }
}
