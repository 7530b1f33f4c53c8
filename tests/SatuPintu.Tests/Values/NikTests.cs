using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class NikTests
{
    private static readonly Gen<string> ValidNik =
        from district in Gen.Choose(110101, 979999).Where(d => d / 100 % 100 != 0)
        from date in Gen.Choose(0, 36_524).Select(d => new DateOnly(1926, 1, 1).AddDays(d))
        from woman in Gen.Elements(0, 40)
        from serial in Gen.Choose(1, 9999)
        select $"{district}{date.Day + woman:00}{date.Month:00}{date.Year % 100:00}{serial:0000}";

    [Theory]
    [InlineData("3672041205850003", "3672041205850003", NikFault.None, NikRepairs.None)]
    [InlineData("3672045205850010", "3672045205850010", NikFault.None, NikRepairs.None)]
    [InlineData("'3672041205850003", "3672041205850003", NikFault.None, NikRepairs.Apostrophe)]
    [InlineData("=\"3672041205850003\"", "3672041205850003", NikFault.None, NikRepairs.Apostrophe)]
    [InlineData(" 3672041205850003\u00A0", "3672041205850003", NikFault.None, NikRepairs.Blanks)]
    [InlineData("\uFEFF3672041205850003", "3672041205850003", NikFault.None, NikRepairs.Blanks)]
    [InlineData("3672 0412 0585 0003", "3672041205850003", NikFault.None, NikRepairs.Blanks)]
    [InlineData("367204.120585.0003", "3672041205850003", NikFault.None, NikRepairs.Separators)]
    [InlineData("3.672.041.205.850.003", "3672041205850003", NikFault.None, NikRepairs.Separators)]
    [InlineData("367204-120585-0003", "3672041205850003", NikFault.None, NikRepairs.Separators)]
    [InlineData("3672041205850003.0", "3672041205850003", NikFault.None, NikRepairs.Decimals)]
    [InlineData("3672041205850003,00", "3672041205850003", NikFault.None, NikRepairs.Decimals)]
    [InlineData("NIK: 3672041205850003", "3672041205850003", NikFault.None, NikRepairs.Label)]
    [InlineData("No. KTP 3672041205850003", "3672041205850003", NikFault.None, NikRepairs.Label)]
    [InlineData("367204I2O5850003", "3672041205850003", NikFault.None, NikRepairs.Letters)]
    [InlineData("36720412058500O3", "3672041205850003", NikFault.None, NikRepairs.Letters)]
    [InlineData("3.672041205850003E+15", "3672041205850003", NikFault.None, NikRepairs.Exponent)]
    [InlineData("３６７２０４１２０５８５０００３", "3672041205850003", NikFault.None, NikRepairs.None)]
    [InlineData("", "", NikFault.Missing, NikRepairs.None)]
    [InlineData("   ", "", NikFault.Missing, NikRepairs.None)]
    [InlineData("-", "", NikFault.Filler, NikRepairs.Separators)]
    [InlineData("tidak ada", "", NikFault.Filler, NikRepairs.Blanks)]
    [InlineData("0", "0", NikFault.Filler, NikRepairs.None)]
    [InlineData("9999999999999999", "9999999999999999", NikFault.Filler, NikRepairs.None)]
    [InlineData("0000000000000000", "0000000000000000", NikFault.Filler, NikRepairs.None)]
    [InlineData("1111111111111111", "1111111111111111", NikFault.Filler, NikRepairs.None)]
    [InlineData("999999999999999", "999999999999999", NikFault.Filler, NikRepairs.None)]
    [InlineData("1234567890123456", "1234567890123456", NikFault.Filler, NikRepairs.None)]
    [InlineData("9876543210987654", "9876543210987654", NikFault.Filler, NikRepairs.None)]
    [InlineData("3672040000000000", "3672040000000000", NikFault.Filler, NikRepairs.None)]
    [InlineData("3672049999999999", "3672049999999999", NikFault.Filler, NikRepairs.None)]
    [InlineData("36720412", "36720412", NikFault.WrongLength, NikRepairs.None)]
    [InlineData("36720412058500031", "36720412058500031", NikFault.WrongLength, NikRepairs.None)]
    [InlineData("367204320585000", "367204320585000", NikFault.WrongLength, NikRepairs.None)]
    [InlineData("367204120585000", "367204120585000", NikFault.LostLastDigit, NikRepairs.None)]
    [InlineData("3672041205850000", "3672041205850000", NikFault.SpreadsheetRounded, NikRepairs.None)]
    [InlineData("3.67204120585000E+15", "3672041205850000", NikFault.SpreadsheetRounded, NikRepairs.Exponent)]
    [InlineData("3,67204E+15", "367204", NikFault.Scientific, NikRepairs.None)]
    [InlineData("3.67204e15", "367204", NikFault.Scientific, NikRepairs.None)]
    [InlineData("'3,67204E+15", "367204", NikFault.Scientific, NikRepairs.Apostrophe)]
    [InlineData("3672043213850003", "3672043213850003", NikFault.ImpossibleDate, NikRepairs.None)]
    [InlineData("3672043002850003", "3672043002850003", NikFault.ImpossibleDate, NikRepairs.None)]
    [InlineData("3672042902850003", "3672042902850003", NikFault.ImpossibleDate, NikRepairs.None)]
    [InlineData("3672042902840003", "3672042902840003", NikFault.None, NikRepairs.None)]
    [InlineData("3672046902000003", "3672046902000003", NikFault.None, NikRepairs.None)]
    [InlineData("3672048005850003", "3672048005850003", NikFault.ImpossibleDate, NikRepairs.None)]
    [InlineData("0672041205850003", "0672041205850003", NikFault.None, NikRepairs.None)]
    [InlineData("36720412O58SOOO3", "", NikFault.NotDigits, NikRepairs.None)]
    [InlineData("3672041205850003 (lama)", "", NikFault.NotDigits, NikRepairs.Blanks)]
    [InlineData("3672A41205850003", "367241205850003", NikFault.NotDigits, NikRepairs.None)]
    public void A_cell_is_cleaned_and_classified(string raw, string digits, NikFault fault, NikRepairs repairs) =>
        Nik.Read(raw).ShouldBe(new NikReading(digits, fault, repairs));

    [Fact]
    public void The_parts_of_a_womans_number()
    {
        Nik.TryParse("3672046902000012", out var nik).ShouldBeTrue();
        nik.DistrictCode.ShouldBe(367204);
        (nik.BirthDay, nik.BirthMonth, nik.BirthYear).ShouldBe((29, 2, 0));
        nik.Sex.ShouldBe('P');
        nik.Serial.ShouldBe(12);
        nik.FitsBirthDate(2000, 2, 29).ShouldBeTrue();
        nik.FitsBirthDate(2000, 2, 28).ShouldBeFalse();
        nik.ToString().ShouldBe("3672046902000012");
    }

    [Fact]
    public void A_number_made_of_valid_parts_reads_back() => Check(ValidNik, nik =>
        Nik.Read(nik) is { Fault: NikFault.None } reading && reading.Digits == nik
        && Nik.TryParse(nik, out var parsed) && parsed.ToString() == nik
        && parsed.DistrictCode.ToString("D6", null) == nik[..6] && parsed.Serial == int.Parse(nik[12..], null));

    [Fact]
    public void Every_kind_of_damage_is_recognised() => Check(ValidNik, nik =>
        Nik.Read(nik[..15] + "0").Fault == (nik[12..15] == "000" ? NikFault.SpreadsheetRounded : NikFault.None)
        && Nik.Read(nik[..15]) is { Fault: NikFault.LostLastDigit, KnownDigits: 15 }
        && Nik.Read($"{nik[0]},{nik[1..6]}E+15") is { Fault: NikFault.Scientific, KnownDigits: 5 }
        && Nik.Read(nik[..10]).Fault == NikFault.WrongLength // with eleven digits 11111 would be filler
        && Nik.Read(nik + "7").Fault == NikFault.WrongLength);

    [Fact]
    public void Blanks_dots_and_apostrophes_anywhere_change_nothing()
    {
        var cases = from nik in ValidNik
                    from at in Gen.Choose(0, 16)
                    from sign in Gen.Elements(" ", "'", "-", "\u00A0", "\t")
                    select (nik, nik.Insert(at, sign));
        Check(cases, c => Nik.Read(c.Item2) is { Fault: NikFault.None } reading && reading.Digits == c.nik && reading.Repairs != NikRepairs.None);
    }

    [Fact]
    public void Any_text_is_read_without_a_fault_and_only_a_true_structure_passes()
    {
        var random = new Random(20240517);
        const string Alphabet = "0123456789012345678901234567890123456789.,'\" EeOlI-+=NIK\u00A0\uFEFF９\uD83D\uDE00é";
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 200_000; i++)
        {
            var raw = string.Create(random.Next(0, 90), random, (span, r) =>
            {
                foreach (ref var c in span) c = Alphabet[r.Next(Alphabet.Length)];
            });
            var reading = Nik.Read(raw);
            if (reading.IsValid) Nik.TryParse(reading.Digits, out _).ShouldBeTrue(raw);
            foreach (var c in reading.Digits) char.IsAsciiDigit(c).ShouldBeTrue(raw);
            reading.KnownDigits.ShouldBeLessThanOrEqualTo(reading.Digits.Length);
        }
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
