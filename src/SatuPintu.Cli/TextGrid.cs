namespace SatuPintu.Cli;

/// <summary>A table of text: the first column to the left, the others, which are numbers, to the right.</summary>
internal static class TextGrid
{
    /// <summary>Writes an empty line, the headings and the rows.</summary>
    public static void Write(TextWriter output, string[] headings, IEnumerable<string[]> rows)
    {
        string[][] all = [headings, .. rows];
        var widths = new int[headings.Length];
        for (var i = 0; i < widths.Length; i++) widths[i] = all.Max(r => r[i].Length);
        output.WriteLine();
        foreach (var row in all) output.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[i]))));
    }
}
