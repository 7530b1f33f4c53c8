using System.Runtime.InteropServices;
using SatuPintu.Storage;

namespace SatuPintu.Sources.Checks;

/// <summary>Rows as a whole: empty, repeated, without anybody in them; and cells that a spreadsheet would run.</summary>
internal static class RowChecks
{
    public static bool[] Unusable(ListView list)
    {
        var unusable = new bool[list.RowCount];
        var blank = Array.ConvertAll(list.Table.Raw.Columns.ToArray(), c => Array.ConvertAll(c.Values.ToArray(), string.IsNullOrWhiteSpace));
        var headings = Array.ConvertAll(list.Table.Raw.Columns.ToArray(), HeadingAgain);
        var name = list.Table[Elements.FullName];
        var address = list.Table[Elements.FullAddress] ?? list.Table[Elements.Street];
        for (var row = 0; row < unusable.Length; row++)
        {
            var named = name is not null && name.Codes[row] != 0;
            var numbered = list.NikTrust[row] is not (NikTrust.None or NikTrust.IsKk);
            if (named && (numbered || list.Birth(row).IsKnown || (address is not null && address.Codes[row] != 0)) && !IsHeading(list, headings, blank, row)) continue;
            var rule = IsBlank(list, blank, row) ? "row_empty" : IsHeading(list, headings, blank, row) ? "row_is_heading" : !named && !numbered ? "row_unusable" : null;
            list.WithoutContent[row] = rule is "row_empty" or "row_is_heading";
            if (rule is not null) unusable[row] = true;
            else if (named && !numbered) rule = "row_thin";
            if (rule is not null) list.Findings.Add(row, "", rule, "");
        }
        return unusable;
    }

    /// <summary>Which of a column's values is its heading again.</summary>
    private static bool[] HeadingAgain(TextColumn column)
    {
        var heading = column.Name.AsSpan().Trim();
        var again = new bool[column.Values.Length];
        for (var i = 1; i < again.Length; i++)
        {
            var value = column.Values[i];
            again[i] = value.Length >= heading.Length && value.Length <= heading.Length + 4 && value.AsSpan().Trim().Equals(heading, StringComparison.OrdinalIgnoreCase);
        }
        return again;
    }

    private static bool IsBlank(ListView list, bool[][] blank, int row)
    {
        var columns = list.Table.Raw.Columns;
        for (var c = 0; c < columns.Count; c++)
            if (!blank[c][columns[c].Codes[row]]) return false;
        return true;
    }

    private static bool IsHeading(ListView list, bool[][] headings, bool[][] blank, int row)
    {
        var columns = list.Table.Raw.Columns;
        var equal = 0;
        for (var c = 0; c < columns.Count; c++)
        {
            var code = columns[c].Codes[row];
            if (headings[c][code]) equal++;
            else if (!blank[c][code]) return false;
        }
        return equal > 1;
    }

    /// <summary>Rows equal in every cell but the record's own id, and ids that stand twice.</summary>
    public static void Repeated(ListView list, bool[] unusable)
    {
        var id = list.Table.RawColumns.TryGetValue(Elements.RecordId, out var at) ? list.Table.Raw.Columns[at] : null;
        var columns = list.Table.Raw.Columns.Where(c => !ReferenceEquals(c, id)).ToArray();
        if (columns.Length > 1) RepeatedRows(list, columns, unusable);
        if (list.Table[Elements.RecordId] is not { } ids) return;
        var first = new int[ids.Values.Length];
        for (var row = 0; row < ids.Count; row++)
        {
            var code = ids.Codes[row];
            if (code == 0 || unusable[row]) continue;
            if (first[code] == 0) first[code] = row + 1;
            else list.Findings.Add(row, Elements.RecordId, "record_id_repeated", list.DeliveredValue(row, Elements.RecordId), list.RowNumber(first[code] - 1));
        }
    }

    private static void RepeatedRows(ListView list, TextColumn[] columns, bool[] unusable)
    {
        var hashes = new ulong[list.RowCount];
        foreach (var column in columns)
        {
            var codes = column.Codes;
            for (var row = 0; row < codes.Length; row++) hashes[row] = (hashes[row] ^ (uint)codes[row]) * 0x9E3779B97F4A7C15UL ^ (hashes[row] >> 29);
        }
        var first = new Dictionary<ulong, int>(list.RowCount);
        for (var row = 0; row < hashes.Length; row++)
        {
            if (unusable[row]) continue;
            ref var earlier = ref CollectionsMarshal.GetValueRefOrAddDefault(first, hashes[row], out var known);
            if (!known)
            {
                earlier = row;
                continue;
            }
            if (!AreEqual(columns, earlier, row)) continue;
            list.IsRepeated[row] = true;
            list.Findings.Add(row, "", "row_repeated", "", list.RowNumber(earlier));
        }
    }

    private static bool AreEqual(TextColumn[] columns, int a, int b)
    {
        foreach (var column in columns)
            if (column.Codes[a] != column.Codes[b]) return false;
        return true;
    }

    public static void Formulas(ListView list)
    {
        var columns = list.Table.Raw.Columns;
        for (var c = 0; c < columns.Count; c++)
        {
            var values = columns[c].Values;
            bool[]? like = null;
            for (var i = 1; i < values.Length; i++)
            {
                if (!FormulaGuard.IsFormulaLike(values[i]) || IsWrappedNumber(values[i])) continue;
                like ??= new bool[values.Length];
                like[i] = true;
            }
            if (like is null) continue;
            var element = list.Table.ElementReadFrom(c) ?? columns[c].Name;
            for (var row = 0; row < columns[c].Count; row++)
                if (like[columns[c].Codes[row]]) list.Findings.Add(row, element, "cell_formula", columns[c][row]);
        }
    }

    /// <summary><c>="3672…"</c> is how a list keeps a number from being changed.</summary>
    private static bool IsWrappedNumber(string cell) =>
        cell.Length > 3 && cell.StartsWith("=\"", StringComparison.Ordinal) && cell[^1] == '"' && !cell.AsSpan(2, cell.Length - 3).ContainsAnyExceptInRange('0', '9');
}
