using System.Text;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Tests.Fields;

public sealed class PhoneticTests
{
    [Theory]
    [InlineData("SOEKARNO", "SUKARNO")]
    [InlineData("DJOKO", "JOKO")]
    [InlineData("TJAHJA", "CAHJA")]
    [InlineData("KHOIRUL", "CHOIRUL")]
    [InlineData("SYARIF", "SARIF")]
    [InlineData("DZULKIFLI", "JULKIFLI")]
    [InlineData("FAUZI", "PAUSI")]
    [InlineData("MUHAMMAD", "MOHAMAD")]
    [InlineData("PHILIP", "FILIP")]
    [InlineData("THOMAS", "TOMAS")]
    [InlineData("JACK", "JAK")]
    [InlineData("SCHMIDT", "SMIT")]
    [InlineData("ANI", "ANNI")]
    [InlineData("VOGEL", "FOGEL")]
    public void Spellings_of_one_sound_fall_together(string a, string b) => Of(a).ShouldBe(Of(b));

    [Theory]
    [InlineData("SITI", "RATNA")]
    [InlineData("BUDI", "RUDI")]
    [InlineData("HASAN", "KASAN")]
    [InlineData("ALI", "BALI")]
    public void Other_sounds_stay_apart(string a, string b) => Of(a).ShouldNotBe(Of(b));

    [Fact]
    public void An_empty_word_has_no_sound_and_another_script_is_its_own()
    {
        Of("").ShouldBe(0UL);
        Of("محمد").ShouldNotBe(Of("محمود"));
        Of("123").ShouldNotBe(0UL);
    }

    [Fact]
    public void The_smallest_letter_pair_often_survives_a_slip()
    {
        Phonetic.MinHash(default, 1).ShouldBe(0UL);
        var words = Enumerable.Range(0, 200).Select(n => $"WORD{(char)('A' + n % 26)}{(char)('A' + n * 7 % 26)}LAN").ToList();
        var kept = words.Count(w => MinHash(w) == MinHash(w[..4] + "X" + w[5..]));
        // Of some ten letter pairs two are touched.
        kept.ShouldBeInRange(80, 190);
    }

    private static ulong Of(string word) => Phonetic.Of(Encoding.UTF8.GetBytes(word));

    private static ulong MinHash(string word) => Phonetic.MinHash(Encoding.UTF8.GetBytes(word), 1);
}
