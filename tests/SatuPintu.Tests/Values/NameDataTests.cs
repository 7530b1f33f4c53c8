using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class NameDataTests
{
    [Fact]
    public void The_variants_are_many_and_each_leads_to_a_name_that_stays()
    {
        NameLexicon.Spellings.Count.ShouldBeGreaterThan(250);
        foreach (var (variant, spelling) in NameLexicon.Spellings)
        {
            variant.ShouldAllBe(c => char.IsAsciiLetterUpper(c));
            foreach (var token in spelling.Tokens.Concat(spelling.ShownTokens))
            {
                token.ShouldNotBeEmpty();
                if (token != variant) string.Join(' ', PersonNameReader.Read(token).Tokens).ShouldBe(token, variant);
            }
        }
    }

    [Fact]
    public void Titles_are_letters_only_and_tell_a_known_kind()
    {
        var titles = NameLexicon.BeforeName.Values.Concat(NameLexicon.AfterName.Values).Concat(NameLexicon.BetweenNames.Values).ToList();
        titles.Count.ShouldBeGreaterThan(200);
        foreach (var title in titles)
        {
            title.Form.ShouldAllBe(c => char.IsAsciiLetterUpper(c));
            title.Kind.ShouldBeOneOf("religious", "degree", "profession", "address", "deceased", "patronymic", "alias");
            title.Sex.ShouldBeOneOf("", "L", "P");
            title.Leaves.ShouldBeInRange(0, title.Form.Length - 1);
        }
    }

    [Fact]
    public void A_common_name_is_no_title()
    {
        string[] names = ["ANI", "IDA", "IKA", "EKO", "ADE", "AI", "IIS", "OOM", "NIA", "RAMA", "SRI", "SITI", "MAMAN", "AMIR", "HANA", "IRMA", "SARI", "BAGUS", "GUS", "MAS", "NYIMAS", "RADEN", "RATU", "TUBAGUS", "BINTANG", "BINA"];
        foreach (var name in names)
        {
            PersonNameReader.Read(name + " AMINAH").Standard.ShouldBe(name + " AMINAH");
            PersonNameReader.Read("AMINAH " + name).Standard.ShouldBe("AMINAH " + name);
        }
    }
}
