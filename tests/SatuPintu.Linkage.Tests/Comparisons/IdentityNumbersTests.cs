using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Linkage.Tests.Comparisons;

public sealed class IdentityNumbersTests
{
    private const long Nik = 3672045205800001;

    [Theory]
    [InlineData(Nik, true, Nik, true, NumberAgreement.Equal)]
    [InlineData(Nik, true, 0, false, NumberAgreement.Missing)]
    [InlineData(Nik, true, 3672045205800000, false, NumberAgreement.EqualButLast)]
    [InlineData(Nik, true, 3672045205800002, true, NumberAgreement.Serial)]
    [InlineData(Nik, true, 3672045205806001, true, NumberAgreement.Slip)]
    [InlineData(Nik, true, 3672045205800010, true, NumberAgreement.Slip)]
    [InlineData(Nik, true, 3672045205810001, true, NumberAgreement.Slip)]
    [InlineData(Nik, true, 3672045250800001, true, NumberAgreement.Slip)]
    [InlineData(Nik, true, 3672055205800001, true, NumberAgreement.OtherDistrict)]
    [InlineData(Nik, true, 3201015205800003, true, NumberAgreement.OtherDistrict)]
    [InlineData(Nik, true, 3672041203990004, true, NumberAgreement.Different)]
    public void Reads_the_structure_before_it_counts_digits(long a, bool wholeA, long b, bool wholeB, NumberAgreement expected)
    {
        IdentityNumbers.Compare(a, wholeA, b, wholeB).ShouldBe(expected);
        IdentityNumbers.Compare(b, wholeB, a, wholeA).ShouldBe(expected);
    }
}
