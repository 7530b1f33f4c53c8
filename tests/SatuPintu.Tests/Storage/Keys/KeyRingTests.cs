using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

public sealed class KeyRingTests
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void A_new_ring_is_for_its_owner_only_and_reads_back_the_same()
    {
        using var temp = new TempFolder();
        var made = KeyRing.Create(temp["a/b/keys"]);
        temp.Mode("a/b/keys").ShouldBe(File600 | UnixFileMode.UserExecute);
        temp.Mode("a/b/keys/keys.json").ShouldBe(File600);
        Directory.GetFiles(temp["a/b/keys"]).Select(Path.GetFileName).Order().ShouldBe(["keys.json", "keys.lock"]);
        var opened = KeyRing.Open(temp["a/b/keys"]);
        AllKeys(opened).ShouldBe(AllKeys(made));
        (opened.Id, opened.DataVersion, opened.IndexVersion).ShouldBe((made.Id, 1, 1));
        AllKeys(opened).Distinct().Count().ShouldBe(4);
        AllKeys(KeyRing.Create(temp["other"])).Intersect(AllKeys(made)).ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_never_written_over_and_missing_ones_are_missed()
    {
        using var temp = new TempFolder();
        Refused("keys.none", () => KeyRing.Open(temp["keys"]));
        var made = KeyRing.OpenOrCreate(temp["keys"]);
        Refused("keys.exist", () => KeyRing.Create(temp["keys"]));
        KeyRing.OpenOrCreate(temp["keys"]).Id.ShouldBe(made.Id);
    }

    [Theory]
    [InlineData("keys/keys.json", UnixFileMode.GroupRead)]
    [InlineData("keys/keys.json", UnixFileMode.OtherRead)]
    [InlineData("keys/keys.json", UnixFileMode.OtherWrite)]
    [InlineData("keys", UnixFileMode.GroupExecute)]
    [InlineData("keys", UnixFileMode.OtherWrite)]
    public void Keys_open_to_others_are_refused(string path, UnixFileMode more)
    {
        using var temp = new TempFolder();
        var ring = Ring(temp);
        var mode = temp.Mode(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp[path], mode | more);
        Refused("keys.open_to_others", () => KeyRing.Open(temp["keys"]));
        Refused("keys.open_to_others", ring.Reload);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp[path], mode);
        KeyRing.Open(temp["keys"]).Id.ShouldBe(ring.Id);
    }

    [Fact]
    public void A_folder_open_to_others_gets_no_keys()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(temp["keys"]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp["keys"], temp.Mode("keys") | UnixFileMode.GroupRead);
        Refused("keys.open_to_others", () => KeyRing.Create(temp["keys"]));
        Directory.GetFiles(temp["keys"]).ShouldBeEmpty();
    }

    [Fact]
    public void Any_bit_turned_over_is_refused_or_changes_no_key()
    {
        using var temp = new TempFolder();
        var ring = Ring(temp);
        ring.Rotate();
        var file = temp["keys/keys.json"];
        var good = File.ReadAllBytes(file);
        Prop.ForAll(Gen.Choose(0, good.Length * 8 - 1).ToArbitrary(), bit =>
        {
            File.WriteAllBytes(file, Flipped(good, bit));
            var same = false;
            return IsRefused(() => same = AllKeys(KeyRing.Open(temp["keys"])).SequenceEqual(AllKeys(ring))) || same;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_file_cut_anywhere_or_of_another_kind_is_damaged()
    {
        using var temp = new TempFolder();
        Ring(temp);
        var file = temp["keys/keys.json"];
        var good = File.ReadAllText(file);
        foreach (var text in (string[])["", "{}", "[]", "null", "1", good[..(good.Length / 2)], good[..^2], good.Replace("satupintu-keys", "other", StringComparison.Ordinal), good.Replace("\"audit\"", "\"x\"", StringComparison.Ordinal)])
        {
            File.WriteAllText(file, text);
            Refused("keys.damaged", () => KeyRing.Open(temp["keys"]));
        }
        File.WriteAllText(file, good.Replace("\"format_version\": 1", "\"format_version\": 2", StringComparison.Ordinal));
        Refused("keys.other_version", () => KeyRing.Open(temp["keys"]));
    }

    [Fact]
    public void Rotation_adds_a_key_and_forgetting_takes_an_old_one_for_good()
    {
        using var temp = new TempFolder();
        var ring = Ring(temp);
        var first = ring.DataKey(1).ToArray();
        (ring.Rotate(), ring.Rotate(), ring.RotateIndex()).ShouldBe((2, 3, 2));
        (ring.DataVersion, ring.IndexVersion).ShouldBe((3, 2));
        ring.DataKey(1).ShouldBe(first);
        ring.DataKey(3).ShouldNotBe(first);
        Refused("keys.forget_newest", () => ring.Forget(3));
        Refused("keys.forget_newest", () => ring.ForgetIndex(2));
        ring.Forget(2);
        ring.ForgetIndex(1);
        Refused("keys.forget_unknown", () => ring.Forget(2));
        Refused("keys.forgotten", () => ring.DataKey(2));
        Refused("keys.forgotten", () => ring.IndexKey(1));
        Refused("keys.newer", () => ring.DataKey(4));
        Refused("keys.newer", () => ring.DataKey(-1));
        var again = KeyRing.Open(temp["keys"]);
        again.DataVersions.ShouldBe([1, 3]);
        again.IndexVersions.ShouldBe([2]);
        again.Rotate().ShouldBe(4);
    }

    [Fact]
    public void Changes_of_several_processes_are_all_kept()
    {
        using var temp = new TempFolder();
        var ring = Ring(temp);
        var others = Enumerable.Range(0, 4).Select(_ => KeyRing.Open(temp["keys"])).ToArray();
        Parallel.ForEach(others, other =>
        {
            for (var i = 0; i < 5; i++) other.Rotate();
        });
        // A version made elsewhere is found without being told of it.
        ring.DataVersion.ShouldBe(1);
        ring.DataKey(21).Length.ShouldBe(32);
        ring.DataVersions.ShouldBe(Enumerable.Range(1, 21));
    }

    [Fact]
    public void A_ring_put_in_place_of_another_is_refused()
    {
        using var temp = new TempFolder();
        var ring = Ring(temp);
        Ring(temp, "other");
        File.Copy(temp["other/keys.json"], temp["keys/keys.json"], overwrite: true);
        Refused("keys.another_ring", ring.Reload);
        Refused("keys.another_ring", () => ring.Rotate());
    }

    [Fact]
    public void Keys_that_cannot_be_written_stay_as_they_were()
    {
        using var temp = new TempFolder();
        var ring = Ring(temp);
        // Stands in the way of writing also for one who may do everything.
        Directory.CreateDirectory(temp["keys/keys.json.new"]);
        Refused("keys.unwritable", () => ring.Rotate());
        ring.DataVersion.ShouldBe(1);
        Directory.Delete(temp["keys/keys.json.new"]);
        AllKeys(KeyRing.Open(temp["keys"])).ShouldBe(AllKeys(ring));
        ring.Rotate().ShouldBe(2);
    }

    [Fact]
    public void Keys_of_another_user_are_not_readable()
    {
        if (Environment.IsPrivilegedProcess) Assert.Skip("One who may do everything may read everything.");
        using var temp = new TempFolder();
        Ring(temp);
        _ = temp.Mode("keys");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp["keys/keys.json"], UnixFileMode.None);
        Refused("keys.unreadable", () => KeyRing.Open(temp["keys"]));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp["keys"], UnixFileMode.None);
        Refused("keys.unreadable", () => KeyRing.Open(temp["keys"]));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temp["keys"], File600 | UnixFileMode.UserExecute);
    }

    private static string[] AllKeys(KeyRing ring) =>
        [.. ring.DataVersions.Select(v => Convert.ToHexString(ring.DataKey(v))), .. ring.IndexVersions.Select(v => Convert.ToHexString(ring.IndexKey(v))),
            Convert.ToHexString(ring.ContextKey), Convert.ToHexString(ring.AuditKey)];
}
