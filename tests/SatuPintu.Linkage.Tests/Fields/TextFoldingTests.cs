using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Fields;

namespace SatuPintu.Linkage.Tests.Fields;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("Siti  Aminah ", "SITI AMINAH")]
    [InlineData("Ma'ruf", "MARUF")]
    [InlineData("Drs. M. Yusuf", "DRS M YUSUF")]
    [InlineData("O`Brien-Smith", "OBRIEN SMITH")]
    [InlineData("Müller", "MULLER")]
    [InlineData("Groß", "GROSS")]
    [InlineData("Ærøskøbing", "AEROSKOBING")]
    [InlineData("Łukasz Žižek", "LUKASZ ZIZEK")]
    [InlineData("Œuvre", "OEUVRE")]
    [InlineData("Þór", "THOR")]
    [InlineData("IJsbrand Ĳ", "IJSBRAND IJ")]
    [InlineData("e\u0301", "E")]
    [InlineData("\t,;:", "")]
    [InlineData("", "")]
    public void Names_lose_case_marks_and_punctuation(string text, string expected) => Fold(TextFolding.Name, text).ShouldBe(expected);

    [Theory]
    [InlineData("محمد علي", "محمد علي")]
    [InlineData("ꦱꦶꦠꦶ", "ꦱꦶꦠꦶ")]
    [InlineData("Ольга", "ОЛЬГА")]
    [InlineData("Ωμέγα", "ΩΜΈΓΑ")]
    [InlineData("王小明", "王小明")]
    [InlineData("😀", "😀")]
    [InlineData("Ani 😀", "ANI 😀")]
    public void Other_scripts_and_signs_stay(string text, string expected) => Fold(TextFolding.Name, text).ShouldBe(expected);

    [Theory]
    [InlineData("RT.010/RW 004", "RT 10 RW 4")]
    [InlineData("Jl. Melati No. 0", "JL MELATI NO 0")]
    [InlineData("No.100", "NO 100")]
    [InlineData("007", "7")]
    [InlineData("A007", "A007")]
    public void Words_part_at_full_stops_and_lose_leading_zeros(string text, string expected) => Fold(TextFolding.Words, text).ShouldBe(expected);

    [Theory]
    [InlineData("32-7301.450190 0001", "3273014501900001")]
    [InlineData("3273014501900001.0", "3273014501900001")]
    [InlineData("12.0a", "120A")]
    [InlineData("ani.w+x@Mail.example", "ANI.W+X@MAIL.EXAMPLE")]
    [InlineData("+62 812-345", "62812345")]
    public void Codes_keep_letters_and_digits_and_addresses_their_signs(string text, string expected) => Fold(TextFolding.Code, text).ShouldBe(expected);

    [Fact]
    public void Any_bytes_fold_to_a_short_text_that_folds_to_itself()
    {
        var bytes = Gen.Choose(0, 400).SelectMany(length => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(length));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(bytes.ToArbitrary(), text =>
        {
            foreach (var fold in (Folding.FoldText[])[TextFolding.Name, TextFolding.Words, TextFolding.Code])
            {
                var once = Bytes(fold, text);
                once.Length.ShouldBeLessThanOrEqualTo(TextFolding.Longest);
                System.Text.Unicode.Utf8.IsValid(once).ShouldBeTrue();
                Bytes(fold, once).ShouldBe(once);
            }
        }));
    }

    [Fact]
    public void A_text_of_ten_thousand_characters_is_cut()
    {
        Fold(TextFolding.Name, new string('x', 10_000)).Length.ShouldBeInRange(190, TextFolding.Longest);
        Encoding.UTF8.GetByteCount(Fold(TextFolding.Name, string.Concat(Enumerable.Repeat("ꦱꦶ", 5_000)))).ShouldBeInRange(190, TextFolding.Longest);
    }

    private static string Fold(Folding.FoldText fold, string text) => Encoding.UTF8.GetString(Bytes(fold, Encoding.UTF8.GetBytes(text)));

    private static byte[] Bytes(Folding.FoldText fold, byte[] text)
    {
        var buffer = new byte[TextFolding.Longest];
        return buffer[..fold(text, buffer)];
    }
}
