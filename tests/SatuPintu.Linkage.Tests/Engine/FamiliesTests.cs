using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class FamiliesTests
{
    [Fact]
    public void How_many_others_of_two_families_match()
    {
        // Records 0 to 3 are a family of the left list, 4 to 7 of the right; 8 stands alone.
        var families = Families.Of(Table(9, 4, [1, 1, 1, 1, 1, 1, 1, 1, 0]))!;
        families.OnBothSides.ShouldBeTrue();
        families.LevelOf(3, 7).ShouldBe(3);
        families.Note([(0, 4)]);
        families.LevelOf(3, 7).ShouldBe(2);
        // A pair does not bear itself out.
        families.LevelOf(0, 4).ShouldBe(3);
        families.Note([(1, 5), (2, 6)]);
        families.LevelOf(3, 7).ShouldBe(1);
        families.LevelOf(0, 4).ShouldBe(1);
        families.LevelOf(3, 8).ShouldBe(0);
        families.PairsOfMatchingFamilies().Count().ShouldBe(16);
        families.PairsInside().Count.ShouldBe(12);
        families.CountInside().ShouldBe(12);
        families.MeanOthers().ShouldBe(3);
    }

    [Fact]
    public void A_list_without_families_has_none()
    {
        Families.Of(Table(4, 2, null)).ShouldBeNull();
        Families.Of(Table(4, 2, [1, 2, 1, 2])).ShouldBeNull();
        Families.Of(Table(4, 2, [1, 1, 0, 0]))!.OnBothSides.ShouldBeFalse();
    }

    [Fact]
    public void The_fourth_of_a_family_gains_from_the_others_and_a_sister_of_the_same_name_loses()
    {
        var (fields, families, count) = Households(600);
        var with = LinkageEngine.Run(Lists.Table(fields, count, families), new LinkageOptions());
        // The fourth of each family: the name is an initial in the right list and the date has a slip. The others are plain.
        int joined = 0, lost = 0;
        const int Looked = 100;
        for (var f = 0; f < Looked; f++)
        {
            var fourth = with.Explain(4 * f + 3, count + 4 * f + 3);
            fourth.Fields.Single(x => x.Field == "family").Level.ShouldBe("two or more others match");
            if (with.EntityOf[4 * f + 3] == with.EntityOf[count + 4 * f + 3]) joined++;
            // The two children of one family, whose names are alike, are held against another of the household.
            var sisters = with.Explain(4 * f + 1, count + 4 * f + 2);
            if (sisters.AgainstHousehold && sisters.Probability < 0.1) lost++;
        }
        joined.ShouldBeGreaterThan(90);
        lost.ShouldBeGreaterThan(90);
        for (var f = 0; f < Looked; f++) with.EntityOf[4 * f + 1].ShouldNotBe(with.EntityOf[count + 4 * f + 2], $"family {f}");
        // The more of a family match, the more this speaks for the others, and most against strangers.
        var levels = with.Model.Comparisons.Single(c => c.Field == "family").Levels;
        levels.Select(l => l.Name).ShouldBe(["two or more others match", "one other matches", "none matches"]);
        levels[0].Weight.ShouldBeGreaterThan(5);
        levels[2].Weight.ShouldBeLessThan(0);
        with.Model.HouseholdPrior.ShouldBeGreaterThan(0);
        // The same model reproduces the same result.
        LinkageEngine.Run(Lists.Table(fields, count, families), new LinkageOptions { Model = with.Model }).EntityOf.ShouldBe(with.EntityOf);
    }

    /// <summary>Families of four in two lists: a head, two daughters whose names differ in a letter and who were born two years apart, and a fourth.</summary>
    private static (List<MadeField> Fields, int[] Families, int Count) Households(int families)
    {
        var random = new Random(3);
        List<string> given = [], surname = [], born = [], street = [];
        for (var side = 0; side < 2; side++)
        {
            random = new Random(3);
            for (var f = 0; f < families; f++)
            {
                var family = Word(random, 3);
                var home = $"Jalan {Word(random, 2)} {random.Next(1, 90)}";
                var child = Word(random, 3);
                for (var member = 0; member < 4; member++)
                {
                    var name = member is 1 or 2 ? child + (member == 1 ? "a" : "i") : Word(random, 2);
                    var year = member is 1 or 2 ? 2000 + 2 * member : random.Next(1940, 1990);
                    int month = random.Next(1, 13), day = random.Next(10, 28);
                    given.Add(member == 3 && side == 1 ? name[..1] : name);
                    surname.Add(family);
                    born.Add($"{year}-{month:00}-{(member == 3 && side == 1 ? day + 1 : day)}");
                    street.Add(home);
                }
            }
        }
        return ([new("given", FieldKind.Name, given), new("surname", FieldKind.Name, surname), new("born", FieldKind.Date, born), new("street", FieldKind.Text, street)],
            [.. Enumerable.Range(0, 8 * families).Select(r => r / 4 + 1)], 4 * families);
    }

    private static string Word(Random random, int syllables) => string.Concat(Enumerable.Range(0, syllables).Select(_ => "bdghjklmnprstw"[random.Next(14)].ToString() + "aiueo"[random.Next(5)]));

    private static RecordTable Table(int count, int left, int[]? families) => Lists.Table([new("x", FieldKind.Category, [.. Enumerable.Range(0, count).Select(n => $"{n}")])], left, families);
}
