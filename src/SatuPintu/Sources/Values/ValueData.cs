using System.Reflection;

namespace SatuPintu.Sources.Values;

/// <summary>Opens the data files that stand beside the readers of this folder and are built into the program.</summary>
internal static class ValueData
{
    private const string Folder = "Sources/Values/";

    /// <summary>The file as a stream.</summary>
    /// <exception cref="InvalidDataException">The program was built without it.</exception>
    public static Stream Open(string file) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + file)
        ?? throw new InvalidDataException($"{Folder}{file} is not built in.");

    /// <summary>The rows of a plain CSV file (no quotes, no commas inside values), each with as many values as the header.</summary>
    /// <exception cref="InvalidDataException">A header is not as expected, or a row has more or fewer values.</exception>
    public static List<string[]> Rows(string file, string header)
    {
        using var reader = new StreamReader(Open(file));
        if (reader.ReadLine() != header) throw new InvalidDataException($"{file} must begin with '{header}'.");
        var width = header.Split(',').Length;
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            var row = line.Split(',');
            if (row.Length != width) throw new InvalidDataException($"{file}: '{line}' should have {width} values.");
            rows.Add(row);
        }
        return rows;
    }
}
