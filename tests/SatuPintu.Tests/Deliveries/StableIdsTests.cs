using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Deliveries.Merging;

namespace SatuPintu.Tests.Deliveries;

public sealed class StableIdsTests
{
    private static readonly Guid[] Former = [.. Enumerable.Range(1, 12).Select(i => Guid.Parse($"01990000-0000-7000-8000-0000000000{i:00}"))];

    [Fact]
    public void The_group_that_shares_most_keeps_the_id_and_the_older_id_stays_where_shares_are_equal()
    {
        // Two of the first go to group 0, one to group 1; the second and third meet in group 2.
        var ids = StableIds.Assign(4, [(0, Former[0]), (0, Former[0]), (1, Former[0]), (2, Former[2]), (2, Former[1])]);
        ids.ShouldBe([Former[0], null, Former[1], null]);
    }

    [Fact]
    public void No_id_is_given_twice_and_none_to_a_group_that_does_not_share_it() => Prop.ForAll<byte[], byte[]>((groups, formers) =>
    {
        var members = groups.Zip(formers, (g, f) => (Group: g % 8, Former: Former[f % Former.Length])).ToList();
        var ids = StableIds.Assign(8, members);
        ids.OfType<Guid>().ShouldBeUnique();
        for (var group = 0; group < 8; group++)
        {
            if (ids[group] is { } id) members.ShouldContain((group, id));
            // A group is left without only where each of its former ones went to a group that shares as much of it or more.
            else
                foreach (var former in members.Where(m => m.Group == group).Select(m => m.Former).Distinct())
                    members.Count(m => m == (Array.IndexOf(ids, former), former)).ShouldBeGreaterThanOrEqualTo(members.Count(m => m == (group, former)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_that_stayed_as_they_were_keep_their_ids() => Prop.ForAll<byte[]>(sizes =>
    {
        var members = sizes.Take(Former.Length).SelectMany((size, i) => Enumerable.Repeat((i, Former[i]), 1 + (size % 5)));
        StableIds.Assign(Former.Length, members).Take(Math.Min(sizes.Length, Former.Length)).ShouldBe(Former.Take(sizes.Length).Select(f => (Guid?)f));
    }).QuickCheckThrowOnFailure();
}
