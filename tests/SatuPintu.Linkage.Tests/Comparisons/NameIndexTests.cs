using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Linkage.Tests.Comparisons;

public sealed class NameIndexTests
{
    [Theory]
    [InlineData("SITI AMINAH", "AMINAH SITI", NameAgreement.Equal)]
    [InlineData("SITI AMINAH", "SITI AMINNAH", NameAgreement.Close)]
    [InlineData("SITI AMINAH", "STI AMINNAH", NameAgreement.Loose)]
    [InlineData("MUHAMMAD HIDAYAT", "M HIDAYAT", NameAgreement.Initials)]
    [InlineData("SITI AMINAH", "AMINAH", NameAgreement.Part)]
    [InlineData("SITI AMINAH", "AMINNAH", NameAgreement.LoosePart)]
    [InlineData("SITI AMINAH", "SITI ROHMAH", NameAgreement.Overlap)]
    [InlineData("DADI PERMANA", "DADIPERMANA", NameAgreement.Close)]
    [InlineData("MUHAMMAD AHMAD", "MUHAMMA DAHMAD", NameAgreement.Close)]
    [InlineData("ASEP", "BUDI", NameAgreement.Different)]
    [InlineData("ANI", "ARI", NameAgreement.Close)]
    [InlineData("ANI", "UNI", NameAgreement.Different)]
    [InlineData("", "BUDI", NameAgreement.Missing)]
    public void Says_how_two_names_agree(string a, string b, NameAgreement expected)
    {
        var index = new NameIndex();
        int x = Add(index, a), y = Add(index, b);
        index.Complete();
        index.Compare(x, y).Agreement.ShouldBe(expected);
        index.Compare(y, x).Agreement.ShouldBe(expected);
    }

    [Fact]
    public void A_rare_name_carries_more_information_than_a_common_one()
    {
        var index = new NameIndex();
        var common = index.Add(["SITI"], 1000);
        var rare = index.Add(["ZULAIKHA"], 1);
        index.Complete();
        index.Compare(common, common).Information.ShouldBe(-Math.Log2(1000 / 1001.0), 1e-9);
        index.Compare(rare, rare).Information.ShouldBe(Math.Log2(1001), 1e-9);
    }

    [Fact]
    public void Comparison_does_not_depend_on_which_name_comes_first()
    {
        var word = Gen.Choose(1, 5).SelectMany(length => Gen.Elements('A', 'B', 'C').ArrayOf(length)).Select(letters => new string(letters));
        var name = Gen.Choose(1, 3).SelectMany(words => word.ArrayOf(words));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(name.Two().ToArbitrary(), pair =>
        {
            var index = new NameIndex();
            int a = index.Add(pair.Item1, 1), b = index.Add(pair.Item2, 1);
            index.Complete();
            return index.Compare(a, b).Agreement == index.Compare(b, a).Agreement;
        }));
    }

    private static int Add(NameIndex index, string name) => index.Add(name.Split(' ', StringSplitOptions.RemoveEmptyEntries), 1);
}
