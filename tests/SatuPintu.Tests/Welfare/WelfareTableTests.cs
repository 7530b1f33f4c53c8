using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Tests.Integration;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Tests.Welfare;

public sealed class WelfareTableTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Columns_are_numbers_or_categories_with_what_is_missing_known()
    {
        var table = Read("\uFEFF\"id\",income,\"region, \"\"old\"\"\",ok\n1,1.5,B,TRUE\n2,NA,A,FALSE\n3,-2e3,,\n4, 7 ,\"B\",NA\n", ("income", ColumnKinds.Number), ("region, \"old\"", ColumnKinds.Category), ("ok", ColumnKinds.Number));
        table.Rows.ShouldBe(4);
        table.Numbers("income").Values.ShouldBe([1.5, double.NaN, -2000, 7]);
        table.Numbers("income").Missing.ShouldBe(1);
        var region = table.Categories("region, \"old\"");
        region.Labels.ShouldBe(["A", "B"]);
        region.Codes.ShouldBe([1, 0, -1, 1]);
        table.Numbers("ok").Values.ShouldBe([1, 0, double.NaN, double.NaN]);
        table.Data.Rows.ShouldBe(4);
        table.Data.Sha256.Length.ShouldBe(64);
    }

    [Fact]
    public void Labels_that_are_numbers_stand_by_value() =>
        Read("g\n10\n9\n100\n", ("g", ColumnKinds.Category)).Categories("g").Labels.ShouldBe(["9", "10", "100"]);

    [Theory]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\r\n1\tx\r\n\r\n2\ty\r\n")]
    public void The_delimiter_is_found_and_empty_lines_are_passed_over(string text) =>
        Read(text, ("a", ColumnKinds.Number)).Numbers("a").Values.ShouldBe([1, 2]);

    [Fact]
    public void A_column_that_may_be_either_is_what_its_content_says()
    {
        var many = new StringBuilder("n,c\n");
        for (var i = 0; i < 10_000; i++) many.Append(CultureInfo.InvariantCulture, $"{i}.5,k{i % 5000}\n");
        var table = Read(many.ToString(), ("n", ColumnKinds.Either), ("c", ColumnKinds.Either));
        (table.IsNumeric("n"), table.IsNumeric("c")).ShouldBe((true, false));
        table.Numbers("n").Values[9_999].ShouldBe(9999.5);
        table.Categories("c").Labels.Length.ShouldBe(5000);
    }

    [Theory]
    [InlineData("a,b\n1,2\n1\n", "a", "welfare.ragged", "Row 3")]
    [InlineData("a,b\n1,x\n", "b", "welfare.not_a_number", "'x'")]
    [InlineData("a,b\n1,Inf\n", "b", "welfare.not_a_number", "'Inf'")]
    [InlineData("a,b\n1,\"1,5\"\n", "b", "welfare.not_a_number", "'1,5'")]
    [InlineData("income,b\n1,2\n", "incomes", "welfare.column_missing", "'income'")]
    [InlineData("a,a\n1,2\n", "a", "welfare.column_twice", "'a'")]
    [InlineData("a,b\n", "a", "reading.heading_alone", "")]
    public void What_cannot_be_read_is_named(string text, string column, string key, string says)
    {
        var error = Should.Throw<UserError>(() => Read(text, (column, ColumnKinds.Number)).Numbers(column));
        error.Key.ShouldBe(key);
        error.In(Language.English).ShouldContain(says);
    }

    [Fact]
    public void A_workbook_is_refused() =>
        Should.Throw<UserError>(() => WelfareTable.Read(temp.File("t.csv", "PK\u0003\u0004 and so on"), new WantedColumns(), default)).Key.ShouldBe("welfare.not_csv");

    [Fact]
    public void Every_number_is_read_as_it_was_written()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), number => Parsed(number.ToString("R", CultureInfo.InvariantCulture)).ShouldBe(number)).QuickCheckThrowOnFailure();
        Prop.ForAll(Gen.Choose(-2_000_000_000, 2_000_000_000).Zip(Gen.Choose(0, 15)).ToArbitrary(), pair =>
        {
            var text = (pair.Item1 / (decimal)Math.Pow(10, pair.Item2)).ToString(CultureInfo.InvariantCulture);
            Parsed(text).ShouldBe(double.Parse(text, CultureInfo.InvariantCulture));
        }).QuickCheckThrowOnFailure();

        static double Parsed(string text)
        {
            CellNumbers.TryParse(Encoding.UTF8.GetBytes(text), out var number).ShouldBeTrue(text);
            return number;
        }
    }

    private WelfareTable Read(string text, params (string Name, ColumnKinds Kind)[] columns)
    {
        var wanted = new WantedColumns();
        foreach (var (name, kind) in columns) wanted.Add(name, kind);
        return WelfareTable.Read(temp.File("t.csv", text), wanted, default);
    }
}
