using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>Gathers the aid a list states, from a column that names it and from yes/no columns, one for each programme.</summary>
internal static class AidStandards
{
    public static void Add(StandardColumns list)
    {
        var named = list.Raw(Elements.ActiveAid);
        var flags = list.Plan.FlagsOf(Elements.ActiveAid).ToArray();
        if (named is null && flags.Length == 0) return;
        var codes = SourceCodes.Of(list.Source, Elements.ActiveAid);
        var columns = flags.Select(f => list.Raw(f.Column)).ToList();
        if (named is not null) columns.Add(named);
        var yes = Array.ConvertAll(flags, f => ReadFlags(list, list.Raw(f.Column)));

        var tuples = RowTuples.Of(list.RowCount, columns);
        var texts = new string[tuples.Count + 1];
        texts[0] = "";
        for (var t = 0; t < tuples.Count; t++)
        {
            var row = tuples.FirstRow[t];
            var aid = new SortedSet<string>(StringComparer.Ordinal);
            for (var f = 0; f < flags.Length; f++)
                if (yes[f][columns[f].Codes[row]]) aid.Add(flags[f].Value);
            if (named is not null) aid.UnionWith(Names(named[row], codes));
            texts[t + 1] = string.Join('|', aid);
        }
        var column = new TextColumn(Elements.ActiveAid, Array.ConvertAll(tuples.TupleOf, t => t + 1), texts).Compact();
        list.Add(column, Elements.ActiveAid);
    }

    /// <summary>Which values of a yes/no column mean yes; one that means neither is told.</summary>
    private static bool[] ReadFlags(StandardColumns list, TextColumn column)
    {
        var yes = new bool[column.Values.Length];
        var rules = new string?[yes.Length];
        for (var i = 1; i < yes.Length; i++)
        {
            var read = BooleanReader.Read(column.Values[i]);
            yes[i] = read == true;
            if (read is null) rules[i] = StandardValue.Unreadable(column.Values[i], StandardRules.CodeUnknown).Rule;
        }
        list.Tell(column.Name, column, rules);
        return yes;
    }

    /// <summary>The programmes that a text names.</summary>
    internal static IEnumerable<string> Names(string text, IReadOnlyDictionary<string, string> codes)
    {
        if (text.Length == 0 || BooleanReader.Read(text) == false) yield break;
        foreach (var part in text.Split([',', ';', '|', '+', '&', '/', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (SourceCodes.TryGet(codes, part, out var coded)) yield return coded;
            else if (TextStandards.Capitals(part) is { Length: > 0 } name) yield return name;
        }
    }
}
