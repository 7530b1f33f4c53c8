using SatuPintu.People.Search;

namespace SatuPintu.Tests.People;

public sealed class PersonIndexTests
{
    private static readonly (string Name, string Address, int Born, string Area)[] All =
    [
        ("MUHAMAD HIDAYAT", "LINK GEREM RAYA RT 01", 19800909, "3672041001"),
        ("MUHAMAD HIDAYAT", "JL MAWAR NO 3", 19800919, "3672041002"),
        ("MUHAMAD HIDAYAT", "JL ANGGREK NO 9", 19550101, "3672031001"),
        ("SITI AMINAH", "JL MAWAR NO 3", 19790303, "3672041002"),
        ("SITI AMINAH", "", 0, "3201"),
    ];

    private readonly Guid[] ids = [.. All.Select((_, i) => new Guid(i + 1, 0, 0, new byte[8]))];
    private readonly PersonIndex index;

    public PersonIndexTests() => index = PersonIndex.Of(All.Select((p, i) => (ids[i], (string?)p.Name, (string?)p.Address, p.Born, p.Area)));

    [Fact]
    public void What_is_remembered_is_weighed_together()
    {
        Found("mohamad hidayt", null, 1955_00_00)[0].ShouldBe(2);
        // Day and month exchanged, or another digit, is nearer than another date.
        Found("mohamad hidayt", null, 1980_09_19)[..2].ShouldBe([1, 0]);
        Found("hidayat", "mawar", 0)[0].ShouldBe(1);
        Found(null, "jln mawar 3", 0).ShouldBe([1, 3], ignoreOrder: true);
        Found(null, null, 1979_03_03).ShouldBe([3]);
        Found(null, null, 1981_00_00).ShouldBe([0, 1], ignoreOrder: true);
    }

    [Fact]
    public void A_name_of_which_the_rare_words_were_left_out_is_found_beside_the_day_of_birth()
    {
        Found("siti nurhaliza kusumawardhani", null, 1979_03_03).ShouldBe([3]);
        Found("siti nurhaliza kusumawardhani", null, 1979_00_00).ShouldBeEmpty();
        Found("siti nurhaliza kusumawardhani", null, 0).ShouldBeEmpty();
        Found("bambang kusumawardhani", null, 1979_03_03).ShouldBeEmpty();
    }

    [Fact]
    public void Only_persons_of_the_areas_are_found()
    {
        Found("muhamad hidayat", null, 0, "3672041").ShouldBe([0, 1], ignoreOrder: true);
        Found("muhamad hidayat", null, 0, "3672041001").ShouldBe([0]);
        Found("siti aminah", null, 0, "3201", "3672031").ShouldBe([4]);
        Found("siti aminah", null, 0).ShouldBe([3]);
        Found("siti aminah", null, 0, "").Count.ShouldBe(2);
    }

    [Fact]
    public void No_more_are_found_than_were_asked_for_and_the_likeliest_come_first()
    {
        index.Find(new Remembered("muhamad hidayat", null, 19800909), [""], 2).ShouldBe([ids[0], ids[1]]);
        index.Find(new Remembered("muhamad hidayat", null, 0), [""], 1).ShouldBe([ids[0]]);
    }

    private List<int> Found(string? name, string? address, int born, params string[] within) =>
        [.. index.Find(new Remembered(name, address, born), within.Length == 0 ? ["3672"] : within, 10).Select(id => Array.IndexOf(ids, id))];
}
