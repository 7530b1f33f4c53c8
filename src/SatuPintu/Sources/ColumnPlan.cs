namespace SatuPintu.Sources;

/// <summary>What a column was recognised by.</summary>
public enum Recognition
{
    /// <summary>By nothing: the column is kept and shown, and takes no part in what follows.</summary>
    None,
    /// <summary>By its heading.</summary>
    Heading,
    /// <summary>By what stands in its cells.</summary>
    Content,
}

/// <summary>One column of a delivered list and the element it was recognised to be.</summary>
/// <param name="Heading">The heading as delivered.</param>
/// <param name="Element">Id of the element, or null when none was recognised.</param>
/// <param name="How">What it was recognised by.</param>
/// <param name="Example">The first filled cell as delivered; may be personal data.</param>
public sealed record RecognisedColumn(string Heading, string? Element, Recognition How, string Example)
{
    /// <summary>For a yes/no column that states one value of the element (<see cref="FlagDefinition"/>), that value; else null.</summary>
    public string? FlagValue { get; init; }

    /// <summary>The example with all but the first two characters of each word hidden.</summary>
    public string MaskedExample
    {
        get
        {
            const int Longest = 40;
            var shown = Example.Length <= Longest ? Example.ToCharArray() : [.. Example[..Longest], '…'];
            var inWord = 0;
            for (var i = 0; i < shown.Length; i++)
            {
                inWord = char.IsLetterOrDigit(shown[i]) ? inWord + 1 : 0;
                if (inWord > 2) shown[i] = '•';
            }
            return new string(shown);
        }
    }
}

/// <summary>Which column of a list is which element: made by <see cref="ColumnRecogniser"/>, shown before use.</summary>
/// <param name="Source">The source the list belongs to.</param>
/// <param name="Columns">One entry for each column of the table, in its order.</param>
public sealed record ColumnPlan(SourceDefinition Source, IReadOnlyList<RecognisedColumn> Columns)
{
    /// <summary>Index in the table of the column that holds an element, or null when none does; yes/no columns are in <see cref="FlagsOf"/>.</summary>
    public int? ColumnOf(string element)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].FlagValue is null && Columns[i].Element == element) return i;
        return null;
    }

    /// <summary>The yes/no columns that each state one value of an element: index in the table, and the value a yes adds.</summary>
    public IEnumerable<(int Column, string Value)> FlagsOf(string element)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].FlagValue is { } value && Columns[i].Element == element) yield return (i, value);
    }

    /// <summary>The plan in words, a line a column, for showing before use; cells that may be personal data are masked.</summary>
    public IEnumerable<string> Describe(Language language)
    {
        foreach (var column in Columns)
        {
            var key = column.How switch
            {
                Recognition.Heading => "columns.by_heading",
                Recognition.Content => "columns.by_content",
                _ => "columns.not_recognised",
            };
            var element = column.FlagValue is null ? column.Element : column.Element + "=" + column.FlagValue;
            yield return Catalogue.Say(language, key, ("heading", column.Heading), ("element", element), ("example", column.MaskedExample));
        }
    }
}
