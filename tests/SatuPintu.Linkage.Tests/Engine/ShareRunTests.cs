using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linkage.Tests.Engine;

public class ShareRunTests
{
    [Fact]
    public void Shares_merged_equal_the_whole() =>
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), Gen.Choose(0, 7).ToArbitrary(), (seed, of, kind) =>
        {
            var records = MadeTable.Make(seed, 400, link: (kind & 1) != 0, families: (kind & 2) != 0);
            var options = MadeTable.Options((kind & 4) != 0 ? new EngineLimits { CompareAll = 0 } : MadeTable.Sampling);
            var whole = LinkageEngine.Run(records, options);
            var shares = Enumerable.Range(1, of).Select(n => Written(LinkageEngine.RunShare(records, options, new Share(n, of)))).Reverse().ToList();
            MadeTable.Say(LinkageEngine.Merge(records, options, shares)).ShouldBe(MadeTable.Say(whole));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(24));

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var records = MadeTable.Make(3, 3000, link: false);
        var options = MadeTable.Options(MadeTable.Sampling);
        MadeTable.Say(LinkageEngine.Run(records, options with { Workers = 1 })).ShouldBe(MadeTable.Say(LinkageEngine.Run(records, options with { Workers = 5 })));
    }

    [Fact]
    public void Every_share_has_something_to_do()
    {
        var records = MadeTable.Make(5, 2000, link: true);
        var options = MadeTable.Options(MadeTable.Sampling);
        var compared = Enumerable.Range(1, 4).Select(n => LinkageEngine.RunShare(records, options, new Share(n, 4)).Compared).ToList();
        compared.Sum().ShouldBe(LinkageEngine.Run(records, options).Statistics.ScoredPairs);
        compared.Min().ShouldBeGreaterThan(compared.Sum() / 8);
    }

    [Fact]
    public void Shares_that_do_not_belong_together_are_refused()
    {
        var records = MadeTable.Make(1, 300, link: false);
        var options = MadeTable.Options(MadeTable.Sampling);
        var shares = Enumerable.Range(1, 3).Select(n => LinkageEngine.RunShare(records, options, new Share(n, 3))).ToList();
        Refused([shares[0], shares[2]], "share_missing", "2/3");
        Refused([.. shares, shares[1]], "share_twice", "2/3");
        Refused([], "share_missing", "1");
        Refused([shares[0], shares[1], LinkageEngine.RunShare(MadeTable.Make(2, 300, link: false), options, new Share(3, 3))], "share_other", "3/3");
        Refused([shares[0], shares[1], LinkageEngine.RunShare(records, options with { ReviewAt = 0.4 }, new Share(3, 3))], "share_other", "3/3");
        Refused([shares[0], LinkageEngine.RunShare(records, options, new Share(2, 2))], "share_other", "2/2");
        var others = MadeTable.Make(9, 300, link: false);
        Should.Throw<LinkageException>(() => LinkageEngine.Merge(others, options, shares)).Reason.ShouldBe("share_other");
        Should.Throw<ArgumentOutOfRangeException>(() => LinkageEngine.RunShare(records, options, new Share(4, 3)));

        void Refused(List<SharePairs> some, string reason, string detail)
        {
            var error = Should.Throw<LinkageException>(() => LinkageEngine.Merge(records, options, some));
            (error.Reason, error.Detail).ShouldBe((reason, detail));
        }
    }

    [Fact]
    public void A_torn_share_is_known()
    {
        var share = LinkageEngine.RunShare(MadeTable.Make(1, 300, link: false), MadeTable.Options(MadeTable.Sampling), new Share(1, 2));
        var stream = new MemoryStream();
        share.Write(stream);
        var bytes = stream.ToArray();
        foreach (var length in (int[])[0, 3, 20, 60, bytes.Length / 2, bytes.Length - 1]) Should.Throw<InvalidDataException>(() => SharePairs.Read(new MemoryStream(bytes[..length])));
        bytes[bytes.Length / 2] ^= 4;
        Should.Throw<InvalidDataException>(() => SharePairs.Read(new MemoryStream(bytes)));
    }

    [Fact]
    public void A_stopped_run_goes_on_where_it_was()
    {
        var records = MadeTable.Make(4, 1200, link: false);
        var options = MadeTable.Options(MadeTable.Sampling);
        var whole = MadeTable.Say(LinkageEngine.Run(records, options));
        var store = new MemoryStore();
        using (var stop = new CancellationTokenSource())
        {
            store.AfterEach = () =>
            {
                if (store.Kept == 7) stop.Cancel();
            };
            Should.Throw<OperationCanceledException>(() => LinkageEngine.Run(records, options with { Store = store }, stop.Token));
        }
        store.AfterEach = null;
        var before = store.Kept;
        before.ShouldBeInRange(7, 8);
        MadeTable.Say(LinkageEngine.Run(records, options with { Store = store })).ShouldBe(whole);
        // A part that is found is not put down again, and none is put down twice (the store would not have it).
        var all = store.Kept;
        all.ShouldBeGreaterThan(before);
        MadeTable.Say(LinkageEngine.Run(records, options with { Store = store })).ShouldBe(whole);
        store.Kept.ShouldBe(all);
    }

    [Fact]
    public void What_another_run_has_put_down_is_not_taken()
    {
        var store = new MemoryStore();
        var options = MadeTable.Options(MadeTable.Sampling) with { Store = store };
        LinkageEngine.Run(MadeTable.Make(4, 600, link: false), options);
        var kept = store.Kept;
        LinkageEngine.Run(MadeTable.Make(5, 600, link: false), options);
        store.Kept.ShouldBeGreaterThan(kept);
        kept = store.Kept;
        LinkageEngine.RunShare(MadeTable.Make(4, 600, link: false), options, new Share(1, 2));
        store.Kept.ShouldBeGreaterThan(kept);
    }

    private static SharePairs Written(SharePairs share)
    {
        var stream = new MemoryStream();
        share.Write(stream);
        stream.Position = 0;
        return SharePairs.Read(stream);
    }
}
