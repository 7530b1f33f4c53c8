using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class OneToOneTests
{
    [Fact]
    public void Pairs_that_share_a_record_compete()
    {
        // Of so many records hardly any are matched, and the odds stay as they are.
        var rows = new RowTable([], 400_000, 200_000, 1);
        KeptPair[] pairs = [new(0, 200_002, 0), new(0, 200_003, 0), new(1, 200_003, 0)];
        float[] weights = [3, 3, -2], probabilities = new float[3];
        OneToOne.Compete(pairs, weights, probabilities, rows);
        // Eight to one for each of two partners: eight in seventeen.
        probabilities[0].ShouldBe(8f / 17, 1e-4f);
        probabilities[1].ShouldBe(8f / 17.25f, 1e-4f);
        probabilities[2].ShouldBe(0.25f / 9.25f, 1e-4f);
        OneToOne.Compete([pairs[0]], [60], probabilities, rows);
        probabilities[0].ShouldBe(1, 1e-6f);
    }

    [Fact]
    public void The_fewer_records_are_left_alone_the_likelier_is_a_pair_of_two_that_are()
    {
        var rows = new RowTable([], 20, 10, 1);
        // Eight sure pairs and a ninth in doubt.
        KeptPair[] pairs = [.. Enumerable.Range(0, 9).Select(n => new KeptPair(n, 10 + n, 0))];
        float[] weights = [.. Enumerable.Repeat(40f, 8), -2], probabilities = new float[9];
        OneToOne.Compete(pairs, weights, probabilities, rows);
        // A quarter to one, against a quarter times a quarter of being alone.
        probabilities[8].ShouldBe(0.8f, 1e-4f);
    }

    [Fact]
    public void Where_lists_have_no_doubles_each_record_has_one_partner_at_most()
    {
        var made = MadePeople.TwoLists(2500, 0.6, 61, new Noise(0.15, 0.25, 0.2));
        var result = LinkageEngine.Run(made.Table, new LinkageOptions());
        result.Statistics.OneToOne.ShouldBeTrue();
        foreach (var entity in Enumerable.Range(0, made.Truth.Length).GroupBy(r => result.EntityOf[r]))
        {
            entity.Count(r => r < made.LeftCount).ShouldBeLessThanOrEqualTo(1);
            entity.Count(r => r >= made.LeftCount).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Where_a_list_has_doubles_they_all_find_their_person()
    {
        var made = MadePeople.TwoLists(1500, 0.8, 62);
        // Every third record of the right list stands there twice.
        int[] order = [.. Enumerable.Range(0, 3000), .. Enumerable.Range(0, 500).Select(n => 1500 + 3 * n)];
        var fields = Lists.Reordered(made.Fields, order);
        var result = LinkageEngine.Run(Lists.Table(fields, 1500), new LinkageOptions());
        result.Statistics.OneToOne.ShouldBeFalse();
        var found = Enumerable.Range(0, 400).Count(n => result.EntityOf[3 * n] == result.EntityOf[1500 + 3 * n] && result.EntityOf[3 * n] == result.EntityOf[3000 + n]);
        found.ShouldBeGreaterThan(350);
        // What the user says goes before what is found.
        LinkageEngine.Run(Lists.Table(fields, 1500), new LinkageOptions { OneToOne = true }).Statistics.OneToOne.ShouldBeTrue();
    }
}
