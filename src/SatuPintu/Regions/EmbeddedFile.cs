using System.Reflection;
using System.Text;

namespace SatuPintu.Regions;

/// <summary>Reads the data files built into the program.</summary>
internal static class EmbeddedFile
{
    /// <summary>The bytes of a file under its path relative to the project.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The file '{name}' is not built in.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>
    /// The records of a CSV file below its heading. The files are our own or fixed in version, have no line breaks inside fields,
    /// and quote a field only when a comma stands in it; a lone quote inside a field is text.
    /// </summary>
    /// <exception cref="InvalidDataException">A record has another number of fields than the heading.</exception>
    public static List<string[]> Records(string name)
    {
        var records = new List<string[]>();
        var fieldCount = 0;
        foreach (var line in Encoding.UTF8.GetString(Bytes(name)).TrimStart('\uFEFF').Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text.Length == 0) continue;
            var fields = Fields(text);
            if (fieldCount == 0)
            {
                fieldCount = fields.Length;
                continue;
            }
            if (fields.Length != fieldCount)
                throw new InvalidDataException($"{name}: '{text}' has {fields.Length} fields, not {fieldCount}.");
            records.Add(fields);
        }
        return records;
    }

    private static string[] Fields(string line)
    {
        if (!line.Contains(",\"", StringComparison.Ordinal) && !line.StartsWith('"')) return line.Split(',');
        var fields = new List<string>();
        var at = 0;
        while (at <= line.Length)
        {
            var quoted = at < line.Length && line[at] == '"';
            var end = quoted ? line.IndexOf('"', at + 1) : line.IndexOf(',', at);
            if (end < 0) end = line.Length;
            fields.Add(quoted ? line[(at + 1)..end] : line[at..end]);
            at = end + (quoted ? 2 : 1);
        }
        return fields.ToArray();
    }
}
