using System.Buffers;
using System.Text;

namespace SatuPintu.Samples;

/// <summary>Writes a list as an agency delivers it: its own delimiter, mark and line ends.</summary>
internal sealed class ListFile : IDisposable
{
    private readonly StreamWriter writer;
    private readonly char delimiter;
    private readonly SearchValues<char> special;
    private bool first = true;

    internal ListFile(Stream stream, char delimiter, bool mark, string lineEnd, params ReadOnlySpan<string> headings)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(mark), 1 << 16) { NewLine = lineEnd };
        this.delimiter = delimiter;
        special = SearchValues.Create(delimiter, '"', '\r', '\n');
        foreach (var heading in headings) Field(heading);
        EndRow();
    }

    internal void Field(string text)
    {
        if (!first) writer.Write(delimiter);
        first = false;
        if (!text.AsSpan().ContainsAny(special)) writer.Write(text);
        else
        {
            writer.Write('"');
            writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }
    }

    internal void EndRow()
    {
        writer.WriteLine();
        first = true;
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
