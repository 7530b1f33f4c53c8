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

    private static ColumnPlan Plan(string source, params string[] headings)
    {
        var columns = headings.Select(h => TextColumn.From(h, [""])).ToList();
        return ColumnRecogniser.Recognise(SourceCatalog.BuiltIn.Find(source), new TextTable("daftar.csv", columns, [2]));
    }

    private static string?[] Elements(ColumnPlan plan) => plan.Columns.Select(c => c.Element).ToArray();
}
