using System.Globalization;
using System.Text;
using System.Text.Json;
using SatuPintu.Linking;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Linking;

public sealed class LinkAgainstTests : IDisposable
{
    private const string Heading = "rec_id,given_name,surname,date_of_birth,address";
    private static readonly string[] People = Made(260);
    // What doubles look like is learned from those of the first list.
    private static readonly string[] Old = [.. People[..200], .. Enumerable.Range(80, 60).Select(p => $"D{p:000}" + Slip(People[p])[4..])];
    private readonly TempFolder temp = new();

    public LinkAgainstTests()
    {
        temp.File("old.csv", List(Old));
        LinkLists.Run(new LinkCommand { Left = temp["old.csv"], Out = temp["first"], Index = temp["index"] }, null, null, CancellationToken.None);
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void New_records_join_the_old_and_keep_their_numbers()
    {
        // Two of the old people with a slip, one new one twice.
        temp.File("new.csv", List(["N1" + Slip(People[10])[4..], "N2" + Slip(People[150])[4..], "N3" + People[220][4..], "N4" + Slip(People[220])[4..]]));
        var outcome = Against("new.csv", "out")!;
        (outcome.Records, outcome.Known, outcome.Joined, outcome.Increment.NewEntities).ShouldBe((4, Old.Length, 2, 1));
        var old = Entities("first");
        var entities = Entities("out");
        entities.Keys.ShouldBe(["N1", "N2", "N3", "N4"]);
        (entities["N1"], entities["N2"]).ShouldBe((old[Id(10)], old[Id(150)]));
        entities["N3"].ShouldBe(entities["N4"]);
        old.Values.ShouldNotContain(entities["N3"]);
        File.ReadAllLines(temp["out/pairs.csv"])[1..].Select(l => string.Join(',', l.Split(',')[..2])).ShouldBe([$"N1,{Id(10)}", $"N2,{Id(150)}", "N4,N3"], ignoreOrder: true);

        // The same again changes nothing, and says the same of who is who.
        var again = Against("new.csv", "again")!;
        (again.Skipped, again.Known, again.Increment.Pairs.Count).ShouldBe((4, Old.Length + 4, 0));
        Entities("again").ShouldBe(entities);
        temp.File("later.csv", List(["N5" + Slip(People[220])[4..]]));
        Against("later.csv", "later");
        Entities("later")["N5"].ShouldBe(entities["N3"]);
    }

    [Fact]
    public void Many_additions_are_written_anew_and_say_the_same()
    {
        for (var at = 200; at < 260; at += 6)
        {
            temp.File("new.csv", List(People[at..(at + 6)]));
            Against("new.csv", "out");
        }
        temp.File("many.csv", List([.. Made(2600)[260..]]));
        Against("many.csv", "out");
        Directory.GetFiles(temp["index"], "*.bin").Length.ShouldBe(1);
        temp.File("all.csv", List(People));
        var all = Against("all.csv", "out")!;
        (all.Skipped, all.Known).ShouldBe((260, 2600 + 60));
    }

    [Fact]
    public void An_index_that_is_kept_stays_as_it_was()
    {
        var before = Contents();
        temp.File("new.csv", List(People[200..]));
        var first = Run(new LinkCommand { Left = temp["new.csv"], Out = temp["out"], Against = temp["index"], KeepIndex = true })!;
        Contents().ShouldBe(before);
        // So a run that was killed before the index was written makes the same result again.
        var clusters = File.ReadAllText(temp["out/clusters.csv"]);
        Against("new.csv", "out")!.Increment.Pairs.ShouldBe(first.Increment.Pairs);
        File.ReadAllText(temp["out/clusters.csv"]).ShouldBe(clusters);
        Contents().ShouldNotBe(before);
    }

    [Fact]
    public void An_id_of_another_record_is_refused_by_name()
    {
        temp.File("new.csv", List([People[230], Id(7) + People[231][4..]]));
        var error = Should.Throw<UserError>(() => Against("new.csv", "out"));
        (error.ExitCode, error.Key).ShouldBe((ExitCode.Input, "linking.index.known_id"));
        error.In(Language.English).ShouldContain(Id(7));
        Directory.Exists(temp["out"]).ShouldBeFalse();
    }

    [Fact]
    public void A_missing_column_counts_as_missing_and_is_told()
    {
        temp.File("new.csv", "rec_id;GIVEN NAME;surname;date_of_birth\n" + string.Join('\n', ("N1" + People[10][4..]).Split(',')[..4]).Replace('\n', ';') + "\n");
        IReadOnlyList<string> told = [];
        LinkAgainst.Run(new LinkCommand { Left = temp["new.csv"], Out = temp["out"], Against = temp["index"] }, null, (_, _, missing) =>
        {
            told = missing;
            return true;
        }, CancellationToken.None);
        told.ShouldBe(["address"]);
        Entities("out")["N1"].ShouldBe(Entities("first")[Id(10)]);
        using var summary = JsonDocument.Parse(File.ReadAllText(temp["out/summary.json"]));
        summary.RootElement.GetProperty("fields_missing")[0].GetString().ShouldBe("address");
    }

    [Fact]
    public void Columns_of_other_names_are_stated_in_settings()
    {
        temp.File("new.csv", "nr,vorname,nachname,geb\n" + ("N1" + People[10][4..])[..^(People[10].Split(',')[^1].Length + 1)] + "\n");
        temp.File("settings.json", """
            { "id": "nr", "fields": [ { "name": "given_name", "kind": "name", "left": "vorname" }, { "name": "surname", "kind": "name", "left": "nachname" }, { "name": "date_of_birth", "kind": "date", "left": "geb" } ] }
            """);
        Should.Throw<UserError>(() => Against("new.csv", "out")).Key.ShouldBe("linking.index.no_column");
        Run(new LinkCommand { Left = temp["new.csv"], Out = temp["out"], Against = temp["index"], Settings = temp["settings.json"] });
        Entities("out")["N1"].ShouldBe(Entities("first")[Id(10)]);
    }

    [Fact]
    public void Damage_is_told_by_file_and_nothing_is_written()
    {
        temp.File("more.csv", List(People[200..210]));
        Against("more.csv", "out");
        temp.File("new.csv", List(People[220..]));
        foreach (var file in Directory.GetFiles(temp["index"]).Where(f => Path.GetFileName(f) is not "summary.json"))
        {
            var whole = File.ReadAllBytes(file);
            var changed = (byte[])whole.Clone();
            changed[changed.Length / 2] ^= 0x15;
            File.WriteAllBytes(file, changed);
            Refused(file);
            File.WriteAllBytes(file, whole[..(whole.Length * 2 / 3)]);
            Refused(file);
            File.Delete(file);
            if (file.EndsWith(".json", StringComparison.Ordinal)) Should.Throw<UserError>(() => Against("new.csv", "other")).Key.ShouldBe("linking.index.none");
            else Refused(file);
            File.WriteAllBytes(file, whole);
        }
        Against("new.csv", "other")!.Known.ShouldBe(Old.Length + 10);

        void Refused(string file)
        {
            var error = Should.Throw<UserError>(() => Against("new.csv", "other"));
            error.ExitCode.ShouldBe(ExitCode.Input);
            error.Key.ShouldBe("linking.index.damaged");
            Directory.Exists(temp["other"]).ShouldBeFalse();
        }
    }

    [Fact]
    public void What_is_no_index_or_in_use_or_of_another_version_is_told()
    {
        temp.File("new.csv", List(People[220..]));
        Key("nowhere").ShouldBe("linking.index.missing");
        Key("first").ShouldBe("linking.index.none");
        using (new FileStream(temp["index/.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)) Key("index").ShouldBe("linking.index.locked");
        File.Delete(temp["index/.lock"]);
        var head = temp["index/index.json"];
        File.WriteAllText(head, File.ReadAllText(head).Replace("\"format_version\": 1", "\"format_version\": 9", StringComparison.Ordinal));
        Key("index").ShouldBe("linking.index.version");

        string Key(string index) => Should.Throw<UserError>(() => Run(new LinkCommand { Left = temp["new.csv"], Out = temp["out"], Against = temp[index] })).Key;
    }

    [Fact]
    public void An_index_that_has_grown_is_not_replaced_unasked()
    {
        var command = new LinkCommand { Left = temp["old.csv"], Out = temp["first"], Index = temp["index"] };
        LinkLists.Run(command, null, null, CancellationToken.None);
        temp.File("new.csv", List(People[220..]));
        Against("new.csv", "out");
        Should.Throw<UserError>(() => LinkLists.Run(command, null, null, CancellationToken.None)).ExitCode.ShouldBe(ExitCode.Output);
        Should.Throw<UserError>(() => LinkLists.Run(command with { Index = temp["first"] }, null, null, CancellationToken.None)).Key.ShouldBe("linking.index.same_folder");
    }

    [Fact]
    public void Rows_without_ids_go_by_file_and_row()
    {
        static string Rows(IEnumerable<string> rows) => Heading[7..] + "\n" + string.Concat(rows.Select(r => r[5..] + "\n"));
        LinkLists.Run(new LinkCommand { Left = temp.File("a.csv", Rows(Old)), Out = temp["rows"], Index = temp["byrow"] }, null, null, CancellationToken.None);
        Run(new LinkCommand { Left = temp.File("b.csv", Rows(People[5..6])), Out = temp["out"], Against = temp["byrow"] });
        File.ReadAllLines(temp["out/pairs.csv"])[1].ShouldStartWith("b.csv:2,a.csv:7,");
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows()) return;
        temp.File("new.csv", List(People[220..]));
        Against("new.csv", "out");
        File.GetUnixFileMode(temp["index"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(temp["index"])) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    private static AgainstOutcome? Run(LinkCommand command) => LinkAgainst.Run(command, null, null, CancellationToken.None);

    private AgainstOutcome? Against(string list, string result) => Run(new LinkCommand { Left = temp[list], Out = temp[result], Against = temp["index"] });

    private Dictionary<string, string> Entities(string result) =>
        File.ReadAllLines(temp[result + "/clusters.csv"])[1..].Select(l => l.Split(',')).ToDictionary(c => c[1], c => c[2], StringComparer.Ordinal);

    private string Contents() => string.Join('|', Directory.GetFiles(temp["index"]).Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f) + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))));

    private static string Id(int person) => People[person][..4];

    private static string List(IEnumerable<string> rows) => Heading + "\n" + string.Concat(rows.Select(r => r + "\n"));

    /// <summary>The record of a person with a letter of the surname changed.</summary>
    private static string Slip(string row)
    {
        var cells = row.Split(',');
        cells[2] = cells[2][..2] + (cells[2][2] == 'x' ? "z" : "x") + cells[2][3..];
        return string.Join(',', cells);
    }

    /// <summary>People of four-letter ids, each another.</summary>
    private static string[] Made(int count)
    {
        string[] syllables = ["ba", "ri", "so", "dan", "tu", "mel", "ka", "ron", "wi", "gar", "lo", "ne", "har", "su", "vic", "po", "ter", "mu", "lin", "fa"];
        var random = new Random(5);
        var rows = new string[count];
        for (var i = 0; i < count; i++)
        {
            var born = new DateOnly(1940, 1, 1).AddDays(random.Next(25_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            rows[i] = string.Create(CultureInfo.InvariantCulture, $"{Letters(i)},{Word(3)},{Word(4)},{born},Jalan {Word(3)} {random.Next(1, 99)}");
        }
        return rows;

        string Word(int parts)
        {
            var word = new StringBuilder();
            for (var p = 0; p < parts; p++) word.Append(syllables[random.Next(syllables.Length)]);
            return word.ToString();
        }

        static string Letters(int number) => $"R{(char)('A' + number / 676)}{(char)('A' + number / 26 % 26)}{(char)('A' + number % 26)}";
    }
}
