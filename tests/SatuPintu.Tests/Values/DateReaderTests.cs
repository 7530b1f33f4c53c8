using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class DateReaderTests
{
    [Theory]
    [InlineData("1990-05-12")]
    [InlineData("12-05-1990")]
    [InlineData("12/05/1990")]
    [InlineData("12.05.1990")]
    [InlineData("12 05 1990")]
    [InlineData("12-5-1990")]
    [InlineData("1990/5/12")]
    [InlineData("12051990")]
    [InlineData("19900512")]
    [InlineData("12 Mei 1990")]
    [InlineData("12 MEI 1990")]
    [InlineData("12-Mei-1990")]
    [InlineData("12Mei1990")]
    [InlineData("Mei 12, 1990")]
    [InlineData("12 V 1990")]
    [InlineData("Senin, 12 Mei 1990")]
    [InlineData("1990-05-12T00:00:00")]
    [InlineData("1990-05-12T00:00:00.000Z")]
    [InlineData("1990-05-12 07:30:00+07:00")]
    [InlineData("12/05/1990 00.00.00")]
    [InlineData("12/05/1990 0:00")]
    [InlineData("19900512000000")]
    [InlineData("１２－０５－１９９０")]
    [InlineData("12\u00A0Mei\u00A01990")]
    [InlineData("'12-05-1990")]
    [InlineData("12th of May, 1990")]
    public void Every_form_of_a_date_is_read(string raw)
    {
        var reading = DateReader.Read(raw, DateOrder.DayMonthYear);
        reading.Standard.ShouldBe("1990-05-12");
        reading.Fault.ShouldBe(DateFault.None);
        reading.Place.ShouldBe("");
    }

    [Theory]
    [InlineData("1 Januari 2000", 1)]
    [InlineData("1 Peb 2000", 2)]
    [InlineData("1 Pebruari 2000", 2)]
    [InlineData("1 Mrt 2000", 3)]
    [InlineData("1 Agst 2000", 8)]
    [InlineData("1 Ags 2000", 8)]
    [InlineData("1 Agustsu 2000", 8)]
    [InlineData("1 Nopember 2000", 11)]
    [InlineData("1 Desember 2000", 12)]
    [InlineData("1 December 2000", 12)]
    [InlineData("1 Okt. 2000", 10)]
    [InlineData("1 Djuli 2000", 7)]
    [InlineData("1 Sptember 2000", 9)]
    public void Months_are_known_by_name(string raw, int month) =>
        DateReader.Read(raw, DateOrder.DayMonthYear).Date.ShouldBe(new DateOnly(2000, month, 1));

    [Theory]
    [InlineData("12-05-90", DateFault.TwoDigitYear, "1990-05-12")]
    [InlineData("12-Mei-90", DateFault.TwoDigitYear, "1990-05-12")]
    [InlineData("12/05/05", DateFault.TwoDigitYear, "2005-05-12")]
    [InlineData("120590", DateFault.TwoDigitYear, "1990-05-12")]
    [InlineData("900512", DateFault.TwoDigitYear, "1990-05-12")]
    [InlineData("05/13/1990", DateFault.Swapped, "1990-05-13")]
    [InlineData("1990-13-05", DateFault.Swapped, "1990-05-13")]
    [InlineData("1051990", DateFault.None, "1990-05-01")]
    [InlineData("33005", DateFault.Serial, "1990-05-12")]
    [InlineData("33005.5", DateFault.Serial, "1990-05-12")]
    [InlineData("8765", DateFault.Serial, "1923-12-30")]
    [InlineData("31-02-1990", DateFault.Impossible, "")]
    [InlineData("45-13-1990", DateFault.Impossible, "")]
    [InlineData("29-02-1990", DateFault.Impossible, "")]
    [InlineData("12-05-1076", DateFault.Impossible, "")]
    [InlineData("01-01-1900", DateFault.Placeholder, "")]
    [InlineData("1900-01-00", DateFault.Placeholder, "")]
    [InlineData("0000-00-00", DateFault.Placeholder, "")]
    [InlineData("00/00/00", DateFault.Placeholder, "")]
    [InlineData("0", DateFault.Placeholder, "")]
    [InlineData("9999-12-31", DateFault.Placeholder, "")]
    [InlineData("", DateFault.Missing, "")]
    [InlineData(" ", DateFault.Missing, "")]
    [InlineData("-", DateFault.Missing, "")]
    [InlineData("tidak ada", DateFault.Missing, "")]
    [InlineData("abc", DateFault.Unreadable, "")]
    [InlineData("12-05-199", DateFault.Unreadable, "")]
    [InlineData("12-05-1990 / 13-05-1991", DateFault.Unreadable, "")]
    [InlineData("3672011205900001", DateFault.Unreadable, "")]
    public void Faults_are_named(string raw, DateFault fault, string standard)
    {
        var reading = DateReader.Read(raw, DateOrder.DayMonthYear);
        reading.Fault.ShouldBe(fault);
        reading.Standard.ShouldBe(standard);
    }

    [Theory]
    [InlineData("1980", "1980")]
    [InlineData("00/00/1980", "1980")]
    [InlineData("1980-00-00", "1980")]
    [InlineData("00-05-1980", "1980-05")]
    [InlineData("1980-05", "1980-05")]
    [InlineData("05/1980", "1980-05")]
    [InlineData("Mei 1980", "1980-05")]
    [InlineData("202412", "2024-12")]
    public void Parts_of_a_date_are_kept(string raw, string known)
    {
        var reading = DateReader.Read(raw, DateOrder.DayMonthYear);
        reading.Date.ShouldBeNull();
        reading.Known.ShouldBe(known);
    }

    [Fact]
    public void An_impossible_date_keeps_its_parts()
    {
        var reading = DateReader.Read("31-02-1990", DateOrder.DayMonthYear);
        (reading.Day, reading.Month, reading.Year).ShouldBe((31, 2, 1990));
    }

    [Theory]
    [InlineData("Cilegon, 12-05-1990", "Cilegon")]
    [InlineData("CILEGON 12 MEI 1990", "CILEGON")]
    [InlineData("Kab. Serang, Senin 12 Mei 1990", "Kab. Serang")]
    [InlineData("Bandar Lampung / 12-05-1990", "Bandar Lampung")]
    [InlineData("Cilegon, tgl. 12-05-1990", "Cilegon")]
    public void A_place_before_the_date_is_returned(string raw, string place)
    {
        var reading = DateReader.Read(raw, DateOrder.DayMonthYear);
        reading.Standard.ShouldBe("1990-05-12");
        reading.Place.ShouldBe(place);
    }

    [Theory]
    [InlineData("03/04/1990", DateOrder.DayMonthYear, "1990-04-03")]
    [InlineData("03/04/1990", DateOrder.MonthDayYear, "1990-03-04")]
    [InlineData("1990/03/04", DateOrder.MonthDayYear, "1990-03-04")]
    [InlineData("90-03-04", DateOrder.YearMonthDay, "1990-03-04")]
    [InlineData("05-03-04", DateOrder.YearMonthDay, "2005-03-04")]
    public void The_order_of_the_source_decides(string raw, DateOrder order, string standard) =>
        DateReader.Read(raw, order).Standard.ShouldBe(standard);

    [Fact]
    public void The_callers_year_decides_the_century()
    {
        DateReader.Read("12-05-27", DateOrder.DayMonthYear, latestYear: 2026).Standard.ShouldBe("1927-05-12");
        DateReader.Read("12-05-26", DateOrder.DayMonthYear, latestYear: 2026).Standard.ShouldBe("2026-05-12");
    }
}
