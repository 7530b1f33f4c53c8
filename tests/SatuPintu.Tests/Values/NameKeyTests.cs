using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("KHODIJAH", "HODIJAH", "CHODIDJAH", "KHADIJAH")]
    [InlineData("RAHMAT", "ROCHMAD", "RAKHMAT", "ROHMAT")]
    [InlineData("SOPIAN", "SOFYAN", "SUFYAN", "SOFIAN")]
    [InlineData("ZAENUDIN", "JAENUDIN", "ZAINUDDIN", "JAINUDIN")]
    [InlineData("QOMARIAH", "KOMARIYAH", "KOMARIAH", "QAMARIYYAH")]
    [InlineData("FATIMAH", "PATIMAH", "FATHIMAH", "FATIMA")]
    [InlineData("MUHAMMAD", "MUHAMAD", "MOHAMAT", "MUCHAMAD")]
    [InlineData("SUWARNO", "SUARNO", "SOEARNO", "SUWARNOH")]
    [InlineData("TAUFIK", "TAUFIQ", "TOPIK", "TAUPIG")]
    [InlineData("ROSID", "ROSYID", "RASYIT", "ROSHID")]
    [InlineData("RIDHO", "RIDO", "RIDLO", "RIDHA")]
    [InlineData("SJARIF", "SYARIP", "SARIEF", "SHARIF")]
    [InlineData("TJAHYO", "CAHYO", "CAHYOH", "CAHIO")]
    public void Names_that_lists_confuse_have_one_key(string a, string b, string c, string d)
    {
        var key = NameKey.Of(a);
        key.ShouldNotBeEmpty();
        new[] { NameKey.Of(b), NameKey.Of(c), NameKey.Of(d) }.ShouldAllBe(k => k == key);
    }

    [Theory]
    [InlineData("AMINAH", "AMIR")]
    [InlineData("BUDI", "RUDI")]
    [InlineData("ASEP", "USEP")]
    [InlineData("SITI", "SRI")]
    [InlineData("DEDI", "EDI")]
    [InlineData("NANA", "ANA")]
    [InlineData("JOKO", "YOKO")]
    public void Different_names_keep_different_keys(string a, string b) => NameKey.Of(a).ShouldNotBe(NameKey.Of(b));

    [Theory]
    [InlineData("KHODIJAH", "HDJ")]
    [InlineData("AI", "A")]
    [InlineData("OOM", "UM")]
    [InlineData("", "")]
    public void The_key_is_written_as_documented(string name, string key) => NameKey.Of(name).ShouldBe(key);
}
