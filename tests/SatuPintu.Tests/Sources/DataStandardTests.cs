using System.Reflection;
using System.Text;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Sources;

public sealed class DataStandardTests
{
    private static readonly DataStandard Standard = DataStandard.Load();

    [Fact]
    public void The_elements_in_code_and_in_the_file_are_the_same()
    {
        var constants = typeof(Elements).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToList();
        constants.Count.ShouldBeGreaterThan(40);
        Standard.Elements.Select(e => e.Id).ShouldBe(constants, ignoreOrder: true);
        Elements.All.ShouldBe(constants, ignoreOrder: true);
    }

    [Fact]
    public void Every_element_of_tables_4_and_5_is_there()
    {
        Standard.Elements.Concat(Standard.Derived).Count(e => e.Reference == "Tabel 4").ShouldBe(2);
        // Tabel 5 has 22 lines; the line of coordinates is two elements, latitude and longitude.
        Standard.Elements.Concat(Standard.Derived).Count(e => e.Reference == "Tabel 5").ShouldBe(23);
        Standard.Find(Elements.DateOfBirth)!.Example.ShouldBe("1980-05-12");
        Standard.Find("nothing").ShouldBeNull();
    }

    [Fact]
    public void Every_element_has_its_metadata()
    {
        foreach (var element in Standard.Elements)
        {
            element.Concept.ShouldNotBeNull(element.Id);
            if (element.Type is ElementType.Code)
            {
                element.Domain.ShouldNotBeNull(element.Id);
                CodeLists.Find(element.Id)!.Find(element.Example).ShouldNotBeNull(element.Id);
            }
            if (element.Type is ElementType.Decimal) element.Unit.ShouldNotBeNull(element.Id);
        }
    }

    [Theory]
    [InlineData(Elements.Nik, "3276010101010001", true)]
    [InlineData(Elements.Nik, "32760101010100011", false)]
    [InlineData(Elements.Nik, "32760101O1010001", false)]
    [InlineData(Elements.DateOfBirth, "2001-02-29", false)]
    [InlineData(Elements.Latitude, "-6.017", true)]
    [InlineData(Elements.Latitude, "-6,017", false)]
    [InlineData(Elements.Savings, "Ya", false)]
    [InlineData(Elements.AidPeriod, "2024-12", true)]
    [InlineData(Elements.AidPeriod, "2024-13", false)]
    [InlineData(Elements.Decile, "", false)]
    public void Values_are_told_from_what_is_none(string element, string value, bool accepted) => Standard.Find(element)!.Accepts(value).ShouldBe(accepted);

    [Theory]
    [InlineData("\"example\": \"x\"", "example")]
    [InlineData("\"example\": \"1\", \"colour\": 1", null)]
    [InlineData("\"example\": \"1\", \"notes\": { \"id\": \"a\", \"en\": \"\" }", "language")]
    public void A_file_that_breaks_its_own_rules_is_refused(string part, string? says)
    {
        var json = $$"""{ "title": { "id": "t", "en": "t" }, "version": "1", "basis": { "B": "b" }, "derived": [], "elements": [ { "id": "a", "name": { "id": "a", "en": "a" }, "definition": { "id": "a", "en": "a" }, "type": "integer", {{part}}, "source": "s", "reference": "B" } ] }""";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var error = Should.Throw<Exception>(() => DataStandard.Read(stream));
        if (says is not null) error.ShouldBeOfType<InvalidDataException>().Message.ShouldContain(says);
    }
}
