using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Regions;

namespace SatuPintu.Tests.Regions;

public sealed class AreaMisspellingTests
{
    private static readonly AreaCatalog Areas = AreaCatalog.Official;
    private static readonly AreaResolver Resolver = new(Areas);

    /// <summary>A village somewhere, and one slip of the pen: what, where, and which letter.</summary>
    private static readonly Arbitrary<(int District, int Village, int Slip, int Place, char Letter)> Slips = (
        from district in Gen.Choose(0, Areas.Districts.Count - 1)
        from village in Gen.Choose(0, 999)
        from slip in Gen.Choose(0, 4)
        from place in Gen.Choose(0, 99)
        from letter in Gen.Choose('A', 'Z')
        select (district, village, slip, place, (char)letter)).ToArbitrary();

    [Fact]
    public void One_slip_in_the_name_of_a_village_leads_back_to_it_or_to_nothing_but_never_past_it()
    {
        var resolved = 0;
        var tried = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(800).WithReplay(20250517, 296871), Prop.ForAll(Slips, s =>
        {
            var district = Areas.Districts[s.District];
            var villages = Areas.VillagesOf(district.Code);
            var village = villages[s.Village % villages.Count];
            var name = Misspell(village.Name.ToUpperInvariant(), s.Slip, s.Place, s.Letter);
            var found = Resolver.Resolve(new AreaText { DistrictCode = district.Code, Village = name }, AreaContext.None);
            tried++;
            if (found.Area == village)
            {
                resolved++;
                return;
            }
            if (found.Area is null || found.Area == district) return;
            // Another village only when the slip happens to write that one's name at least as well.
            var wrong = Distance(found.Area, name);
            wrong.ShouldBeLessThanOrEqualTo(Distance(village, name), $"{village} as '{name}' became {found.Area}");
            (wrong == 0 || wrong < Distance(village, name) || found.Issues.Count > 0).ShouldBeTrue($"{village} as '{name}' became {found.Area}");
        }));
        // Short names are not guessed at and some villages lie near one another; most slips are mended all the same.
        ((double)resolved / tried).ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Anything_at_all_as_a_name_or_code_is_answered()
    {
        var random = new Random(7);
        const string Signs = "AEIOUKRSTN 019./-'(),\u00e9\t\ud83d\ude00";
        for (var i = 0; i < 1500; i++)
        {
            var text = new AreaText
            {
                Province = i % 3 == 0 ? Some() : "",
                Regency = i % 2 == 0 ? Some() : "SERANG",
                District = Some(),
                Village = Some(),
                VillageCode = i % 4 == 0 ? Some() : "",
                DistrictCode = i % 5 == 0 ? Some() : "",
            };
            var found = Resolver.Resolve(text, i % 2 == 0 ? AreaContext.None : new AreaContext(Areas.Find("3672")));
            found.Confidence.ShouldBeInRange(0, 1);
            if (found.Area is not null) Areas.Find(found.Area.Code).ShouldBe(found.Area);
        }

        string Some() => new([.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => Signs[random.Next(Signs.Length)])]);
    }

    [Theory]
    [InlineData("", "", 2, 0)]
    [InlineData("ABC", "ABC", 2, 0)]
    [InlineData("ABC", "ACB", 2, 1)]
    [InlineData("ABC", "AC", 2, 1)]
    [InlineData("ABC", "ABBC", 2, 1)]
    [InlineData("ABC", "XBC", 2, 1)]
    [InlineData("ABC", "XYC", 2, 2)]
    [InlineData("ABC", "XYZ", 2, 3)]
    [InlineData("ABCDEF", "A", 2, 3)]
    public void Slips_are_counted_up_to_a_limit(string a, string b, int limit, int slips)
    {
        EditDistance.Between(a, b, limit).ShouldBe(slips);
        EditDistance.Between(b, a, limit).ShouldBe(slips);
    }

    [Fact]
    public void A_text_too_long_to_be_a_name_is_near_nothing() =>
        EditDistance.Between(new string('A', 5000), new string('A', 5000), 2).ShouldBe(3);

    private static int Distance(Area area, string name) =>
        EditDistance.Between(AreaNameKey.Of(area.Name, AreaLevel.Village).Full, AreaNameKey.Of(name, AreaLevel.Village).Full, 9);

    private static string Misspell(string name, int slip, int place, char letter)
    {
        place %= name.Length;
        return slip switch
        {
            0 => name.Remove(place, 1),
            1 => name.Insert(place, letter.ToString()),
            2 => name[..place] + letter + name[(place + 1)..],
            3 when place > 0 => name[..(place - 1)] + name[place] + name[place - 1] + name[(place + 1)..],
            _ => name.Insert(place, name[place].ToString()),
        };
    }
}
