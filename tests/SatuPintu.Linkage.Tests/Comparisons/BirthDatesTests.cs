using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Linkage.Tests.Comparisons;

public sealed class BirthDatesTests
{
    [Theory]
    [InlineData(0, 19800512, DateAgreement.Missing)]
    [InlineData(19800512, 19800512, DateAgreement.Equal)]
    [InlineData(19800512, 19801205, DateAgreement.Swapped)]
    [InlineData(19800512, 19800515, DateAgreement.Slip)]
    [InlineData(19800512, 19800521, DateAgreement.Slip)]
    [InlineData(19800512, 19900512, DateAgreement.Slip)]
    [InlineData(19800512, 19750512, DateAgreement.DayAndMonth)]
    [InlineData(19800512, 19800527, DateAgreement.MonthAndYear)]
    [InlineData(19800512, 19801127, DateAgreement.Year)]
    [InlineData(19800512, 19811127, DateAgreement.NeighbourYear)]
    [InlineData(19800512, 19951127, DateAgreement.Different)]
    public void Says_how_two_dates_agree(int a, int b, DateAgreement expected)
    {
        BirthDates.Compare(a, b).ShouldBe(expected);
        BirthDates.Compare(b, a).ShouldBe(expected);
    }

    [Fact]
    public void A_date_and_its_swap_share_one_unordered_number() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        Gen.Choose(1, 12).Two().ToArbitrary(),
        parts => BirthDates.Unordered(19800000 + parts.Item1 * 100 + parts.Item2) == BirthDates.Unordered(19800000 + parts.Item2 * 100 + parts.Item1)));
}
