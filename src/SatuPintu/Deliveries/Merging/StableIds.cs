namespace SatuPintu.Deliveries.Merging;

/// <summary>Gives groups that were formed anew the ids of the groups that their members were in before, so that ids stay.</summary>
internal static class StableIds
{
    /// <summary>
    /// The id of each group: that of the former group with which it shares most members and which has not been given to a group that shares more; equal
    /// shares go to the older id. Null for a group that is new.
    /// </summary>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="members">A pair for each member that was in a group before: its group now, and the id of the former one.</param>
    public static Guid?[] Assign(int groups, IEnumerable<(int Group, Guid Former)> members)
    {
        var shared = new Dictionary<(int Group, Guid Former), int>();
        foreach (var member in members) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(shared, member, out _)++;
        var ids = new Guid?[groups];
        var given = new HashSet<Guid>(groups);
        foreach (var ((group, former), _) in shared.OrderByDescending(s => s.Value).ThenBy(s => s.Key.Former).ThenBy(s => s.Key.Group))
        {
            if (ids[group] is null && given.Add(former)) ids[group] = former;
        }
        return ids;
    }
}
