using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

/// <summary>What must not matter does not: the order of rows, of columns, and which list is called left.</summary>
public sealed class InvarianceTests
{
    private const double LastDigits = 1e-6;

    public static TheoryData<int, bool> Runs => new() { { 600, false }, { 600, true }, { 3000, false }, { 3000, true } };

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_order_of_rows_does_not_matter(int people, bool isLink)
    {
        var made = isLink ? MadePeople.TwoLists(people, 0.6, people) : MadePeople.OneList(people, 0.4, people);
        var random = new Random(people);
        var (count, left) = (made.Truth.Length, made.LeftCount);
        int[] order = isLink ? [.. Lists.Shuffled(left, random), .. Lists.Shuffled(count - left, random).Select(r => r + left)] : Lists.Shuffled(count, random);
        var plain = LinkageEngine.Run(made.Table, new LinkageOptions());
        var shuffled = LinkageEngine.Run(Lists.Table(Lists.Reordered(made.Fields, order), left), new LinkageOptions());
        Same(plain, shuffled, r => order[r]);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_order_of_columns_does_not_matter(int people, bool isLink)
    {
        var made = isLink ? MadePeople.TwoLists(people, 0.6, people + 1) : MadePeople.OneList(people, 0.4, people + 1);
        var plain = LinkageEngine.Run(made.Table, new LinkageOptions());
        var turned = LinkageEngine.Run(Lists.Table([.. made.Fields.Skip(3), .. made.Fields.Take(3).Reverse()], made.LeftCount), new LinkageOptions());
        Same(plain, turned, r => r);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(3000)]
    public void Left_and_right_can_change_places(int people)
    {
        var made = MadePeople.TwoLists(people, 0.6, people + 2);
        int[] order = [.. Enumerable.Range(people, people), .. Enumerable.Range(0, people)];
        var there = LinkageEngine.Run(made.Table, new LinkageOptions());
        var back = LinkageEngine.Run(Lists.Table(Lists.Reordered(made.Fields, order), people), new LinkageOptions());
        Same(there, back, r => order[r]);
    }

    private static void Same(LinkageResult expected, LinkageResult actual, Func<int, int> original)
    {
        var other = actual.Pairs.ToDictionary(p => Key(original(p.A), original(p.B)), p => p.Probability);
        var pairs = expected.Pairs.ToDictionary(p => Key(p.A, p.B), p => p.Probability);
        double most = 0;
        foreach (var (key, probability) in pairs)
        {
            if (other.TryGetValue(key, out var there)) most = Math.Max(most, Math.Abs(there - probability));
            // A pair that lies at the threshold may be reported in one run alone, by a last digit.
            else most = Math.Max(most, Math.Abs(probability - new LinkageOptions().ReviewAt));
        }
        pairs.Count.ShouldBe(other.Count);
        most.ShouldBeLessThan(LastDigits);
        Lists.Groups(actual.EntityOf, original).ShouldBe(Lists.Groups(expected.EntityOf), ignoreOrder: true);
        actual.Model.Prior.ShouldBe(expected.Model.Prior, expected.Model.Prior * 1e-6);
        actual.Statistics.Keys.Select(k => (k.Predicted, k.Scored)).ShouldBe(expected.Statistics.Keys.Select(k => (k.Predicted, k.Scored)));
    }

    private static (int, int) Key(int a, int b) => (Math.Min(a, b), Math.Max(a, b));
}
