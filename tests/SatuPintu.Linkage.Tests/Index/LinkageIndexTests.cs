using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Index;

namespace SatuPintu.Linkage.Tests.Index;

public sealed class LinkageIndexTests
{
    private static readonly IndexedPeople People = IndexedPeople.Make(1500, 0.4, 7);
    private const int Known = 1500;
    private static readonly byte[] Kept = Bytes(People.Index(..Known));

    [Fact]
    public void What_is_read_back_is_what_was_written()
    {
        var index = Read(Kept);
        Bytes(index).ShouldBe(Kept);
        (index.Count, index.ReviewAt, index.MatchAt).ShouldBe((Known, 0.5, 0.9));
        index.Note.ShouldBe([1, 2, 3]);
        index.Fields.Select(f => f.Name).ShouldContain("nik");
        for (var r = 0; r < Known; r++) index.Find(Encoding.UTF8.GetBytes(People.Rows[r][0])).ShouldBe(r);
        index.Find("nobody"u8).ShouldBe(-1);
    }

    [Fact]
    public void A_grown_index_is_read_back_too()
    {
        var index = Read(Kept);
        Add(index, Known..);
        var again = Read(Bytes(index));
        (again.Count, again.EntityCount).ShouldBe((People.Rows.Count, index.EntityCount));
        Bytes(again).ShouldBe(Bytes(index));
        var values = Values(People.Rows[3], index);
        again.Match(values).ShouldBe(index.Match(values));
    }

    [Fact]
    public void An_index_from_memory_and_one_from_a_file_find_the_same()
    {
        LinkageIndex made = People.Index(..Known), read = Read(Kept);
        Add(made, Known..).Pairs.ShouldBe(Add(read, Known..).Pairs);
        for (var r = 0; r < made.Count; r++) read.EntityOf(r).ShouldBe(made.EntityOf(r));
    }

    [Fact]
    public void A_record_finds_itself_first()
    {
        var index = Read(Kept);
        for (var r = 0; r < 200; r++)
        {
            var found = index.Match(Values(People.Rows[r], index));
            found.Select(f => f.Record).ShouldContain(r);
            found[0].Weight.ShouldBeGreaterThan(10);
        }
        index.Count.ShouldBe(Known);
    }

