using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>Leaves out the fields that say nothing, or nothing that another does not.</summary>
internal static class FieldSelection
{
    private const int Looked = 4000;
    private const double ContainedIn = 0.9;
    // So few records of several lists may all be one person.
    private const int FewRecords = 10;

    /// <summary>The fields to compare, and those left out with the id of the reason.</summary>
    /// <exception cref="LinkageException">No field is left.</exception>
    public static (FieldColumn[] Columns, List<(string Field, string Why)> LeftOut) Choose(RecordTable records, FieldColumn[] columns)
    {
        var leftOut = new List<(string, string)>();
        var kept = new List<FieldColumn>();
        foreach (var column in columns)
        {
            var known = column.Cells.AsSpan(0, records.LeftCount).ContainsAnyExcept(0);
            var knownRight = records.IsLink ? column.Cells.AsSpan(records.LeftCount).ContainsAnyExcept(0) : known;
            if (!known && !knownRight) leftOut.Add((column.Name, "empty"));
            else if (!known || !knownRight) leftOut.Add((column.Name, "one_side"));
            else if ((records.Lists is null || records.Count > FewRecords) && column.Information.Skip(1).All(i => i < 0.01f)) leftOut.Add((column.Name, "constant"));
            else kept.Add(column);
        }
        foreach (var column in kept.ToList())
        {
            if (WordsOf(column) is null || !kept.Any(other => other != column && Contains(records, other, column) && (!Contains(records, column, other) || kept.IndexOf(other) < kept.IndexOf(column)))) continue;
            leftOut.Add((column.Name, "contained"));
            kept.Remove(column);
        }
        if (kept.Count == 0) throw new LinkageException("no_field", string.Join(", ", leftOut.Select(l => l.Item1)));
        return ([.. kept], leftOut);
    }

    private static WordTable? WordsOf(FieldColumn column) => column switch
    {
        FullNameColumn full => full.Table,
        NameColumn name => name.Table,
        _ => null,
    };

    /// <summary>Whether every word of one name stands in the other, in nearly all records that have both.</summary>
    private static bool Contains(RecordTable records, FieldColumn whole, FieldColumn part)
    {
        if (whole is not FullNameColumn full || WordsOf(part) is not { } words) return false;
        int both = 0, inside = 0, known = 0;
        var step = Math.Max(1, records.Count / Looked);
        for (var r = 0; r < records.Count; r += step)
        {
            if (part.Cells[r] == 0) continue;
            known++;
            if (whole.Cells[r] == 0) continue;
            both++;
            if (Inside(full.Table, full.Cells[r], words, part.Cells[r])) inside++;
        }
        // Where the whole is often missing, the part has its own to say.
        return known > 0 && both >= 0.95 * known && inside >= ContainedIn * both;
    }

    private static bool Inside(WordTable whole, int value, WordTable part, int partValue)
    {
        foreach (var word in part.WordsOf(partValue))
        {
            var found = false;
            foreach (var other in whole.WordsOf(value)) found |= whole.Word(other).SequenceEqual(part.Word(word));
            if (!found) return false;
        }
        return true;
    }
}
