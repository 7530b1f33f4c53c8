using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Records;
using SatuPintu.Linking;
using SatuPintu.Tests.Integration;
using SatuPintu.Tests.Reading;

namespace SatuPintu.Tests.Linking;

public sealed class LinkReadingTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Any_two_columns_come_out_as_they_stand_in_the_file()
    {
        var cell = Gen.OneOf(Gen.Elements("", "a", "A b", "x,y", "\"q\"", "é"), Gen.Choose(0, 40).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        var lists = from count in Gen.Choose(1, 700) from cells in Gen.ArrayOf(cell, count * 2) select cells;
        Prop.ForAll(Gen.Two(lists).ToArbitrary(), pair =>
        {
            var (one, other) = (pair.Item1, pair.Item2);
            var records = Records(one, other);
            for (var f = 0; f < 2; f++)
            {
                var field = records.Table.Fields[f];
                var read = field.Codes.Select(field.Values.Text).ToList();
                read.ShouldBe(one.Chunk(2).Concat(other.Chunk(2)).Select(r => r[f]).ToList());
                field.Codes.Where(c => c != 0).Distinct().Count().ShouldBe(read.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Count());
            }
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(30).WithReplay(2025, 7));
    }

    [Fact]
    public void Markers_of_missing_values_are_missing_and_names_that_hold_them_are_not()
    {
        var records = Records(["NA", "n/a", "NULL", " null ", "None", "nan", "-", ".", "?", "Nadia", "na", "Nullo"], ["x", "NA-1"]);
        var (a, b) = (records.Table.Fields[0], records.Table.Fields[1]);
        a.Codes.Select(a.Values.Text).ShouldBe(["", "", "", "", "", "na", "x"]);
        b.Codes.Select(b.Values.Text).ShouldBe(["", "", "", "", "Nadia", "Nullo", "NA-1"]);
        a.Values.Count.ShouldBe(3);
    }

    [Fact]
    public void A_workbook_is_read_like_a_text_file()
    {
        var path = temp["list.xlsx"];
        File.WriteAllBytes(path, new Workbook().Sheet("a", ["id", "name", "skipped"], ["7", "Ada", "x"], ["8", " Eve ", "y"]).ToBytes());
        var settings = Settings("id", "name");
        var rows = ListRows.Read(ListHead.Open(path, null, CancellationToken.None), settings, ListSide.Left, null, CancellationToken.None);
        var records = LinkRecords.Of(settings, rows, null, CancellationToken.None);
        (records.Id(0), records.Id(1)).ShouldBe(("7", "8"));
        records.Table.Fields[0].Codes.Select(records.Table.Fields[0].Values.Text).ShouldBe(["Ada", "Eve"]);
    }

    [Fact]
    public void Ids_are_found_again_whatever_their_number_and_length()
    {
        var keys = RecordKeys.OfTexts();
        var ids = Enumerable.Range(0, 5000).Select(i => new string((char)('a' + (i % 26)), i % 4000) + i.ToString(CultureInfo.InvariantCulture)).ToList();
        for (var i = 0; i < ids.Count; i++) keys.Add(Encoding.UTF8.GetBytes(ids[i]), i + 2);
        for (var i = 0; i < ids.Count; i += 37) keys.Text(i).ShouldBe(ids[i]);
        keys.Find(ids[4321]).ShouldBe(4321);
        keys.Find("none").ShouldBe(-1);
        keys.Doubles(CancellationToken.None).Count.ShouldBe(0);
        keys.Add(Encoding.UTF8.GetBytes(ids[17]), 9000);
        var (count, first) = keys.Doubles(CancellationToken.None);
        (count, first[0].Id).ShouldBe((1, ids[17]));
        first[0].Rows.ShouldBe([19, 9000]);
    }

    [Fact]
    public void Row_numbers_come_back_from_any_gaps() =>
        Prop.ForAll(Gen.Choose(1, 4).NonEmptyListOf().ToArbitrary(), steps =>
        {
            var rows = new RowNumbers();
            var all = new List<int>();
            foreach (var step in steps) all.Add((all.Count == 0 ? 1 : all[^1]) + (step == 4 ? 9 : 1));
            foreach (var row in all) rows.Add(row);
            for (var i = 0; i < all.Count; i++)
            {
                rows[i].ShouldBe(all[i]);
                rows.RecordOf(all[i]).ShouldBe(i);
            }
            rows.RecordOf(all[^1] + 1).ShouldBe(-1);
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(100));

    [Fact]
    public void Numbers_are_written_as_the_framework_would()
    {
        var numbers = Gen.OneOf(Gen.Choose(-2_000_000_000, 2_000_000_000).Select(n => n / 16384.0), Gen.Elements(0.0, -0.00001, 1.0, 0.9999999, -12.5, 1e9));
        Prop.ForAll(numbers.ToArbitrary(), number =>
        {
            using var stream = new MemoryStream();
            using (var rows = new ByteRows(stream, "h"u8)) rows.Fixed(number, 4);
            var expected = Math.Round(number, 4).ToString("F4", CultureInfo.InvariantCulture);
            Encoding.ASCII.GetString(stream.ToArray()[3..]).ShouldBe(expected == "-0.0000" ? "0.0000" : expected);
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(300));
    }

    [Theory]
    [InlineData("given_nam", "given_name")]
    [InlineData("birth", "date_of_birth")]
    [InlineData("SURNAME ", "surname")]
    public void The_nearest_heading_is_the_one_meant(string word, string nearest) =>
        Nearest.Of(word, ["surname", "date_of_birth", "given_name", "postcode"]).ShouldBe(nearest);

    private LinkRecords Records(string[] left, string[] right)
    {
        var settings = Settings(null, "f1", "f2");
        var rows = new[] { left, right }.Select((cells, i) =>
        {
            // A column of row ids keeps rows of empty cells from being passed over.
            var text = "key,f1,skipped,f2\n" + string.Concat(cells.Chunk(2).Select((r, n) => $"{n},{Quoted(r[0])},\"a\nb\",{Quoted(r[1])}\n"));
            return ListRows.Read(ListHead.Open(temp.File($"{i}.csv", text), null, CancellationToken.None), settings, (ListSide)i, null, CancellationToken.None);
        }).ToList();
        return LinkRecords.Of(settings, rows[0], rows[1], CancellationToken.None);
    }

    private static LinkSettings Settings(string? id, params string[] fields) => new()
    {
        Id = id is null ? null : new ColumnPair(id, id),
        Fields = [.. fields.Select(f => new LinkField(f, FieldKind.Text, [f], [f]))],
    };

    private static string Quoted(string cell) => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
