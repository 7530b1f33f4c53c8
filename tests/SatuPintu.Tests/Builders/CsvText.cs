using System.Text;

namespace SatuPintu.Tests.Builders;

/// <summary>Reads back what the program wrote, by its own plain reading of RFC 4180.</summary>
internal static class CsvText
{
    /// <summary>Has a file written, reads it back and removes it: one dictionary for each row, by heading.</summary>
    public static List<Dictionary<string, string>> Written(Action<string> write)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            write(path);
            return Rows(File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<Dictionary<string, string>> Rows(string text)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted)
            {
                if (text[i] != '"') field.Append(text[i]);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
                else quoted = false;
                continue;
            }
            switch (text[i])
            {
                case '"':
                    quoted = true;
                    break;
                case ',':
                    record.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r':
                    break;
                case '\n':
                    record.Add(field.ToString());
                    field.Clear();
                    records.Add(record);
                    record = [];
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }
        records.ShouldAllBe(r => r.Count == records[0].Count);
        records[0].ShouldBeUnique();
        return [.. records.Skip(1).Select(r => records[0].Zip(r).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal))];
    }
}
