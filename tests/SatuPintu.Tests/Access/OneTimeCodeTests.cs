using System.Text;
using SatuPintu.Access.SecondFactor;

namespace SatuPintu.Tests.Access;

public sealed class OneTimeCodeTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    // The table of RFC 6238, appendix B, of which six digits are the last six.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => OneTimeCode.At(Key, DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(code);

    [Fact]
    public void A_code_is_taken_one_step_early_or_late_and_never_at_or_before_the_last()
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(30 * 1000 + 7);
        for (var off = -3; off <= 3; off++) OneTimeCode.StepOf(Key, OneTimeCode.At(Key, time.AddSeconds(30 * off)), time, 0).ShouldBe(Math.Abs(off) <= 1 ? 1000 + off : null, $"{off} steps off");
        var code = OneTimeCode.At(Key, time);
        OneTimeCode.StepOf(Key, code, time, 999).ShouldBe(1000);
        OneTimeCode.StepOf(Key, code, time, 1000).ShouldBeNull("it was used");
        OneTimeCode.StepOf(Key, code, time, 1001).ShouldBeNull("a later one was used");
        foreach (var wrong in (string[])["", "0", code[1..], code + "0", "abcdef"]) OneTimeCode.StepOf(Key, wrong, time, 0).ShouldBeNull(wrong);
    }

    [Fact]
    public void An_app_is_given_the_key_as_it_reads_it()
    {
        OneTimeCode.Written("foobar"u8).ShouldBe("MZXW6YTBOI", "RFC 4648, section 10, without padding");
        OneTimeCode.Address(Key, "siti@dinsos").ShouldBe("otpauth://totp/SatuPintu:siti%40dinsos?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=SatuPintu&algorithm=SHA1&digits=6&period=30");
    }
}
