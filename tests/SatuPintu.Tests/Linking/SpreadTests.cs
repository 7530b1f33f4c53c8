using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SatuPintu.Cli;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linking;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Linking;

/// <summary>Shares and their merging, going on after a stop, and limits of memory, as files.</summary>
public sealed partial class SpreadTests : IDisposable
{
    private static readonly string[] Tables = ["pairs.csv", "clusters.csv", "model.json"];
    private static readonly EngineLimits Sampling = new() { CompareAll = 0, KeepAll = 0, SampledCandidates = 2000, PartRecords = 200 };
    private readonly TempFolder temp = new();

    public SpreadTests()
    {
        temp.File("left.csv", List(1, 500));
        temp.File("right.csv", List(2, 400));
    }

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shares_merged_are_the_whole_byte_for_byte(bool link)
    {
        var command = Command("whole", link);
        LinkLists.Run(command, null, null, CancellationToken.None);
        for (var n = 1; n <= 3; n++) LinkShares.Run(command with { Out = temp[$"shares/{n}"] }, new Share(n, 3), null, null, CancellationToken.None)!.Share.ShouldBe(new Share(n, 3));
        LinkShares.Merge([temp["shares/*"]], temp["merged"], false, null, CancellationToken.None);
        Same("whole", "merged");
        // Times and memory differ, and with them the size of the report that shows them.
        Told("merged").ShouldBe(Told("whole"));

        string Told(string folder) => ReportSize().Replace(File.ReadAllText(temp[$"{folder}/summary.json"]).Split("\"run\":")[0], "");
    }

    [Fact]
    public void Shares_that_do_not_belong_together_are_refused()
    {
        Shares(3);
        Refused("linking.share_missing", "2/3", "shares/1", "shares/3");
        Refused("linking.share_twice", "1/3", "shares/1", "shares/2", "shares/1", "shares/3");
        LinkShares.Run(Command("shares/other") with { ReviewAt = 0.3 }, new Share(3, 3), null, null, CancellationToken.None);
        Refused("linking.share_other", "other", "shares/1", "shares/2", "shares/other");
        Refused("linking.no_share", "left.csv", "shares/1", "left.csv");
        Refused("linking.share_none", "nothing*", "nothing*");
        Should.Throw<UserError>(() => LinkShares.Merge([temp["shares/1"], temp["shares/2"], temp["shares/3"]], temp["shares/2"], true, null, CancellationToken.None)).Key.ShouldBe("linking.share_is_out");
    }

