using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.Tests.Storage;

public sealed class CsvWriterTests
{
    [Fact]
    public void Fields_are_quoted_only_where_needed_and_rows_end_in_CRLF()
    {
        var text = Written(["a", "b c"], csv =>
        {
            csv.Field("plain");
            csv.Field("one, \"two\"");
            csv.EndRow();
            csv.Field(-12);
            csv.Field(0.5, "F3");
            csv.EndRow();
            csv.Empty();
            csv.Field(" padded ");
            csv.EndRow();
        });
        text.ShouldBe("a,b c\r\nplain,\"one, \"\"two\"\"\"\r\n-12,0.500\r\n,\" padded \"\r\n");
    }

    [Fact]
    public void A_row_of_one_empty_field_is_not_an_empty_line() =>
        Written(["a"], csv =>
        {
            csv.Field("");
            csv.EndRow();
        }).ShouldBe("a\r\n\"\"\r\n");

    [Fact]
    public void A_row_of_the_wrong_length_is_a_fault_of_the_program()
    {
        using var csv = new CsvWriter(new MemoryStream(), "a", "b");
        csv.Field("x");
        Should.Throw<InvalidOperationException>(csv.EndRow);
    }

    [Fact]
    public void A_field_longer_than_the_buffer_is_written_whole()
    {
        var longText = string.Concat(Enumerable.Repeat("é\"😀,", 40_000));
        var text = Written(["a"], csv =>
        {
            csv.Field(longText);
            csv.EndRow();
            csv.Field(EncodedText.Of(longText));
            csv.EndRow();
        });
        Parse(text).ShouldBe([["a"], [longText], [longText]]);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var cell = Gen.Elements('a', ',', '"', '\r', '\n', ' ', '\'', '=', 'é', '語', '\t').ListOf().Select(c => new string([.. c]));
        var row = Gen.Three(cell).Select(t => new[] { t.Item1, t.Item2, t.Item3 });
        Prop.ForAll(row.ListOf().Select(r => r.ToArray()).ToArbitrary(), rows =>
        {
            var columns = Enumerable.Range(0, 3).Select(c => new EncodedColumn(TextColumn.From("c", rows.Select(r => r[c])))).ToArray();
            var text = Written(["x", "y", "z"], csv =>
            {
                for (var r = 0; r < rows.Length; r++)
                {
                    csv.Field(rows[r][0]);
                    csv.Field(columns[1][r]);
                    csv.BeginParts();
                    csv.Part(rows[r][2]);
                    csv.EndParts();
                    csv.EndRow();
                }
            });
            return Parse(text).Skip(1).Select(r => string.Join('|', r)).SequenceEqual(rows.Select(r => string.Join('|', r)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_file_can_be_read_by_its_owner_only_even_if_it_was_there_before()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are a matter of Unix.");
            return;
        }
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllText(path, "old and longer than what comes");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            using (var csv = new CsvWriter(path, "a"))
            {
                csv.Field("1");
                csv.EndRow();
            }
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.ReadAllBytes(path).ShouldBe("a\r\n1\r\n"u8.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("=1+1", true)]
    [InlineData("@SUM(A1)", true)]
    [InlineData("+CMD|' /C calc'!A0", true)]
    [InlineData("-2+A1", true)]
    [InlineData("\t=1", true)]
    [InlineData("-6.017", false)]
    [InlineData("+62 812 555", false)]
    [InlineData("-", false)]
    [InlineData("=", false)]
    [InlineData("Siti", false)]
    [InlineData("", false)]
    public void A_cell_like_a_formula_is_known_and_guarded(string cell, bool formula)
    {
        FormulaGuard.IsFormulaLike(cell).ShouldBe(formula);
        FormulaGuard.Guard(cell).ShouldBe(formula ? "'" + cell : cell);
    }

    private static string Written(string[] headings, Action<CsvWriter> write)
    {
        using var stream = new MemoryStream();
        using (var csv = new CsvWriter(stream, headings)) write(csv);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A plain reader of RFC 4180, written apart from the writer.</summary>
    private static List<List<string>> Parse(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (quoted) cell.Append(c);
            else if (c == ',') Take();
            else if (c == '\r' && text[i + 1] == '\n')
            {
                i++;
                Take();
                rows.Add(row);
                row = [];
            }
            else cell.Append(c);
        }
        return rows;

        void Take()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
