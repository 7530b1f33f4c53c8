using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Fields;

public sealed class OtherColumnTests
{
    private static readonly string[] Streets = [.. Enumerable.Range(0, 500).Select(n => $"Jalan Bunga{(char)('a' + n % 26)}{(char)('a' + n / 26)} {n % 90 + 10}")];

    [Theory]
    [InlineData("1990-04-03", "03/04/1990", "equal")]
    [InlineData("1990-04-03", "1990-03-04", "day and month swapped")]
    [InlineData("1990-04-23", "1990-04-28", "one slip")]
    [InlineData("1990-04-23", "1909-04-23", "one slip")]
    [InlineData("1990-04-23", "1978-04-23", "same day and month")]
    [InlineData("1990-04-23", "1996-04-13", "two slips")]
    [InlineData("1990-04-23", "1990-04-11", "same month and year")]
    [InlineData("1990-04-23", "1990-11-05", "same year")]
    [InlineData("1990-04-23", "1991-11-05", "neighbouring year")]
    [InlineData("1990-04-23", "1975-11-05", "different")]
    [InlineData("1990", "1990-04-23", "same year")]
    [InlineData("1990", "1991", "neighbouring year")]
    [InlineData("", "1991", "missing")]
    [InlineData("unknown", "1991", "missing")]
    public void Dates_are_compared_by_their_parts(string a, string b, string expected) =>
        Column.Level(FieldKind.Date, a, b, [.. Enumerable.Range(0, 400).Select(n => new DateTime(1950, 1, 1).AddDays(n * 37).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))]).ShouldBe(expected);

    [Theory]
    [InlineData("081234567890", "0812-3456-7890", "equal")]
    [InlineData("081234567890", "081234567891", "one slip")]
    [InlineData("081234567890", "081234576890", "one slip")]
    [InlineData("081234567890", "081934567891", "two slips")]
    [InlineData("ani@mail.example", "ani@post.test", "same in part")]
    [InlineData("ANI@mail.example", "ani@mail.example", "equal")]
    [InlineData("081234567890", "085599887766", "different")]
    [InlineData("AB12", "AB34", "different")]
    [InlineData("", "1", "missing")]
    [InlineData("--", "1", "missing")]
    public void Identifiers(string a, string b, string expected) =>
        Column.Level(FieldKind.Identifier, a, b, [.. Enumerable.Range(0, 3000).Select(n => $"X{n * 7919 % 100000}Y")]).ShouldBe(expected);

    [Theory]
    [InlineData("Jalan Melati 12", "Jalan Melati 12", "equal, common")]
    [InlineData("Jalan Melati 12", "12 Jalan Melati", "one slip")]
    [InlineData("Jalan Melati 12", "Jalan Mellati 12", "one slip")]
    [InlineData("Jalan Melati 12", "Melati 12", "one has more words")]
    [InlineData("Jalan Melati 12", "Jalan Kenanga 99", "different")]
    [InlineData("Jalan Melati 12", "Lorong Melati 7 Blok", "some words shared")]
    [InlineData("", "Jalan", "missing")]
    public void Texts_are_compared_by_the_words_they_share(string a, string b, string expected) => Column.Level(FieldKind.Text, a, b, Streets).ShouldBe(expected);

    [Theory]
    [InlineData("Bandung", "BANDUNG ", "equal")]
    [InlineData("Bandung", "Bandumg", "one slip")]
    [InlineData("Kota Bandung", "Bandung", "one has more words")]
    [InlineData("Bandung", "Medan", "different")]
    public void Places(string a, string b, string expected) => Column.Level(FieldKind.Place, a, b).ShouldStartWith(expected);

    [Theory]
    [InlineData("100", "100.0", "equal")]
    [InlineData("1,5", "1.5", "equal")]
    [InlineData("100", "101", "within 2 %")]
    [InlineData("100", "-100", "different")]
    [InlineData("100", "107", "within 10 %")]
    [InlineData("0", "5", "different")]
    [InlineData("1e400", "5", "missing")]
    [InlineData("ten", "5", "missing")]
    public void Quantities(string a, string b, string expected) => Column.Level(FieldKind.Number, a, b).ShouldStartWith(expected);

    [Theory]
    [InlineData("L", "l", "equal")]
    [InlineData("L", "P", "different")]
    [InlineData("", "P", "missing")]
    public void Categories(string a, string b, string expected) => Column.Level(FieldKind.Category, a, b).ShouldStartWith(expected);

    [Theory]
    [InlineData("3273014501900001", "3273014501900001", "equal", false)]
    [InlineData("3273014501900001", "3.27301450190000E15", "missing", false)]
    [InlineData("3273014501900001", "3273014501900000", "equal but the last digit", false)]
    [InlineData("3273014501900001", "327301450190000", "equal but the last digit", false)]
    [InlineData("3273014501900001", "3273014501906001", "one slip", false)]
    [InlineData("3273014501900001", "3273014501900002", "another serial", true)]
    [InlineData("3273014501900001", "3175014501900001", "another district", false)]
    [InlineData("3273014501900001", "3175011212850002", "different", true)]
    [InlineData("3273014501900001", "12345", "missing", false)]
    public void Identity_numbers_are_compared_by_their_structure(string a, string b, string expected, bool contradict)
    {
        var column = (NikColumn)Column.Of(FieldKind.Nik, a, b);
        column.Levels[column.Level(column.Cells[0], column.Cells[1])].Name.ShouldStartWith(expected);
        column.Contradict(column.Cells[0], column.Cells[1]).ShouldBe(contradict);
        column.Contradict(column.Cells[1], column.Cells[0]).ShouldBe(contradict);
    }

    [Fact]
    public void Numbers_that_bear_out_two_births_are_two_peoples_though_one_digit_apart()
    {
        // Sisters in one district, born a day apart in two years' time, have numbers one digit apart.
        MadeField nik = new("nik", FieldKind.Nik, ["3273014501900001", "3273014501910001", "3273014501910001"]);
        var columns = FieldColumns.Make(Lists.Table([nik, new MadeField("born", FieldKind.Date, ["1990-01-05", "1991-01-05", "1990-01-05"])]), 1, false, CancellationToken.None);
        var numbers = (NikColumn)columns[0];
        numbers.Levels[numbers.Level(numbers.Cells[0], numbers.Cells[1])].Name.ShouldBe("different");
        numbers.Levels[numbers.Level(numbers.Cells[0], numbers.Cells[2])].Name.ShouldBe("one slip");
        numbers.Contradict(numbers.Cells[0], numbers.Cells[1]).ShouldBeTrue();
        numbers.Contradict(numbers.Cells[0], numbers.Cells[2]).ShouldBeFalse();
    }
}