    [Fact]
    public void A_torn_share_is_named_and_nothing_is_written()
    {
        Shares(2);
        var file = temp["shares/2/share.bin"];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^5]);
        Refused("linking.share_torn", "share.bin", "shares/1", "shares/2");
        Directory.Exists(temp["merged"]).ShouldBeFalse();
    }

    [Fact]
    public void Lists_that_changed_since_are_not_merged()
    {
        Shares(2);
        File.AppendAllText(temp["left.csv"], "9999,A,B,1990-01-01,x,y\n");
        Refused("linking.share_list_changed", "left.csv", "shares/1", "shares/2");
        File.Delete(temp["left.csv"]);
        Refused("linking.share_list_gone", "left.csv", "shares/1", "shares/2");
    }

    [Fact]
    public void A_stopped_run_goes_on_where_it_was()
    {
        LinkLists.Run(Sampled("whole"), null, null, CancellationToken.None);
        using (var stop = new CancellationTokenSource())
        {
            var stopping = Sampled("out", options => options with { Store = new CountingStore(options.Store!, 5, stop.Cancel) });
            Should.Throw<LinkStopped>(() => LinkLists.Run(stopping, null, null, stop.Token));
        }
        Directory.Exists(temp["out"]).ShouldBeFalse();
        var parts = Directory.GetFiles(temp[".out.progress"], "*.pairs").Length;
        parts.ShouldBeGreaterThanOrEqualTo(5);

        // A part that lost its end with the power is scored again.
        var torn = Directory.GetFiles(temp[".out.progress"], "*.pairs").Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(torn, File.ReadAllBytes(torn)[..^3]);
        var told = 0;
        CountingStore? store = null;
        LinkLists.Run(Sampled("out", options => options with { Store = store = new CountingStore(options.Store!, int.MaxValue, () => { }) }), null, null, CancellationToken.None, found => told = found);
        told.ShouldBe(parts);
        store!.Found.ShouldBe(parts - 1);
        store.Kept.ShouldBeGreaterThan(0);
        Same("whole", "out");
        Directory.Exists(temp[".out.progress"]).ShouldBeFalse();
    }

    [Fact]
    public void Other_lists_or_options_do_not_go_on_with_what_was_put_down()
    {
        using (var stop = new CancellationTokenSource())
            Should.Throw<LinkStopped>(() => LinkLists.Run(Sampled("out", o => o with { Store = new CountingStore(o.Store!, 3, stop.Cancel) }), null, null, stop.Token));
        var told = 0;
        LinkLists.Run(Sampled("out") with { ReviewAt = 0.3 }, null, null, CancellationToken.None, found => told = found);
        told.ShouldBe(0);
        Directory.Exists(temp[".out.progress"]).ShouldBeFalse();
    }

    [Fact]
    public void Two_runs_for_one_folder_leave_each_others_parts_alone()
    {
        using (var stop = new CancellationTokenSource())
            Should.Throw<LinkStopped>(() => LinkLists.Run(Sampled("out", o => o with { Store = new CountingStore(o.Store!, 3, stop.Cancel) }), null, null, stop.Token));
        using var other = new FileStream(temp[".out.progress/.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var before = Directory.GetFiles(temp[".out.progress"], "*.pairs").Length;
        LinkLists.Run(Sampled("out"), null, null, CancellationToken.None);
        Directory.GetFiles(temp[".out.progress"], "*.pairs").Length.ShouldBe(before);
    }

    [Fact]
    public void Records_on_disk_give_the_same_and_leave_nothing_there()
    {
        LinkLists.Run(Sampled("whole"), null, null, CancellationToken.None);
        LinkLists.Run(Sampled("out", o => o with { Limits = Sampling with { SpillParts = 3 } }), null, null, CancellationToken.None);
        Same("whole", "out");
        temp.All().Where(f => Path.GetFileName(f).StartsWith('.')).ShouldBeEmpty();
    }

    [Fact]
    public void A_disk_that_is_full_while_records_are_put_there_is_said_and_leaves_nothing()
    {
        Directory.CreateDirectory(temp["disk"]);
        if (!OperatingSystem.IsLinux() || Shell($"mount -t tmpfs -o size=64k tmpfs {temp["disk"]}") != 0) Assert.Skip("This user may not mount a small disk.");
        try
        {
            var error = Should.Throw<UserError>(() => LinkLists.Run(Sampled("disk/out", o => o with { Limits = Sampling with { SpillParts = 3 } }), null, null, CancellationToken.None));
            error.Key.ShouldBe("output.disk_full");
            Directory.EnumerateFileSystemEntries(temp["disk"], "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).ShouldBeEmpty();
        }
        finally
        {
            Shell($"umount {temp["disk"]}");
        }
    }

    [Theory]
    [InlineData("4GB", 4_000_000_000)]
    [InlineData("4000MB", 4_000_000_000)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("1.5 g", 3L << 29)]
    public void A_size_is_read(string text, long bytes) => MemoryLimit.Read(text).ShouldBe(bytes);

    [Theory]
    [InlineData("4", "linking.memory_malformed")]
    [InlineData("viele GB", "linking.memory_malformed")]
    [InlineData("-4GB", "linking.memory_malformed")]
    [InlineData("1e30TB", "linking.memory_malformed")]
    [InlineData("10MB", "linking.memory_little")]
    public void What_is_no_size_is_refused(string text, string key) => Should.Throw<UserError>(() => MemoryLimit.Read(text)).Key.ShouldBe(key);

    [Fact]
    public void A_limit_that_the_values_do_not_fit_into_names_one_that_does()
    {
        var error = Should.Throw<UserError>(() => LinkLists.Run(Command("out") with { Memory = 4000 }, null, null, CancellationToken.None));
        error.Key.ShouldBe("linking.memory_short");
        var least = long.Parse(LeastSize().Match(error.In(Language.English)).Groups["least"].Value, CultureInfo.InvariantCulture) * 1_000_000;
        LinkLists.Run(Command("out") with { Memory = least * 2 }, null, null, CancellationToken.None).ShouldNotBeNull();
    }

    [Fact]
    public void The_verbs_run_shares_and_merge_them()
    {
        for (var n = 1; n <= 2; n++) Said($"link {temp["left.csv"]} {temp["right.csv"]} --partition {n}/2 --out {temp[$"s/{n}"]} --lang en").ShouldContain($"Share {n}/2:");
        Said($"merge {temp["s/*"]} --out {temp["merged"]} --lang en").ShouldContain(temp["merged"]);
        foreach (var wrong in (string[])["0/2", "3/2", "2", "a/b", "1/0"])
            Said($"link {temp["left.csv"]} {temp["right.csv"]} --partition {wrong} --out {temp["x"]} --lang en", ExitCode.Usage).ShouldContain(wrong);
    }

    private static string Said(string line, ExitCode code = ExitCode.Done)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var ended = CommandLine.Run(line.Split(' '), output, error);
        ended.ShouldBe((int)code, error.ToString());
        return output.ToString() + error;
    }

    private LinkCommand Command(string folder, bool link = true) => new() { Left = temp["left.csv"], Right = link ? temp["right.csv"] : null, Out = temp[folder] };

    private LinkCommand Sampled(string folder, Func<LinkageOptions, LinkageOptions>? adjust = null) => Command(folder, link: false) with
    {
        Adjust = o => adjust is null ? o with { Limits = Sampling } : adjust(o with { Limits = Sampling }),
    };

    private void Shares(int of)
    {
        for (var n = 1; n <= of; n++) LinkShares.Run(Command($"shares/{n}"), new Share(n, of), null, null, CancellationToken.None);
    }

    private void Refused(string key, string says, params string[] folders)
    {
        var error = Should.Throw<UserError>(() => LinkShares.Merge([.. folders.Select(f => temp[f])], temp["merged"], false, null, CancellationToken.None));
        error.Key.ShouldBe(key);
        error.In(Language.English).ShouldContain(says);
        error.ExitCode.ShouldBe(ExitCode.Input);
    }

    private void Same(string one, string other)
    {
        foreach (var table in Tables) File.ReadAllText(temp[$"{other}/{table}"]).ShouldBe(File.ReadAllText(temp[$"{one}/{table}"]), table);
    }

    private static int Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string List(int seed, int count)
    {
        string[] syllables = ["ba", "su", "di", "ra", "ni", "ka", "to", "wi", "jo", "mar", "han", "lin", "pur", "yan", "ti"];
        var people = new Random(17);
        var slips = new Random(seed);
        var text = new StringBuilder("rec_id,given_name,surname,date_of_birth,address,city\n");
        for (var i = 0; i < count; i++)
        {
            string[] person = [Name(), Name(), $"{people.Next(1930, 2010)}-{people.Next(1, 13):00}-{people.Next(1, 29):00}", $"jalan {Name()} {people.Next(90)}", $"kota {people.Next(20)}"];
            for (var f = 0; f < person.Length; f++) if (slips.Next(9) == 0) person[f] = person[f].Remove(slips.Next(person[f].Length), 1);
            text.Append(CultureInfo.InvariantCulture, $"{seed * 10_000 + i},{string.Join(',', person)}\n");
            // The same again, for doubles in one list.
            if (slips.Next(5) == 0) text.Append(CultureInfo.InvariantCulture, $"{seed * 10_000 + i}b,{string.Join(',', person)}\n");
            if (text.Length > 0 && slips.Next(5) == 0) i++;
        }
        var lines = text.ToString().Split('\n');
        return string.Join('\n', lines.Take(count + 1)) + "\n";

        string Name() => string.Concat(Enumerable.Range(0, people.Next(2, 4)).Select(_ => syllables[people.Next(syllables.Length)]));
    }

    private sealed class CountingStore(IPairStore inner, int most, Action stop) : IPairStore
    {
        public int Found { get; private set; }

        public int Kept { get; private set; }

        public StoredPairs? Find(PairPart part)
        {
            var found = inner.Find(part);
            if (found is not null) Found++;
            return found;
        }

        public void Keep(PairPart part, StoredPairs pairs)
        {
            inner.Keep(part, pairs);
            if (++Kept == most) stop();
        }
    }

    [GeneratedRegex("(?<=report.html\",\\s+\"bytes\": )\\d+", RegexOptions.None, 1000)]
    private static partial Regex ReportSize();

    [GeneratedRegex("about (?<least>\\d+)MB", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeastSize();
}
