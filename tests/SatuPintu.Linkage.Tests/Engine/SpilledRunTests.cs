using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linkage.Tests.Engine;

public class SpilledRunTests
{
    [Fact]
    public void Records_on_disk_give_the_same_as_records_in_memory() =>
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), (seed, parts, kind) =>
        {
            var records = MadeTable.Make(seed, 400, link: (kind & 1) != 0, families: (kind & 2) != 0);
            var limits = (kind & 4) != 0 ? new EngineLimits() : (kind & 8) != 0 ? new EngineLimits { CompareAll = 0 } : MadeTable.Sampling;
            var whole = MadeTable.Say(LinkageEngine.Run(records, MadeTable.Options(limits)));
            var spill = new MemorySpill();
            MadeTable.Say(LinkageEngine.Run(records, MadeTable.Options(limits with { SpillParts = parts }) with { Spill = spill })).ShouldBe(whole);
            spill.Made.ShouldBeGreaterThan(1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(24));

    [Fact]
    public void Large_blocks_are_split_on_disk_as_in_memory()
    {
        var records = MadeTable.Make(8, 3000, link: false);
        var options = MadeTable.Options(MadeTable.Sampling) with { Blocking = [["city"], ["surname:1"]] };
        var whole = LinkageEngine.Run(records, options);
        whole.Statistics.Keys.Sum(k => k.SplitBlocks).ShouldBeGreaterThan(0);
        MadeTable.Say(LinkageEngine.Run(records, options with { Spill = new MemorySpill(), Limits = MadeTable.Sampling with { SpillParts = 5 } })).ShouldBe(MadeTable.Say(whole));
    }

    [Fact]
    public void A_stopped_run_goes_on_from_disk_too_and_shares_fit()
    {
        var records = MadeTable.Make(4, 1200, link: true);
        var options = MadeTable.Options(MadeTable.Sampling);
        var whole = MadeTable.Say(LinkageEngine.Run(records, options));
        var onDisk = options with { Spill = new MemorySpill(), Limits = MadeTable.Sampling with { SpillParts = 4 } };
        var store = new MemoryStore();
        using (var stop = new CancellationTokenSource())
        {
            store.AfterEach = () =>
            {
                if (store.Kept == 6) stop.Cancel();
            };
            Should.Throw<OperationCanceledException>(() => LinkageEngine.Run(records, onDisk with { Store = store }, stop.Token));
        }
        store.AfterEach = null;
        MadeTable.Say(LinkageEngine.Run(records, onDisk with { Store = store })).ShouldBe(whole);
        // One share from memory, one from disk.
        MadeTable.Say(LinkageEngine.Merge(records, onDisk, [LinkageEngine.RunShare(records, options, new Share(1, 2)), LinkageEngine.RunShare(records, onDisk, new Share(2, 2))])).ShouldBe(whole);
    }

    [Fact]
    public void Records_that_are_used_up_give_the_same()
    {
        var options = MadeTable.Options(MadeTable.Sampling);
        var whole = MadeTable.Say(LinkageEngine.Run(MadeTable.Make(4, 900, link: true), options));
        var records = MadeTable.Make(4, 900, link: true);
        MadeTable.Say(LinkageEngine.Run(records, options with { UseUp = true, Store = new MemoryStore() })).ShouldBe(whole);
        records.Fields.Sum(f => f.Codes.Length + f.Values.Size).ShouldBe(4 * records.Fields.Count);
    }

    [Fact]
    public void A_limit_that_is_too_low_says_which_would_do()
    {
        var records = MadeTable.Make(4, 300, link: false);
        var error = Should.Throw<LinkageException>(() => LinkageEngine.Run(records, new LinkageOptions { Memory = 1000, Spill = new MemorySpill() }));
        error.Reason.ShouldBe("memory");
        var least = long.Parse(error.Detail, System.Globalization.CultureInfo.InvariantCulture);
        least.ShouldBeGreaterThan(1000);
        LinkageEngine.Run(records, new LinkageOptions { Memory = least * 11 / 10, Spill = new MemorySpill() }).EntityCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_full_disk_stops_the_run()
    {
        var options = MadeTable.Options(MadeTable.Sampling with { SpillParts = 3 }) with { Spill = new MemorySpill { Room = 20_000 } };
        Should.Throw<IOException>(() => LinkageEngine.Run(MadeTable.Make(4, 600, link: false), options));
    }
}
