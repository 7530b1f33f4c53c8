using SatuPintu.People;
using SatuPintu.Sources;
using SatuPintu.Tests.Builders;

namespace SatuPintu.Tests.People;

/// <summary>People that linkage must join or keep apart, placed in a small city of other families so that it has something to learn from.</summary>
public sealed class LinkerTests
{
    private static readonly string[] Women = ["SITI", "DEWI", "RINA", "FATIMAH", "KARTIKA", "MARYATI", "SULASTRI", "NURHAYATI", "WULANDARI", "AISYAH"];
    private static readonly string[] Men = ["AHMAD", "JOKO", "HASAN", "BAMBANG", "SULAIMAN", "MUHAMMAD", "UDIN", "ASEP", "DADANG", "YUSUF"];
    private static readonly string[] Second = ["AMINAH", "SURYANA", "PRASETYO", "LESTARI", "BASUKI", "HIDAYAT", "PERMANA", "SAPUTRA", "MAULANA", "FIRMANSYAH", "RAHMAN", "KURNIA", "SANTOSO"];

    private readonly ListBuilder dtks = ListBuilder.Welfare("dtks");
    private readonly ListBuilder p3ke = ListBuilder.Welfare("p3ke");
    private readonly Dictionary<string, (int List, int Row)> named = new(StringComparer.Ordinal);
    private int dtksRows;
    private int p3keRows;

    public LinkerTests()
    {
        for (var family = 0; family < 400; family++)
        {
            for (var member = 0; member < 3; member++)
            {
                var person = Member(family, member);
                AddDtks(person);
                // Half of the families are in the other list too; a third of its NIK are missing.
                if (family % 2 == 0) AddP3ke(person with { Nik = (family + member) % 3 == 0 ? "" : person.Nik });
            }
        }
    }

    [Fact]
    public void A_valid_NIK_alone_joins()
    {
        var person = Member(900, 0);
        AddDtks(person, "a");
        AddP3ke(person with { Name = "SITY AMINAH PUTRI", Village = "3672011001", Street = "JL LAIN", House = "99" }, "b");
        Linked().Together("a", "b").ShouldBeTrue();
        Linked().By("b").ShouldBe(MatchedBy.Nik);
    }

    [Fact]
    public void A_misspelt_name_without_NIK_joins_by_birthday_and_address()
    {
        var person = Member(901, 0) with { Name = "ZULKARNAEN WICAKSONO" };
        AddDtks(person, "a");
        AddP3ke(person with { Name = "ZULKARNAIN WICAKSOONO", Nik = "" }, "b");
        Linked().Together("a", "b").ShouldBeTrue();
    }

    [Fact]
    public void Twins_stay_apart()
    {
        var first = Member(902, 1) with { Name = "HASAN BASUKI", Sex = "L" };
        var second = first with { Name = "HUSEN BASUKI", Nik = first.Nik[..15] + (first.Nik[15] == '9' ? "8" : "9") };
        AddDtks(first, "a");
        AddDtks(second, "b");
        AddP3ke(second with { Nik = "" }, "c");
        var linked = Linked();
        linked.Together("a", "b").ShouldBeFalse();
        linked.Together("b", "c").ShouldBeTrue();
    }

    [Fact]
    public void Father_and_son_of_one_name_stay_apart()
    {
        var father = Member(903, 0) with { Name = "UDIN PERMANA", Sex = "L", Born = "1961-03-14", Nik = "3672061403610001" };
        var son = father with { Relation = "Anak", Born = "1988-11-02", Nik = "3672060211880001" };
        AddDtks(father, "father");
        AddDtks(son, "son");
        AddP3ke(son with { Nik = "", Head = "UDIN PERMANA" }, "other");
        var linked = Linked();
        linked.Together("father", "son").ShouldBeFalse();
        linked.Together("son", "other").ShouldBeTrue();
    }

    [Fact]
    public void A_common_name_in_one_village_is_not_enough()
    {
        AddDtks(Member(904, 0) with { Name = "SITI AMINAH", Sex = "P", Born = "1970-02-03", Nik = "3672064302700001" }, "a");
        AddP3ke(Member(905, 0) with { Name = "SITI AMINAH", Sex = "P", Born = "1984-09-21", Nik = "", Village = "3672061001" }, "b");
        Linked().Together("a", "b").ShouldBeFalse();
    }

