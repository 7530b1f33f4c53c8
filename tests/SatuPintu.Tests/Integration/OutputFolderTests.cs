using System.Text;
using SatuPintu.Integration;

namespace SatuPintu.Tests.Integration;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Nothing_stands_under_the_destination_before_the_end()
    {
        using var folder = OutputFolder.Open(temp["hasil"], overwrite: false);
        folder.Write("links.csv", s => s.Write("a"u8));
        Directory.Exists(temp["hasil"]).ShouldBeFalse();
        folder.Commit();
        temp.All().ShouldBe(["hasil", "hasil/links.csv"]);
    }

    [Fact]
    public void A_run_that_fails_leaves_nothing_and_keeps_the_result_before_it()
    {
        Write("hasil", "links.csv", "lama");
        using (var folder = OutputFolder.Open(temp["hasil"], overwrite: false)) folder.Write("links.csv", s => s.Write("baru"u8));
        temp.All().ShouldBe(["hasil", "hasil/links.csv", "hasil/summary.json"]);
        File.ReadAllText(temp["hasil/links.csv"]).ShouldBe("lama");
    }

    [Fact]
    public void An_earlier_result_is_replaced_as_a_whole()
    {
        Write("hasil", "old.csv", "lama");
        Write("hasil", "new.csv", "baru");
        temp.All().ShouldBe(["hasil", "hasil/new.csv", "hasil/summary.json"]);
    }

    [Fact]
    public void Files_and_folders_are_readable_by_their_owner_only()
    {
        using var folder = OutputFolder.Open(temp["hasil"], overwrite: false);
        folder.Write("returns/dtks.csv", s => s.Write("a"u8));
        folder.Commit();
        temp.Mode("hasil").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        temp.Mode("hasil/returns").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        temp.Mode("hasil/returns/dtks.csv").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_folder_that_is_not_ours_is_refused()
    {
        Directory.CreateDirectory(temp["hasil"]);
        temp.File("hasil/skripsi.docx", "penting");
        Refused("output.not_ours").ShouldContain("skripsi.docx");
    }

    [Fact]
    public void A_file_added_to_an_earlier_result_is_not_lost()
    {
        Write("hasil", "links.csv", "lama");
        temp.File("hasil/catatan.txt", "penting");
        Refused("output.foreign_file").ShouldContain("catatan.txt");
    }

    [Theory]
    [InlineData("keputusan saya")]
    [InlineData("lima")]
    public void A_file_changed_after_the_run_is_not_lost(string text)
    {
        Write("hasil", "review.csv", "lama");
        temp.File("hasil/review.csv", text);
        File.SetLastWriteTimeUtc(temp["hasil/review.csv"], DateTime.UtcNow.AddMinutes(5));
        Refused("output.changed_file").ShouldContain("review.csv");
    }

    [Fact]
    public void With_leave_what_is_not_ours_is_set_aside_and_not_deleted()
    {
        Directory.CreateDirectory(temp["hasil"]);
        temp.File("hasil/skripsi.docx", "penting");
        using (var folder = OutputFolder.Open(temp["hasil"], overwrite: true))
        {
            folder.Write("links.csv", s => s.Write("a"u8));
            folder.Commit();
        }
        temp.All().ShouldBe(["hasil", "hasil.before-1", "hasil.before-1/skripsi.docx", "hasil/links.csv"]);
    }

    [Fact]
    public void An_empty_folder_may_be_written_to()
    {
        Directory.CreateDirectory(temp["hasil"]);
        Write("hasil", "links.csv", "baru");
        temp.All().ShouldBe(["hasil", "hasil/links.csv", "hasil/summary.json"]);
    }

    [Fact]
    public void A_link_to_a_folder_stays_a_link()
    {
        Directory.CreateDirectory(temp["disk"]);
        Directory.CreateSymbolicLink(temp["hasil"], temp["disk"]);
        Write("hasil", "links.csv", "baru");
        File.Exists(temp["disk/links.csv"]).ShouldBeTrue();
        Directory.ResolveLinkTarget(temp["hasil"], returnFinalTarget: true).ShouldNotBeNull();
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_but_not_what_a_living_one_writes()
    {
        using var living = OutputFolder.Open(temp["hasil"], overwrite: false);
        Directory.CreateDirectory(temp[".hasil.partial-dead"]);
        temp.File(".hasil.partial-dead/.lock", "");
        temp.File(".hasil.partial-dead/persons.csv", "SITI");
        using var folder = OutputFolder.Open(temp["hasil"], overwrite: false);
        Directory.Exists(temp[".hasil.partial-dead"]).ShouldBeFalse();
        Directory.Exists(living.Partial).ShouldBeTrue();
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused()
    {
        temp.File("hasil", "x");
        Should.Throw<UserError>(() => OutputFolder.Open(temp["hasil"], overwrite: true)).Key.ShouldBe("output.is_a_file");
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_said_so()
    {
        if (Environment.UserName == "root") Assert.Skip("root may write anywhere.");
        temp.Writable(false);
        try
        {
            Should.Throw<UserError>(() => OutputFolder.Open(temp["hasil"], overwrite: false)).Key.ShouldBe("output.no_permission");
        }
        finally
        {
            temp.Writable(true);
        }
    }

    [Theory]
    [InlineData(28, "output.disk_full")]
    [InlineData(122, "output.quota")]
    [InlineData(27, "output.file_limit")]
    [InlineData(30, "output.read_only")]
    [InlineData(16, "output.mount")]
    [InlineData(5, "output.failed")]
    public void What_the_system_says_is_put_in_plain_words(int errno, string key)
    {
        var error = Should.Throw<UserError>(() => OutputErrors.Guard<bool>(temp.Root, () => throw new IOException("kernel words", errno)));
        error.Key.ShouldBe(key);
        error.ExitCode.ShouldBe(ExitCode.Output);
        error.In(Language.Indonesian).ShouldContain(temp.Root);
    }

    private void Write(string name, string file, string text)
    {
        using var folder = OutputFolder.Open(temp[name], overwrite: false);
        folder.Write(file, s => s.Write(Encoding.UTF8.GetBytes(text)));
        folder.Write(SummaryFile.Name, s => s.Write(Encoding.UTF8.GetBytes($$"""{ "program": "{{SummaryFile.Program}}", "files": [ { "name": "{{file}}", "bytes": {{text.Length}} } ] }""")));
        folder.Commit();
    }

    private string Refused(string key)
    {
        var before = temp.All();
        var error = Should.Throw<UserError>(() => OutputFolder.Open(temp["hasil"], overwrite: false));
        error.Key.ShouldBe(key);
        error.ExitCode.ShouldBe(ExitCode.Output);
        temp.All().ShouldBe(before);
        return error.In(Language.Indonesian);
    }
}