    [Fact]
    public void Linking_in_two_steps_gives_nearly_what_linking_at_once_gives()
    {
        var once = LinkageEngine.Run(People.Table(..), new LinkageOptions()).EntityOf;
        var index = Read(Kept);
        Add(index, Known..);
        var (precision, recall) = Agreement(r => index.EntityOf(r), r => once[r]);
        precision.ShouldBeGreaterThan(0.97);
        recall.ShouldBeGreaterThan(0.97);
        var (right, found) = Agreement(r => index.EntityOf(r), r => People.Truth[r]);
        right.ShouldBeGreaterThan(0.98);
        found.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Entities_keep_their_numbers_over_increments()
    {
        var index = Read(Kept);
        var numbers = Enumerable.Range(0, Known).Select(index.EntityOf).ToList();
        for (var at = Known; at < People.Rows.Count; at += 100)
        {
            var before = index.EntityCount;
            var increment = Add(index, at..Math.Min(People.Rows.Count, at + 100));
            increment.EntityOf.Where(e => e >= before).Distinct().Order().ShouldBe(Enumerable.Range(before, increment.NewEntities));
            numbers.AddRange(increment.EntityOf);
            for (var r = 0; r < numbers.Count; r++) index.EntityOf(r).ShouldBe(numbers[r]);
        }
        // One at a time is nearly all at once.
        var whole = Read(Kept);
        Add(whole, Known..);
        var (precision, recall) = Agreement(r => index.EntityOf(r), r => whole.EntityOf(r));
        precision.ShouldBeGreaterThan(0.98);
        recall.ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void An_increment_that_is_replayed_brings_the_same_state()
    {
        LinkageIndex index = Read(Kept), copy = Read(Kept);
        foreach (var range in new[] { Known..1600, 1600..1601, 1601..People.Rows.Count })
        {
            using var stream = new MemoryStream();
            Add(index, range).Write(stream);
            stream.Position = 0;
            copy.Replay(IndexIncrement.Read(stream));
        }
        Bytes(copy).ShouldBe(Bytes(index));
        using var last = new MemoryStream();
        Add(index, ^0..).Write(last);
        last.Position = 0;
        Should.Throw<LinkageIndexException>(() => Read(Kept).Replay(IndexIncrement.Read(last))).Reason.ShouldBe("other_index");
    }

    [Fact]
    public void A_record_that_fits_two_entities_goes_to_the_better_and_the_pair_is_told()
    {
        // Two old records of one person, kept apart by what each lacks.
        var people = IndexedPeople.Make(600, 0.4, 3);
        int[] single = [.. Enumerable.Range(0, people.Rows.Count).Where(r => people.Truth[r] >= 240 && people.Rows[r].All(v => v.Length > 0)).Take(2)];
        var (one, other) = (single[0], single[1]);
        var whole = people.Rows[one];
        people.Rows[one] = ["a1", whole[1], whole[2], whole[3], "", "", whole[6], whole[7], "", "", ""];
        people.Rows[other] = ["a2", "", "", "", whole[4], whole[5], "", "", whole[8], whole[9], whole[10]];
        var index = people.Index(..);
        index.EntityOf(one).ShouldNotBe(index.EntityOf(other));
        people.Rows.Add(["new", .. whole[1..]]);
        var increment = index.Add(people.Table(^1.., index), people.Ids(^1..));
        increment.Pairs.Select(p => p.A).ShouldBe([one, other]);
        var better = increment.Pairs.MaxBy(p => p.Weight).A;
        increment.EntityOf.ShouldBe([index.EntityOf(better)]);
        increment.KeptApart.Select(p => p.A).ShouldBe([one + other - better]);
        index.EntityOf(one).ShouldNotBe(index.EntityOf(other));
    }

    [Fact]
    public void An_id_that_is_known_is_refused_and_nothing_is_added()
    {
        var index = Read(Kept);
        Should.Throw<LinkageIndexException>(() => Add(index, (Known - 1)..)).Detail.ShouldBe(People.Rows[Known - 1][0]);
        Bytes(index).ShouldBe(Kept);
        index.IsSame(Known - 1, People.Table((Known - 1).., index), 0).ShouldBeTrue();
        index.IsSame(Known - 2, People.Table((Known - 1).., index), 0).ShouldBeFalse();
    }

    [Fact]
    public void A_crowded_block_is_split_and_still_finds()
    {
        var people = IndexedPeople.Make(6000, 0.2, 11);
        foreach (var row in people.Rows) (row[1], row[7]) = ("siti", "bandung");
        var index = people.Index(..400);
        var increment = index.Add(people.Table(400.., index), people.Ids(400..), 2);
        (increment.Compared / (double)increment.EntityOf.Length).ShouldBeLessThan(3000);
        var (precision, recall) = Agreement(r => index.EntityOf(r), r => people.Truth[r], people.Rows.Count);
        precision.ShouldBeGreaterThan(0.95);
        recall.ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Any_byte_that_changed_is_found_out()
    {
        Prop.ForAll(Gen.Choose(0, Kept.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(), change =>
        {
            var bytes = (byte[])Kept.Clone();
            bytes[change.Item1] ^= (byte)change.Item2;
            return Refused(bytes);
        }).QuickCheckThrowOnFailure();
        // Heads are few among so many bytes; each of the first, and of the last, is tried.
        for (var at = 0; at < 600; at++)
        {
            foreach (var place in new[] { at, Kept.Length - 1 - at })
            {
                var bytes = (byte[])Kept.Clone();
                bytes[place] ^= 0x40;
                Refused(bytes).ShouldBeTrue($"byte {place}");
            }
        }
    }

    [Fact]
    public void A_file_that_is_cut_or_longer_is_found_out()
    {
        Prop.ForAll(Gen.Choose(0, Kept.Length - 1).ToArbitrary(), length => Refused(Kept[..length])).QuickCheckThrowOnFailure();
        Refused([.. Kept, 0]).ShouldBeTrue();
        Should.Throw<LinkageIndexException>(() => Read(Encoding.ASCII.GetBytes("left_id,right_id"))).Reason.ShouldBe("not_index");
    }

    [Fact]
    public void A_damaged_increment_is_found_out()
    {
        using var stream = new MemoryStream();
        Add(Read(Kept), Known..).Write(stream);
        var whole = stream.ToArray();
        Prop.ForAll(Gen.Choose(0, whole.Length - 1).ToArbitrary(), at =>
        {
            var bytes = (byte[])whole.Clone();
            bytes[at] ^= 1;
            try
            {
                IndexIncrement.Read(new MemoryStream(bytes));
                return false;
            }
            catch (LinkageIndexException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static bool Refused(byte[] bytes)
    {
        try
        {
            Read(bytes);
            return false;
        }
        catch (LinkageIndexException)
        {
            return true;
        }
    }

    private static IndexIncrement Add(LinkageIndex index, Range range) => index.Add(People.Table(range, index), People.Ids(range), 2);

    private static LinkageIndex Read(byte[] bytes) => LinkageIndex.Read(new MemoryStream(bytes));

    private static byte[] Bytes(LinkageIndex index)
    {
        using var stream = new MemoryStream();
        index.Write(stream);
        return stream.ToArray();
    }

    private static List<ReadOnlyMemory<byte>> Values(string[] row, LinkageIndex index)
    {
        string[] names = ["given", "surname", "whole", "born", "nik", "sex", "town", "street", "phone", "income"];
        return [.. index.Fields.Select(f => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(row[Array.IndexOf(names, f.Name) + 1])))];
    }

    /// <summary>Of the pairs that one division joins, the share that the other joins, and the reverse.</summary>
    private static (double Precision, double Recall) Agreement(Func<int, int> one, Func<int, int> other, int? records = null)
    {
        var all = Enumerable.Range(0, records ?? People.Rows.Count).ToList();
        double both = Pairs(r => (one(r), other(r)));
        return (both / Pairs(one), both / Pairs(other));

        double Pairs<T>(Func<int, T> of) => all.GroupBy(of).Sum(g => g.Count() * (g.Count() - 1.0) / 2);
    }
}
