using SatuPintu.Regions;
using SatuPintu.Samples;

namespace SatuPintu.Tests.Samples;

/// <summary>The whole of Kota Cilegon, made once.</summary>
public sealed class WholeCilegon
{
    private readonly ILookup<(ListKind List, string District), (Entry Entry, string Nik)> rows;

    internal Population People { get; }

    public WholeCilegon()
    {
        var areas = AreaCatalog.Official;
        People = new SampleWorkshop(areas, areas.Find("3672")!, new SampleRequest("", 20_26)).People(TestContext.Current.CancellationToken);
        rows = Enum.GetValues<ListKind>()
            .SelectMany(list => People.Lists[(int)list].Zip(People.Nik[(int)list]).Select(r => (Key: (list, r.First.Person.Family.HomeIn(list).District.Code), Row: r)))
            .ToLookup(r => r.Key, r => r.Row);
    }

    internal IEnumerable<(Entry Entry, string Nik)> Rows(ListKind list, string district) => rows[(list, district)];

    internal HashSet<string> Nik(ListKind list, string district) =>
        [.. Rows(list, district).Select(r => NikErrors.Digits(r.Nik)).OfType<string>().Where(n => n.Distinct().Count() > 1 && n != "1234567890123456")];
}

public class SampleCountsTests(WholeCilegon cilegon) : IClassFixture<WholeCilegon>
{
    // Cipta (2025), Tabel 1 and 2: code of the district, persons in P3KE and DTKS, NIK in both, families of DTKS.
    public static TheoryData<string, int, int, int, int> Published => new()
    {
        { "367201", 12_242, 17_709, 5_219, 6_681 },
        { "367202", 9_018, 12_390, 3_704, 4_804 },
        { "367208", 26_581, 24_586, 119, 9_250 },
        { "367204", 20_035, 22_813, 43, 8_653 },
        { "367206", 9_241, 11_718, 50, 4_698 },
        { "367205", 14_116, 16_905, 135, 6_752 },
        { "367203", 14_810, 17_977, 3_340, 7_123 },
        { "367207", 6_601, 10_927, 17, 4_328 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void A_district_has_its_published_counts(string code, int p3ke, int dtks, int overlap, int families)
    {
        cilegon.Rows(ListKind.P3ke, code).Count().ShouldBe(p3ke);
        cilegon.Rows(ListKind.Dtks, code).Count().ShouldBe(dtks);
        cilegon.Rows(ListKind.Dtks, code).Select(r => r.Entry.Person.Family).Distinct().Count().ShouldBe(families);
        cilegon.Nik(ListKind.Dtks, code).Intersect(cilegon.Nik(ListKind.P3ke, code)).Count().ShouldBe(overlap);
    }

    [Fact]
    public void The_city_has_its_published_counts_and_no_NIK_stands_in_both_lists_in_two_districts()
    {
        cilegon.People.Lists[(int)ListKind.Dtks].Count.ShouldBe(135_025);
        cilegon.People.Lists[(int)ListKind.P3ke].Count.ShouldBe(112_644);
        string[] districts = [.. Published.Select(d => d.Data.Item1)];
        districts.SelectMany(d => cilegon.Nik(ListKind.Dtks, d)).Intersect(districts.SelectMany(d => cilegon.Nik(ListKind.P3ke, d))).Count().ShouldBe(12_627);
    }

    [Fact]
    public void Far_more_people_are_in_both_lists_than_NIK()
    {
        var people = cilegon.People.Families.SelectMany(f => f.Members).ToList();
        var both = people.Count(p => p.IsIn(ListKind.Dtks) && p.IsIn(ListKind.P3ke));
        ((double)both / people.Count(p => p.IsIn(ListKind.P3ke))).ShouldBeInRange(0.5, 0.7);
    }

    [Fact]
    public void Every_NIK_is_well_formed_true_to_its_person_and_given_once()
    {
        var people = cilegon.People.Families.SelectMany(f => f.Members).ToList();
        people.Select(p => p.Nik).Distinct().Count().ShouldBe(people.Count);
        people.Where(p => !Tells(p.Nik, p)).Select(p => p.Nik).ShouldBeEmpty();
        people.Select(p => p.Nik[..6]).Distinct().ShouldAllBe(d => AreaCatalog.Official.HasDistrict(d));
    }

    [Fact]
    public void Ages_in_a_family_fit()
    {
        var families = cilegon.People.Families;
        families.Where(f => f.Members.Count(m => m.Role == Role.Head) != 1 || f.Members.Count(m => m.Role == Role.Spouse) > 1).ShouldBeEmpty();
        var today = new DateOnly(2024, 12, 31);
        families.SelectMany(f => f.Members).Where(m => m.AgeAt(today) is < 0 or > 100).ShouldBeEmpty();
        families.SelectMany(f => f.Members.Where(m => m.Role == Role.Child).Select(c => c.Born.Year - (f.Members.Find(m => m.Role == Role.Spouse) ?? f.Head).Born.Year))
            .Where(motherAge => motherAge is < 14 or > 60).ShouldBeEmpty();
        families.SelectMany(f => f.Members.Where(m => m.Role == Role.Parent).Select(p => f.Head.Born.Year - p.Born.Year)).Where(age => age is < 16 or > 36).ShouldBeEmpty();
    }

    [Fact]
    public void There_are_twins_with_neighbouring_NIK_and_names_apart()
    {
        var twins = cilegon.People.Families
            .SelectMany(f => f.Members.Where(m => m.Role == Role.Child).GroupBy(m => (m.Born, m.Male)))
            .Where(g => g.Count() == 2)
            .Select(g => g.ToArray())
            .Where(t => t[0].Nik[..12] == t[1].Nik[..12])
            .ToList();
        twins.Count.ShouldBeGreaterThan(300);
        twins.Count(t => int.Parse(t[1].Nik.AsSpan(12)) - int.Parse(t[0].Nik.AsSpan(12)) == 1).ShouldBeGreaterThan(twins.Count * 8 / 10);
        twins.Count(t => t[0].Name != t[1].Name).ShouldBeGreaterThan(twins.Count * 9 / 10);
    }

    [Fact]
    public void There_are_fathers_and_sons_of_one_name()
    {
        var pairs = cilegon.People.Families.Count(f => f.Members.Exists(m => m.Role == Role.Child && m.Male && m.Name == f.Head.Name));
        var sons = cilegon.People.Families.Sum(f => f.Head.Male ? f.Members.Count(m => m.Role == Role.Child && m.Male) : 0);
        ((double)pairs / sons).ShouldBeInRange(0.006, 0.02);
    }

    [Fact]
    public void Names_have_a_natural_frequency()
    {
        var people = cilegon.People.Families.SelectMany(f => f.Members).ToList();
        var names = people.GroupBy(p => p.Name).Select(g => g.Count()).OrderDescending().ToList();
        ((double)people.Count(p => !p.Name.Contains(' ')) / people.Count).ShouldBeInRange(0.15, 0.25);
        names.Count.ShouldBeGreaterThan(people.Count / 5);
        ((double)names[0] / people.Count).ShouldBeInRange(0.002, 0.02);
        // The common names stand several times in one village, which is what linkage must keep apart.
        people.GroupBy(p => (p.Name, p.Family.Home.Village)).Count(g => g.Key.Name.Contains(' ') && g.Count() >= 3).ShouldBeGreaterThan(500);
        people.Where(p => p.Born.Year < 1955).GroupBy(p => p.Name).Count(g => g.Count() > 20).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Some_are_listed_twice_and_some_have_moved()
    {
        foreach (var (list, least, most) in ((ListKind, double, double)[])[(ListKind.Dtks, 0.011, 0.014), (ListKind.P3ke, 0.008, 0.01), (ListKind.Pbi, 0.003, 0.005), (ListKind.Adminduk, 0, 0)])
        {
            var entries = cilegon.People.Lists[(int)list];
            ((double)entries.Count(e => e.IsDouble) / entries.Count).ShouldBeInRange(least, most);
            entries.Count(e => !e.IsDouble).ShouldBe(entries.Select(e => e.Person).Distinct().Count());
        }
        var both = cilegon.People.Families.Where(f => f.Members.Exists(m => m.IsIn(ListKind.Dtks) && m.IsIn(ListKind.P3ke))).ToList();
        var moved = both.Where(f => f.HomeIn(ListKind.Dtks).Village != f.HomeIn(ListKind.P3ke).Village).ToList();
        ((double)moved.Count / both.Count).ShouldBeInRange(0.025, 0.06);
        moved.Count(f => f.HomeIn(ListKind.Dtks).District != f.HomeIn(ListKind.P3ke).District).ShouldBeGreaterThan(50);
    }

    private static bool Tells(string nik, Person person)
    {
        var day = int.Parse(nik.AsSpan(6, 2));
        return nik.Length == 16 && day == person.Born.Day + (person.Male ? 0 : 40) && nik[8..12] == $"{person.Born.Month:00}{person.Born.Year % 100:00}" && nik[12..] != "0000";
    }
}
