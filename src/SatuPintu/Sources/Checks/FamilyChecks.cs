using System.Globalization;
using System.Runtime.InteropServices;

namespace SatuPintu.Sources.Checks;

/// <summary>Whether the members of a family go together: one head, generations apart, spouses of two sexes.</summary>
/// <remarks>
/// A family is the rows of one family card. A list without cards is grouped by village, address and head's name, and then only
/// groups with exactly one head are looked at, and no head is missed, since two families may share all three.
/// </remarks>
internal sealed class FamilyChecks
{
    private readonly ListView list;
    private readonly List<int> members = [];
    private readonly TextColumn? relation;
    private readonly TextColumn? name;
    private readonly TextColumn? headName;
    private readonly TextColumn? village;
    private readonly TextColumn?[] address;
    private readonly int[] statedMembers;

    private FamilyChecks(ListView list)
    {
        this.list = list;
        relation = list.Delivered(Elements.Relation);
        name = list.Table[Elements.FullName];
        headName = list.Table[Elements.HeadName];
        village = list.Table[Elements.VillageCode];
        address = [list.Table[Elements.Street] ?? list.Table[Elements.FullAddress], list.Table[Elements.HouseNumber], list.Table[Elements.Rt], list.Table[Elements.Rw]];
        statedMembers = ListView.ByRow(list.Table[Elements.HouseholdMembers], v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
    }

    public static void Check(ListView list, bool[] unusable, CancellationToken cancellation)
    {
        var check = new FamilyChecks(list);
        check.EachRow();
        if (list.Kk is not null) check.Groups(row => unusable[row] ? 0 : (ulong)list.Kk.Number(row), byCard: true, cancellation);
        else if (list.Table[Elements.Relation] is not null && check.headName is not null && check.village is not null && check.address[0] is not null)
            check.Groups(row => unusable[row] ? 0 : check.AddressKey(row), byCard: false, cancellation);
    }

    private void EachRow()
    {
        if (list.Table[Elements.Relation] is null) return;
        for (var row = 0; row < list.RowCount; row++)
        {
            var role = list.RoleAt(row);
            if (role == Role.Unknown) continue;
            var sex = list.Sex(row);
            if ((role == Role.Wife && sex == 'L') || (role == Role.Husband && sex == 'P'))
                list.Findings.Add(row, Elements.Sex, "relation_sex", list.DeliveredValue(row, Elements.Sex), Relation(row));
            if (role != Role.Head) continue;
            var age = list.Birth(row) is { IsKnown: true } birth ? birth.YearsUntil(list.AsOf) : int.MaxValue;
            if (age >= 0 && age < list.Rules.Parameters.YoungestHead)
                list.Findings.Add(row, Elements.Relation, "head_very_young", Relation(row), age.ToString(CultureInfo.InvariantCulture));
            if (name is not null && headName is not null && NameComparison.Compare(name[row], headName[row]) == NameLikeness.Different)
                list.Findings.Add(row, Elements.HeadName, "head_name_differs", list.DeliveredValue(row, Elements.HeadName));
        }
    }

    /// <summary>Village, address and head's name as one key; 0 when one of them is missing.</summary>
    private ulong AddressKey(int row)
    {
        if (address[0]!.Codes[row] == 0 || headName!.Codes[row] == 0 || village!.Codes[row] == 0) return 0;
        var key = Mixed((ulong)village.Codes[row], headName.Codes[row]);
        foreach (var part in address) key = Mixed(key, part is null ? 0 : part.Codes[row]);
        return key | 1;
    }

    private static ulong Mixed(ulong key, int code) => ((key ^ (uint)code) * 0x9E3779B97F4A7C15UL) ^ (key >> 31);

    private void Groups(Func<int, ulong> keyOf, bool byCard, CancellationToken cancellation)
    {
        var next = new int[list.RowCount];
        var isLater = new bool[list.RowCount];
        var firstRow = new Dictionary<ulong, int>(list.RowCount / 2);
        for (var row = list.RowCount - 1; row >= 0; row--)
        {
            next[row] = -1;
            var key = keyOf(row);
            isLater[row] = key == 0;
            if (key == 0) continue;
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firstRow, key, out var known);
            if (known) isLater[next[row] = first] = true;
            first = row;
        }
        for (var row = 0; row < list.RowCount; row++)
        {
            if ((row & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            if (isLater[row]) continue;
            members.Clear();
            for (var member = row; member >= 0; member = next[member])
                if (!list.IsRepeated[member]) members.Add(member);
            if (byCard) Card(row);
            else if (members.Count > 1 && members.Count <= list.Rules.Parameters.LargestFamily && OnlyHead() is { } head) Generations(head);
        }
    }

    private void Card(int first)
    {
        if (members.Count > list.Rules.Parameters.LargestFamily)
        {
            list.Findings.Add(first, Elements.FamilyCard, "kk_too_many", list.DeliveredValue(first, Elements.FamilyCard), members.Count.ToString(CultureInfo.InvariantCulture));
            return;
        }
        if (members.Count == 0) return;
        Members();
        Villages();
        if (list.Table[Elements.Relation] is null) return;
        var head = Heads();
        if (head >= 0 && members.Count > 1) Generations(head);
    }

    /// <summary>Tells a family without a head or with several.</summary>
    /// <returns>The only head, or −1.</returns>
    private int Heads()
    {
        int head = -1, heads = 0, known = 0;
        foreach (var row in members)
        {
            if (list.RoleAt(row) != Role.Unknown) known++;
            if (list.RoleAt(row) != Role.Head) continue;
            heads++;
            if (head < 0) head = row;
        }
        if (heads == 0 && known > 0)
            list.Findings.Add(members[0], Elements.Relation, "family_no_head", list.DeliveredValue(members[0], Elements.FamilyCard));
        if (heads < 2) return head;
        var other = -1;
        foreach (var row in members)
        {
            if (list.RoleAt(row) != Role.Head) continue;
            if (row == head) other = NextHead(row);
            list.Findings.Add(row, Elements.Relation, "family_two_heads", Relation(row), list.RowNumber(row == head ? other : head));
        }
        return -1;
    }

    private int NextHead(int after)
    {
        foreach (var row in members)
            if (row > after && list.RoleAt(row) == Role.Head) return row;
        return after;
    }

    private int? OnlyHead()
    {
        int? head = null;
        foreach (var row in members)
        {
            if (list.RoleAt(row) != Role.Head) continue;
            if (head is not null) return null;
            head = row;
        }
        return head;
    }

    private void Generations(int head)
    {
        var wife = -1;
        foreach (var row in members)
        {
            switch (list.RoleAt(row))
            {
                case Role.Child or Role.Grandchild:
                    Younger(row, older: head, younger: row, head, "child_older", "child_gap");
                    break;
                case Role.Parent:
                    Younger(row, older: row, younger: head, head, "parent_younger", "parent_gap");
                    break;
                case Role.Wife or Role.Husband or Role.Spouse:
                    if (list.RoleAt(row) == Role.Wife)
                    {
                        if (wife >= 0) list.Findings.Add(row, Elements.Relation, "family_wives", Relation(row), list.RowNumber(wife));
                        else wife = row;
                    }
                    if (list.Sex(row) is 'L' or 'P' && list.Sex(row) == list.Sex(head))
                        list.Findings.Add(row, Elements.Sex, "spouse_sex", list.DeliveredValue(row, Elements.Sex), list.RowNumber(head));
                    break;
                default:
                    break;
            }
        }
    }

    private void Younger(int row, int older, int younger, int head, string notYounger, string tooClose)
    {
        var (parent, child) = (list.Birth(older), list.Birth(younger));
        if (!parent.IsKnown || !child.IsKnown) return;
        if (parent.IsNotBefore(child)) list.Findings.Add(row, Elements.Relation, notYounger, Relation(row), list.RowNumber(head));
        else if (parent.YearsUntil(child) < list.Rules.Parameters.GenerationGap) list.Findings.Add(row, Elements.Relation, tooClose, Relation(row), list.RowNumber(head));
    }

    private void Members()
    {
        var first = members[0];
        var stated = statedMembers.Length == 0 ? 0 : statedMembers[first];
        if (stated == 0 || stated == members.Count) return;
        list.Findings.Add(first, Elements.HouseholdMembers, "members_differ", list.DeliveredValue(first, Elements.HouseholdMembers), members.Count.ToString(CultureInfo.InvariantCulture));
    }

    private void Villages()
    {
        if (village is null) return;
        var first = -1;
        foreach (var row in members)
        {
            if (village.Codes[row] == 0) continue;
            if (first < 0) first = row;
            else if (village.Codes[row] != village.Codes[first])
            {
                list.Findings.Add(row, Elements.VillageCode, "family_villages", village[row], list.RowNumber(first));
                return;
            }
        }
    }

    private string Relation(int row) => relation?[row] ?? "";
}
