using System.Text;
using SatuPintu.Sources;

namespace SatuPintu.Integration.Truth;

/// <summary>
/// Reads a file this program wrote, or one in the same form: RFC 4180, UTF-8, the headings in the first row. Nothing is guessed,
/// as it is for delivered lists; a small file is read as surely as a large one.
/// </summary>
internal static class ResultTable
{
    /// <summary>Reads the columns asked for; one that is not there is left out.</summary>
    /// <exception cref="UserError">The file cannot be opened, or is not in this form.</exception>
    internal static TextTable Read(string file, ReadOnlySpan<string> headings, CancellationToken cancellation)
    {
        var text = Text(file);
        var at = 0;
        var wanted = new List<Column?>();
        for (var end = false; !end;)
        {
            var name = Unquoted(Field(text, file, 1, ref at, out end));
            wanted.Add(headings.Contains(name) ? new Column(name) : null);
        }
        var rows = new List<int>();
        for (var row = 2; at < text.Length; row++)
        {
            if (row % 4096 == 0) cancellation.ThrowIfCancellationRequested();
            // An empty line is a row of one empty field, which no table with two columns has.
            if (wanted.Count > 1 && text[at] is '\r' or '\n' && Skip(text, ref at)) continue;
            var column = 0;
            for (var end = false; !end; column++)
            {
                var field = Field(text, file, row, ref at, out end);
                if (column < wanted.Count) wanted[column]?.Add(field);
            }
            if (column != wanted.Count) throw new UserError(ExitCode.Input, "evaluate.ragged", ("file", file), ("row", row), ("cells", column), ("columns", wanted.Count));
            rows.Add(row);
        }
        return new TextTable(file, [.. wanted.OfType<Column>().Select(c => c.Make())], [.. rows]);
    }

    private static string Text(string file) => Guard(file, () => File.ReadAllText(file, Encoding.UTF8));

    /// <summary>Reads a file, saying in the user's words why it cannot be read.</summary>
    /// <exception cref="UserError">The file cannot be opened or read.</exception>
    internal static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError(ExitCode.Input, "reading.not_found", e, ("file", file));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserError(ExitCode.Input, Directory.Exists(file) ? "reading.directory" : "reading.no_permission", e, ("file", file));
        }
        catch (IOException e)
        {
            throw new UserError(ExitCode.Input, "reading.failed", e, ("file", file), ("why", e.Message));
        }
    }

    private static bool Skip(string text, ref int at)
    {
        at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        return true;
    }

    /// <summary>The next field as it stands, quotes included, and whether the row ends with it.</summary>
    private static ReadOnlySpan<char> Field(string text, string file, int row, ref int at, out bool last)
    {
        var start = at;
        if (at < text.Length && text[at] == '"')
        {
            for (at++; ; at++)
            {
                at = text.IndexOf('"', at);
                if (at < 0) throw new UserError(ExitCode.Input, "evaluate.unclosed_quote", ("file", file), ("row", row));
                at++;
                if (at == text.Length || text[at] != '"') break;
            }
        }
        var stop = text.AsSpan(at).IndexOfAny(',', '\r', '\n');
        at = stop < 0 ? text.Length : at + stop;
        var field = text.AsSpan(start, at - start);
        last = at == text.Length || text[at] != ',';
        if (at < text.Length)
        {
            if (last) Skip(text, ref at);
            else at++;
        }
        return field;
    }

    private static string Unquoted(ReadOnlySpan<char> field) =>
        field.Length > 1 && field[0] == '"' ? field[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : field.ToString();

    private sealed class Column(string name)
    {
        private readonly List<int> codes = [];
        private readonly List<string> values = [""];
        private readonly Dictionary<string, int> known = new(StringComparer.Ordinal) { [""] = 0 };

        internal void Add(ReadOnlySpan<char> field)
        {
            var bySpan = known.GetAlternateLookup<ReadOnlySpan<char>>();
            var quoted = field.Length > 1 && field[0] == '"';
            int code;
            if (quoted ? known.TryGetValue(Unquoted(field), out code) : bySpan.TryGetValue(field, out code))
            {
                codes.Add(code);
                return;
            }
            var value = Unquoted(field);
            known.Add(value, values.Count);
            codes.Add(values.Count);
            values.Add(value);
        }

        internal TextColumn Make() => new(name, [.. codes], [.. values]);
    }
}
