using System.Globalization;
using System.Text;
using SatuPintu.Linkage.Engine;
using SatuPintu.Sources;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Linking;

/// <summary>Pairs that somebody has judged: <c>left_id,right_id,match</c>, the last 1 or 0.</summary>
internal static class LabelsFile
{
    private static readonly string[] Yes = ["1", "1.0", "true", "ya", "yes"], No = ["0", "0.0", "false", "tidak", "no"];

    /// <summary>Reads judged pairs and finds their records.</summary>
    /// <exception cref="UserError">The file lacks a column, or names a record that is in no list.</exception>
    public static IReadOnlyList<LabelledPair> Read(string file, LinkRecords records, CancellationToken cancellation)
    {
        var table = ListReader.Read(file, null, cancellation);
        var (left, right, match) = (Column("left_id"), Column("right_id"), Column("match"));
        var lefts = Find(left, records.Left, 0);
        var rights = Find(right, records.Right ?? records.Left, records.Right is null ? 0 : records.Left.Count);
        var pairs = new List<LabelledPair>(table.RowCount);
        var unknown = new List<string>();
        for (var row = 0; row < table.RowCount; row++)
        {
            var (a, b) = (lefts[left.Codes[row]], rights[right.Codes[row]]);
            if (a < 0 || b < 0)
            {
                unknown.Add($"“{(a < 0 ? left : right)[row]}” ({table.RowNumbers[row].ToString(CultureInfo.InvariantCulture)})");
                continue;
            }
            var said = match[row].Trim();
            var isMatch = Yes.Contains(said, StringComparer.OrdinalIgnoreCase);
            if (!isMatch && !No.Contains(said, StringComparer.OrdinalIgnoreCase))
                throw new UserError(ExitCode.Input, "linking.label_value", ("file", file), ("row", table.RowNumbers[row]), ("value", said));
            if (a != b) pairs.Add(new LabelledPair(Math.Min(a, b), Math.Max(a, b), isMatch));
        }
        if (unknown.Count > 0)
            throw new UserError(ExitCode.Input, "linking.label_unknown", ("file", file), ("count", unknown.Count), ("examples", string.Join(", ", unknown.Take(5)) + (unknown.Count > 5 ? ", …" : "")));
        return pairs;

        TextColumn Column(string heading) => table.Columns.FirstOrDefault(c => HeadingText.Normalise(c.Name) == HeadingText.Normalise(heading))
            ?? throw new UserError(ExitCode.Input, "linking.label_column", ("file", file), ("heading", heading), ("headings", string.Join(", ", table.Columns.Select(c => c.Name))));
    }

    /// <summary>For every value of a column the record with that id, or -1.</summary>
    private static int[] Find(TextColumn column, RecordKeys keys, int shift)
    {
        var wanted = new ByteDictionary();
        var places = new List<int>[column.Values.Length];
        for (var i = 1; i < places.Length; i++)
        {
            var code = wanted.CodeOf(Encoding.UTF8.GetBytes(column.Values[i].Trim()));
            (places[code] ??= []).Add(i);
        }
        var found = new int[column.Values.Length];
        Array.Fill(found, -1);
        var id = new byte[RecordKeys.Longest];
        for (var record = 0; record < keys.Count; record++)
        {
            var code = wanted.Find(id.AsSpan(0, keys.CopyTo(record, id)));
            if (code > 0)
                foreach (var place in places[code]) found[place] = shift + record;
        }
        return found;
    }
}
