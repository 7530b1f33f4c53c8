using System.Text;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Tests.Reading;

public class CsvPortionsTests
{
    [Fact]
    public void Wherever_a_file_is_cut_its_records_stay_the_same()
    {
        var random = new Random(4);
        var letters = "aa,,\"\"\n\r;"u8.ToArray();
        var cuts = 0;
        for (var round = 0; round < 4000; round++)
        {
            var text = new byte[random.Next(1, 24)];
            for (var i = 0; i < text.Length; i++) text[i] = letters[random.Next(letters.Length)];
            if (Records(text) is not { } whole) continue;
            for (var known = 1; known <= text.Length; known++)
            {
                var cut = CsvPortions.EndOfRecords(text.AsSpan(0, known), (byte)',');
                cut.ShouldBeInRange(0, known);
                if (cut == 0 || cut == text.Length) continue;
                cuts++;
                string.Concat(Records(text[..cut]), Records(text[cut..])).ShouldBe(whole, $"{Encoding.UTF8.GetString(text)} cut at {cut}, {known} known");
            }
        }
        cuts.ShouldBeGreaterThan(5000);
    }

    [Fact]
    public void Every_record_that_has_surely_ended_is_in_the_portion()
    {
        CsvPortions.EndOfRecords("a,b\nc,d\ne"u8, (byte)',').ShouldBe(8);
        CsvPortions.EndOfRecords("a,b\r\nc,d\r"u8, (byte)',').ShouldBe(5);
        CsvPortions.EndOfRecords("a\rb\rc"u8, (byte)',').ShouldBe(4);
        CsvPortions.EndOfRecords("a,\"b\nc\"\nd,\"e\n"u8, (byte)',').ShouldBe(8);
        CsvPortions.EndOfRecords("a \"b\nc\"\nd"u8, (byte)',').ShouldBe(8);
        CsvPortions.EndOfRecords("\"a\"b\"\nc"u8, (byte)',').ShouldBe(6);
        CsvPortions.EndOfRecords("\"a\"\"\nb"u8, (byte)',').ShouldBe(0);
    }

    // The records as the scanner reads them from the file; null where it refuses them.
    private static string? Records(byte[] text)
    {
        var scanner = new CsvScanner(new Utf8Input(new MemoryStream(text), TextEncoding.Utf8, 0), text.Length, (byte)',', "f.csv", TestContext.Current.CancellationToken);
        var records = new StringBuilder();
        try
        {
            while (scanner.Next()) records.AppendJoin('|', Enumerable.Range(0, scanner.CellCount).Select(i => scanner.Text(i).Replace("\r", "<cr>", StringComparison.Ordinal).Replace("\n", "<lf>", StringComparison.Ordinal))).Append('/');
        }
        catch (UserError)
        {
            return null;
        }
        return records.ToString();
    }
}