    [Fact]
    public void Two_valid_NIK_that_differ_go_to_review_however_much_agrees()
    {
        var person = Member(906, 0) with { Nik = "3672061405720001", Born = "1972-05-14", Sex = "L", Name = "BARMAWI KUSNADI" };
        AddDtks(person, "a");
        AddP3ke(person with { Nik = "3204111405720003" }, "b");
        var linked = Linked();
        linked.Together("a", "b").ShouldBeFalse();
        linked.Review("a", "b").ShouldBe(ReviewReason.DifferentNik);
    }

    [Fact]
    public void Strangers_born_a_day_apart_with_NIK_one_digit_apart_stay_apart()
    {
        AddDtks(Member(909, 0) with { Name = "SARNI HUMAIRAH", Sex = "P", Born = "1954-02-01", Nik = "3672064102540001" }, "a");
        AddDtks(Member(910, 0) with { Name = "SARNI", Sex = "P", Born = "1954-02-02", Nik = "3672064202540001", Street = "JL INDUSTRI" }, "b");
        Linked().Together("a", "b").ShouldBeFalse();
    }

    [Fact]
    public void A_family_card_in_the_NIK_column_does_not_join_the_family()
    {
        foreach (var member in Enumerable.Range(0, 3))
        {
            var person = Member(907, member);
            AddDtks(person, "d" + member);
            AddP3ke(person with { Nik = Member(907, 0).Card }, "p" + member);
        }
        var linked = Linked();
        for (var x = 0; x < 3; x++)
            for (var y = 0; y < 3; y++)
                linked.Together("d" + x, "p" + y).ShouldBe(x == y);
    }

    [Fact]
    public void An_unusable_row_takes_no_part()
    {
        AddDtks(Member(908, 0), "a");
        var lists = new[] { dtks.Build(), p3ke.Build() };
        var unusable = new[] { new bool[dtksRows], new bool[p3keRows] };
        unusable[0][named["a"].Row] = true;
        var linked = Linker.Link(lists, unusable);
        linked.EntityOf[0][named["a"].Row].ShouldBe(-1);
    }

    [Fact]
    public void Judged_pairs_hold_and_are_learned_from()
    {
        // A brother and a namesake, and two records of which one takes no part.
        AddDtks(Member(920, 1) with { Nik = "" }, "a");
        AddP3ke(Member(921, 1) with { Nik = "" }, "b");
        AddDtks(Member(922, 1) with { Nik = "" }, "c");
        AddP3ke(Member(923, 1) with { Nik = "" }, "d");
        var unusable = new[] { new bool[dtksRows], new bool[p3keRows] };
        unusable[0][named["c"].Row] = true;
        int Entity(LinkedRecords of, string who) => of.EntityOf[named[who].List][named[who].Row];
        (RecordRef, RecordRef, bool) Judged(string x, string y, bool same) => (new(named[x].List, named[x].Row), new(named[y].List, named[y].Row), same);
        var plain = Linker.Link([dtks.Build(), p3ke.Build()], unusable);
        plain.Learned.ShouldBeNull();
        var linked = Linker.Link([dtks.Build(), p3ke.Build()], unusable, judged: [Judged("b", "a", true), Judged("c", "d", true), Judged("a", "d", false)]);
        (linked.Learned!.Matches + linked.Learned.NonMatches + linked.Learned.SetAside).ShouldBe(2);
        Entity(linked, "a").ShouldBe(Entity(linked, "b"));
        Entity(linked, "a").ShouldNotBe(Entity(linked, "d"));
        // Two words of officers are too few to be believed in everything: everybody else is who they were.
        linked.Learned.IsApplied.ShouldBeFalse();
        foreach (var others in named.Keys.Where(n => n is not ("a" or "b" or "c" or "d")).GroupBy(n => Entity(plain, n))) others.Select(n => Entity(linked, n)).Distinct().Count().ShouldBe(1, string.Join(' ', others));
        linked.Model!.Prior.ShouldBe(plain.Model!.Prior);
    }

