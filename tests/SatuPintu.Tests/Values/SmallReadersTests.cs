using System.Globalization;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class SmallReadersTests
{
    [Theory]
    [InlineData("Ya", true)]
    [InlineData(" YA ", true)]
    [InlineData("y", true)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("Ada", true)]
    [InlineData("✓", true)]
    [InlineData("Layak", true)]
    [InlineData("Tidak", false)]
    [InlineData("T", false)]
    [InlineData("Tdk.", false)]
    [InlineData("0", false)]
    [InlineData("FALSE", false)]
    [InlineData("Tidak ada", false)]
    [InlineData("tidak layak", false)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("2", null)]
    [InlineData("mungkin", null)]
    public void Yes_and_no_are_read(string raw, bool? value) => BooleanReader.Read(raw).ShouldBe(value);

    [Theory]
    [InlineData("750000", "750000")]
    [InlineData("1.250.000", "1250000")]
    [InlineData("Rp 1.250.000,00", "1250000")]
    [InlineData("Rp. 1.250.000,-", "1250000")]
    [InlineData("1,250,000", "1250000")]
    [InlineData("1,250,000.50", "1250000.5")]
    [InlineData("1 250 000", "1250000")]
    [InlineData("750.000", "750000")]
    [InlineData("750,000", "750000")]
    [InlineData("36,5", "36.5")]
    [InlineData("36.5 m2", "36.5")]
    [InlineData("36m2", "36")]
    [InlineData("36 M²", "36")]
    [InlineData("-5", "-5")]
    [InlineData("1,5 juta", "1500000")]
    [InlineData("500 ribu", "500000")]
    [InlineData("4 orang", "4")]
    [InlineData("0.125", "0.125")]
    [InlineData("5.0", "5")]
    public void Numbers_are_read(string raw, string text) => NumberReader.Text(NumberReader.Read(raw)!.Value).ShouldBe(text);

    [Theory]
    [InlineData("-6.027347", "-6.027347")]
    [InlineData("106,075608", "106.075608")]
    [InlineData("106,054", "106.054")]
    [InlineData("106.054°", "106.054")]
    public void A_single_sign_in_a_coordinate_is_the_decimal_sign(string raw, string text) =>
        NumberReader.ReadDecimal(raw)!.Value.ToString(CultureInfo.InvariantCulture).ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("abc")]
    [InlineData("1.2.3")]
    [InlineData("12 34")]
    [InlineData("1.25.000")]
    [InlineData("12a")]
    [InlineData("1e5")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_is_no_number_is_none(string raw) => NumberReader.Read(raw).ShouldBeNull();
}
