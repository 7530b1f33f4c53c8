using System.Text;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Tests.Fields;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("1990-04-23", 19900423)]
    [InlineData("23/04/1990", 19900423)]
    [InlineData("23.4.1990", 19900423)]
    [InlineData("19900423", 19900423)]
    [InlineData("23041990", 19900423)]
    [InlineData("1990-04-23T00:00:00", 19900423)]
    [InlineData("1990-04-23 12:30:00", 19900423)]
    [InlineData("23 April 1990", 19900423)]
    [InlineData("23 Mei 1990", 19900523)]
    [InlineData("23-Agu-1990", 19900823)]
    [InlineData("23 Agustus 1990", 19900823)]
    [InlineData("23. Dezember 1990", 19901223)]
    [InlineData("23 Oktober 1990", 19901023)]
    [InlineData("23 Nopember 1990", 19901123)]
    [InlineData("3 März 1990", 19900303)]
    [InlineData("Apr 23, 1990", 19900423)]
    [InlineData("April 23 1990", 19900423)]
    [InlineData("23/04/90", 19900423)]
    [InlineData("23/04/05", 20050423)]
    [InlineData("1990", 19900000)]
    [InlineData("1990-04", 19900400)]
    [InlineData("04/1990", 19900400)]
    [InlineData("1990-00-23", 19900023)]
    [InlineData("0-0-0", 0)]
    [InlineData("yesterday", 0)]
    [InlineData("12", 0)]
    [InlineData("12345678901234567890", 0)]
    [InlineData("", 0)]
    public void A_date_is_read_as_people_write_it(string text, int expected) => Read(null, text)[0].ShouldBe(expected);

    [Theory]
    [InlineData("1990-13-40", 19901340)]
    [InlineData("64/04/1990", 19900464)]
    [InlineData("1990-02-30", 19900230)]
    public void An_impossible_day_is_kept_to_be_compared(string text, int expected) => Read(null, text)[0].ShouldBe(expected);

    [Fact]
    public void All_values_together_say_whether_the_month_comes_first()
    {
        Read(null, "04/05/1990", "04/23/1991", "03/30/1985").ShouldBe([19900405, 19910423, 19850330]);
        Read(null, "04/05/1990", "23/04/1991", "30/03/1985").ShouldBe([19900504, 19910423, 19850330]);
    }

    [Theory]
    [InlineData("yyyyMMdd", "19900423", 19900423)]
    [InlineData("ddMMyyyy", "04051990", 19900504)]
    [InlineData("MM/dd/yyyy", "04/05/1990", 19900405)]
    [InlineData("dd-MM-yyyy", "04-05-1990", 19900504)]
    [InlineData("yy-MM-dd", "90-04-05", 19900405)]
    public void A_stated_format_decides(string format, string text, int expected) => Read(format, text)[0].ShouldBe(expected);

    private static int[] Read(string? format, params string[] texts)
    {
        byte[][] all = [[], .. texts.Select(Encoding.UTF8.GetBytes)];
        return DateText.Read(all.Length, i => all[i], format)[1..];
    }
}