    [Fact]
    public void The_same_lists_give_the_same_entities()
    {
        var once = Linked().Outcome;
        var again = Linked().Outcome;
        again.EntityOf.ShouldBe(once.EntityOf);
        again.Probability.ShouldBe(once.Probability);
    }

    [Fact]
    public void Lists_of_nothing_and_of_one_row_link_to_nothing()
    {
        Linker.Link([ListBuilder.Welfare("dtks").Carrying(Elements.FullName).Build()], [[]]).EntityCount.ShouldBe(0);
        var one = ListBuilder.Welfare("dtks").Row((Elements.FullName, "SITI")).Build();
        Linker.Link([one], [new bool[1]]).EntityCount.ShouldBe(1);
    }

    private sealed record Person(string Nik, string Card, string Name, string Born, string Sex, string Relation, string Head, string Street, string House, string Village);

    private static Person Member(int family, int member)
    {
        var woman = (family + member) % 2 == 0;
        var born = new DateOnly(member == 0 ? 1955 + (family % 30) : 1995 + (family % 25), 1 + (family * 7 + member) % 12, 1 + (family * 11 + member * 5) % 28);
        var name = (woman ? Women : Men)[(family * 3 + member) % 10] + " " + Second[(family * 5 + member * 2) % 13];
        var head = (family % 2 == 0 ? Women : Men)[family * 3 % 10] + " " + Second[family * 5 % 13];
        return new Person(
            $"367206{born.Day + (woman ? 40 : 0):00}{born:MMyy}{family * 3 + member + 1:0000}", $"36720617{5 + (family % 8):00}14{family:0000}", name, $"{born:yyyy-MM-dd}", woman ? "P" : "L",
            member == 0 ? "Kepala Keluarga" : "Anak", head, "LINK " + Second[family % 13], $"{1 + family}", family % 3 == 0 ? "3672061001" : family % 3 == 1 ? "3672061002" : "3672041002");
    }

    private void AddDtks(Person p, string? name = null)
    {
        if (name is not null) named.Add(name, (0, dtksRows));
        dtksRows++;
        dtks.Row((Elements.Nik, p.Nik), (Elements.FamilyCard, p.Card), (Elements.FullName, p.Name), (Elements.DateOfBirth, p.Born), (Elements.Sex, p.Sex), (Elements.Relation, p.Relation),
            (Elements.Street, p.Street), (Elements.HouseNumber, p.House), (Elements.VillageCode, p.Village), (Elements.DistrictCode, p.Village[..6]));
    }

    private void AddP3ke(Person p, string? name = null)
    {
        if (name is not null) named.Add(name, (1, p3keRows));
        p3keRows++;
        p3ke.Row((Elements.Nik, p.Nik), (Elements.FullName, p.Name), (Elements.DateOfBirth, p.Born), (Elements.Sex, p.Sex), (Elements.Relation, p.Relation), (Elements.HeadName, p.Head),
            (Elements.Street, p.Street), (Elements.HouseNumber, p.House), (Elements.VillageCode, p.Village), (Elements.DistrictCode, p.Village[..6]));
    }

    private Result Linked() => new(Linker.Link([dtks.Build(), p3ke.Build()], [new bool[dtksRows], new bool[p3keRows]]), named);

    private sealed record Result(LinkedRecords Outcome, Dictionary<string, (int List, int Row)> Named)
    {
        public bool Together(string a, string b) => Entity(a) == Entity(b);

        public MatchedBy By(string name) => Outcome.MatchedBy[Named[name].List][Named[name].Row];

        public ReviewReason? Review(string a, string b)
        {
            RecordRef x = new(Named[a].List, Named[a].Row), y = new(Named[b].List, Named[b].Row);
            return Outcome.Review.FirstOrDefault(p => p.A == x && p.B == y || p.A == y && p.B == x)?.Reason;
        }

        private int Entity(string name) => Outcome.EntityOf[Named[name].List][Named[name].Row];
    }
}
