using SatuPintu.Sources;

namespace SatuPintu.Tests.Sources;

public sealed class ColumnRecogniserTests
{
    [Fact]
    public void Headings_are_compared_without_case_spaces_and_punctuation()
    {
        var plan = Plan("unknown", "No. KK", "N I K", "NAMA  LENGKAP", "tgl.lahir", "JK (L/P)", "Desa / Kelurahan");
        Elements(plan).ShouldBe(["family_card_number", "nik", "full_name", "date_of_birth", "sex", "village_name"]);
        plan.Columns.ShouldAllBe(c => c.How == Recognition.Heading);
    }

    [Fact]
    public void A_heading_a_letter_or_two_off_is_recognised_but_not_a_different_word()
    {
        var plan = Plan("unknown", "nama", "Tangal Lahir", "Kecamtan", "Alamt", "nama ibu kandung", "Kolam");
        Elements(plan).ShouldBe(["full_name", "date_of_birth", "district_name", "full_address", null, null]);
    }

    [Fact]
    public void Two_columns_are_never_one_element_and_the_more_usual_heading_wins()
    {
        var plan = Plan("unknown", "nama art", "Nama Lengkap", "NIK", "nik ktp");
        Elements(plan).ShouldBe([null, "full_name", "nik", null]);
        plan.ColumnOf("full_name").ShouldBe(1);
        plan.ColumnOf("sex").ShouldBeNull();
    }

    [Fact]
    public void Yes_no_columns_of_programmes_are_flags_of_active_aid()
    {
        var plan = Plan("p3ke", "Nama", "Penerima BPNT", "Penerima PKH");
        plan.FlagsOf("active_aid").ShouldBe([(1, "BPNT"), (2, "PKH")]);
        plan.ColumnOf("active_aid").ShouldBeNull();
    }

    [Fact]
    public void A_list_without_names_is_refused_with_its_headings_and_how_to_map_them()
    {
        var error = Should.Throw<UserError>(() => Plan("dtks", "NIK", "Kode X"));
        error.ExitCode.ShouldBe(ExitCode.Input);
        error.Message.ShouldContain("full_name");
        error.Message.ShouldContain("Kode X");
        error.Message.ShouldContain("--mapping");
        Should.Throw<UserError>(() => Plan("unknown", "Alamat", "Kode X")).Message.ShouldContain("full_name, nik");
    }

    [Fact]
    public void Columns_without_a_telling_heading_are_recognised_by_their_cells()
    {
        var table = People(60, "A1", "A2", "A3", "A4", "A5", "A6", "A7");
        var plan = ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"), table);
        Elements(plan).ShouldBe(["nik", "family_card_number", "full_name", "date_of_birth", "sex", "full_address", "village_name"]);
        plan.Columns.ShouldAllBe(c => c.How == Recognition.Content);
    }

    [Fact]
    public void A_column_on_another_person_is_never_taken_for_the_person()
    {
        var table = People(60, "A1", "A2", "Nama Ibu Kandung", "Tanggal Cetak", "A5", "A6", "A7");
        var plan = ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"), table);
        plan.ColumnOf("full_name").ShouldBeNull();
        plan.ColumnOf("date_of_birth").ShouldBeNull();
    }

    [Fact]
    public void Codes_1_and_2_are_the_sex_only_where_they_follow_the_nik()
    {
        var niks = Enumerable.Range(0, 60).Select(i => Nik(i)).ToList();
        var follows = niks.Select((_, i) => i % 2 == 0 ? "2" : "1").ToList();
        var other = niks.Select((_, i) => i % 3 == 0 ? "2" : "1").ToList();
        ColumnPlan Of(List<string> codes) => ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"),
            Table(("NIK", niks), ("kolom_2", codes)));
        Of(follows).ColumnOf("sex").ShouldBe(1);
        Of(other).ColumnOf("sex").ShouldBeNull();
    }

    [Fact]
    public void Numbers_that_could_be_anything_stay_unrecognised_and_are_shown_masked()
    {
        var plan = ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"),
            Table(("nama", ["SITI AMINAH", "BUDI", "ALI"]), ("X", ["1", "2", "3"]), ("Y", ["Ya", "Tidak", "Ya"])));
        Elements(plan).ShouldBe(["full_name", null, null]);
        var lines = plan.Describe(Language.Indonesian).ToList();
        lines.Count.ShouldBe(3);
        lines[0].ShouldContain("full_name");
        lines[0].ShouldContain("SI•• AM••••");
        lines[1].ShouldContain("“X” tidak dikenali");
    }

    [Fact]
    public void A_heading_that_its_cells_speak_against_is_not_believed()
    {
        var plan = ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"), Table(("nama", ["A", "B"]), ("KK", ["SITI", "BUDI"])));
        plan.ColumnOf("family_card_number").ShouldBeNull();
    }

    [Fact]
    public void A_number_that_repeats_is_no_record_id()
    {
        ColumnPlan Of(params string[] numbers) => ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"), Table(("No", [.. numbers]), ("nama", [.. numbers.Select(_ => "SITI")])));
        Of("1", "2", "3").ColumnOf("record_id").ShouldBe(0);
        Of("1", "1", "1").ColumnOf("record_id").ShouldBeNull();
    }

    [Fact]
    public void A_list_of_heads_alone_names_persons_but_members_are_not_given_their_heads_name()
    {
        var heads = Table(("Nama Kepala Keluarga", ["SITI", "BUDI"]), ("Alamat", ["Jl. A", "Jl. B"]));
        ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("unknown"), heads).ColumnOf("full_name").ShouldBe(0);
        var members = Table(("Nama Kepala Keluarga", ["SITI", "BUDI"]), ("Hubungan", ["Anak", "Istri"]));
        Should.Throw<UserError>(() => ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find("p3ke"), members));
    }

    private static string Nik(int i) => $"367201{(i % 2 == 0 ? 41 : 1) + i % 28:00}{1 + i % 12:00}{50 + i % 50:00}{i + 1:0000}";

    private static TextTable People(int count, params string[] headings)
    {
        string[] names = ["SITI", "BUDI", "AHMAD", "DEWI", "ENTIN", "WAWAN", "LESTARI"], villages = ["Sukmajaya", "Bagendung", "Kebonsari", "Randakari"];
        var rows = Enumerable.Range(0, count).Select(i => new[]
        {
            Nik(i), $"367201{1 + i / 3 % 28:00}{1 + i / 3 % 12:00}11{i / 3:0000}", names[i % 7] + " " + names[i / 7 % 7] + (char)('A' + i % 26),
            $"{1 + i % 28:00}-{1 + i % 12:00}-{1950 + i}", i % 2 == 0 ? "P" : "L", $"Jl. Merdeka No. {i}", villages[i % 4],
        }).ToList();
        return Table([.. headings.Select((h, c) => (h, rows.Select(r => r[c]).ToList()))]);
    }

    private static TextTable Table(params (string Heading, List<string> Cells)[] columns) =>
        new("daftar.csv", columns.Select(c => TextColumn.From(c.Heading, c.Cells)).ToList(), [.. Enumerable.Range(2, columns[0].Cells.Count)]);

    private static ColumnPlan Plan(string source, params string[] headings)
    {
        var columns = headings.Select(h => TextColumn.From(h, [""])).ToList();
        return ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find(source), new TextTable("daftar.csv", columns, [2]));
    }

    private static string?[] Elements(ColumnPlan plan) => plan.Columns.Select(c => c.Element).ToArray();
}
