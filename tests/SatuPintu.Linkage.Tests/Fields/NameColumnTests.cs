using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Fields;

public sealed class NameColumnTests
{
    // A hundred other records, so that a name that stands there once is rare and one that stands on all is not.
    private static readonly string[] Others = [.. Enumerable.Repeat("Budi", 300), .. Enumerable.Range(0, 700).Select(n => $"Nama{(char)('a' + n % 26)}{(char)('a' + n / 26)}")];

    [Theory]
    [InlineData("Robert", "Bob", "short form")]
    [InlineData("Muhammad", "Moch", "short form")]
    [InlineData("Hendrawan", "Hendrawam", "one slip, rare")]
    [InlineData("Budi", "Budhi", "one slip, rare")]
    [InlineData("Hendrawan", "Hendrwam", "two slips")]
    [InlineData("Ratna Dewi", "Ratna", "one has more words")]
    [InlineData("Ratnadewi", "Ratna Dewi", "one slip, rare")]
    [InlineData("R", "Ratna", "initial")]
    [InlineData("Kurniawan", "Kurnnowen", "alike")]
    [InlineData("Ratna", "Budi", "different")]
    [InlineData("", "Budi", "missing")]
    public void Parts_of_names(string a, string b, string expected) => Column.Level(FieldKind.Name, a, b, Others).ShouldBe(expected);

    [Fact]
    public void A_common_name_says_less_than_a_rare_one()
    {
        Column.Level(FieldKind.Name, "Budi", "Budi", Others).ShouldBe("equal, very common");
        Column.Level(FieldKind.Name, "Zulaikha", "Zulaikha", Others).ShouldNotBe("equal, very common");
        var column = Column.Of(FieldKind.Name, ["Budi", "Zulaikha", .. Others]);
        column.Information[column.Cells[0]].ShouldBe((float)-Math.Log2(301.0 / 1002), 1e-4f);
        column.Information[column.Cells[1]].ShouldBe((float)Math.Log2(1002), 1e-4f);
    }

    [Fact]
    public void Chance_of_equal_values_is_counted_exactly()
    {
        var column = Column.Of(FieldKind.Name, "A", "A", "A", "B", "B", "");
        // Four of the ten pairs of the five known values are equal.
        column.EqualByChance.Sum().ShouldBe(0.4, 1e-12);
        column.EqualShares.Sum().ShouldBe(1, 1e-12);
        var link = SatuPintu.Linkage.Fields.FieldColumns.Make(Lists.Table([new MadeField("x", FieldKind.Name, ["A", "A", "B", "A", "B", "C"])], 3), 1, false, CancellationToken.None)[0];
        link.EqualByChance.Sum().ShouldBe(3 / 9.0, 1e-12);
    }

    [Theory]
    [InlineData("Siti Aminah", "Aminah Siti", "other order or form, rare")]
    [InlineData("Muhammad Hidayat", "Moh Hidayat", "other order or form, rare")]
    [InlineData("Siti Aminah", "Siti Aminnah", "one slip, very rare")]
    [InlineData("Dadi Permana", "Dadipermana", "one slip, rare")]
    [InlineData("Siti Aminah", "Stii Aminnah", "slips, rare")]
    [InlineData("Wahyu Hidayat", "W Hidayat", "initials, rare")]
    [InlineData("Wahyu Hidayat Santoso", "W H S", "initials, common")]
    [InlineData("Budi Santoso Hidayat", "Santoso Hidayat", "part, very rare")]
    [InlineData("Budi Santoso", "Budi", "part, very common")]
    [InlineData("Siti Aminah Zahra", "Aminnah Zahra", "part with slip, rare")]
    [InlineData("Siti Aminah", "Siti Rohmah", "overlap, rare")]
    [InlineData("Budi Aminah", "Budi Rohmah", "overlap, very common")]
    [InlineData("Asep", "Ratna", "different")]
    [InlineData("", "Ratna", "missing")]
    public void Whole_names_are_bags_of_words(string a, string b, string expected) => Column.Level(FieldKind.FullName, a, b, Others).ShouldBe(expected);

    [Fact]
    public void A_name_of_many_words_is_compared_by_the_first_of_them()
    {
        var many = string.Join(' ', Enumerable.Range(0, 12).Select(n => $"Kata{(char)('a' + n)}"));
        Column.Level(FieldKind.FullName, many, many + " Akhir").ShouldStartWith("other order or form");
        Column.Level(FieldKind.FullName, many, "Lain").ShouldBe("different");
        Column.Level(FieldKind.FullName, new string('x', 10_000), new string('x', 9_999)).ShouldStartWith("equal");
    }

    [Theory]
    [InlineData("محمد علي", "علي محمد", "other order or form, rare")]
    [InlineData("ꦱꦶꦠꦶ ꦲꦩꦶꦤꦃ", "ꦱꦶꦠꦶ", "part, rare")]
    [InlineData("😀 Ani", "Ani", "part, rare")]
    public void Names_in_other_scripts(string a, string b, string expected) => Column.Level(FieldKind.FullName, a, b, Others).ShouldBe(expected);
}
