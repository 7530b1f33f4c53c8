using System.Globalization;
using SatuPintu.Linkage.Records;
using SatuPintu.Linking;
using SatuPintu.Sources;

namespace SatuPintu.Tests.Linking;

public sealed class RecognitionTests
{
    private const int Rows = 120;
    private static readonly string[] Given = ["siti", "budi", "anna", "karl", "dewi", "emma"], Sur = ["neumann", "painter", "green", "white", "schulz", "wati"];

    [Fact]
    public void Two_lists_of_one_shape_pair_by_heading()
    {
        var list = Table(("rec_id", i => $"rec-{i}-org"), ("given_name", Name), ("surname", Surname), ("street_number", i => $"{i % 90}"), ("address_1", i => $"{Surname(i)} street"),
            ("address_2", i => Surname(i + 1)), ("suburb", i => Surname(i + 2)), ("postcode", i => $"{4000 + (i % 70)}"), ("state", i => i % 2 == 0 ? "nsw" : "vic"),
            ("date_of_birth", i => Day(i, "yyyyMMdd")), ("soc_sec_id", i => $"{5300000 + i}"));
        var plan = Plan(list, list);
        Fields(plan).ShouldBe([
            "given_name:name", "surname:name", "street_number:text", "address:text", "address_2:text", "suburb:place", "postcode:place", "state:place",
            "date_of_birth:date", "ssn:identifier"]);
        plan.Settings.Id.ShouldBe(new ColumnPair("rec_id", "rec_id"));
        plan.Unused.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_with_its_truth_is_not_looked_at_for_it()
    {
        var plan = Plan(Table(("unique_id", i => $"{i}"), ("first_name", Name), ("surname", Surname), ("dob", i => Day(i, "yyyy-MM-dd")), ("city", Surname),
            ("email", i => $"{Name(i)}{i % 40}@mail.net"), ("cluster", i => $"{i / 2}")));
        Fields(plan).ShouldBe(["given_name:name", "surname:name", "date_of_birth:date", "city:place", "email:identifier"]);
        plan.Unused.ShouldBe([new UnusedColumn(ListSide.Left, "cluster", "answer")]);
        plan.Settings.Id!.Left.ShouldBe("unique_id");
    }

    [Fact]
    public void Names_in_parts_and_a_date_in_three_columns()
    {
        var plan = Plan(Table(("fname_c1", Name), ("fname_c2", i => i % 20 == 0 ? Name(i + 1) : "NA"), ("lname_c1", Surname), ("lname_c2", i => "NA"),
            ("by", i => i == 7 ? "1067" : $"{1930 + (i % 60)}"), ("bm", i => $"{1 + (i % 12)}"), ("bd", i => $"{1 + (i % 28)}"), ("rec_id", i => $"{i + 1}"), ("ent_id", i => $"{i / 2}")));
        Fields(plan).ShouldBe(["date_of_birth:date", "given_name:name", "given_name_2:name", "surname:name"]);
        plan.Settings.Fields![0].Left.ShouldBe(["by", "bm", "bd"]);
        plan.Settings.Id!.Left.ShouldBe("rec_id");
        plan.Unused.ShouldBe([new(ListSide.Left, "lname_c2", "empty"), new(ListSide.Left, "ent_id", "answer")], ignoreOrder: true);
    }

    [Fact]
    public void Two_agencies_lists_pair_by_meaning()
    {
        var left = Table(("ID_DTKS", i => $"D{i}"), ("nik", Nik), ("no_kk", i => $"36720115031100{i / 3:D2}"), ("nama_lengkap", FullName), ("tempat_lahir", i => "Cilegon"),
            ("tanggal_lahir", i => Day(i, "yyyy-MM-dd")), ("jenis_kelamin", i => i % 2 == 0 ? "L" : "P"), ("hubungan_keluarga", i => i % 3 == 0 ? "Istri" : "Anak"),
            ("alamat_lengkap", i => $"Jl. {Surname(i)} RT 00{i % 9}"), ("nama_kelurahan", i => Surname(i % 4)), ("desil", i => "Desil 4"), ("jenis_atap", i => "Genteng"),
            ("luas_lantai", i => $"{20 + i}"), ("lat", i => (-6.02 - (i / 10000.0)).ToString(CultureInfo.InvariantCulture)), ("tanggal_update_terakhir", i => Day(i, "yyyy-MM-dd")));
        var right = Table(("ID_P3KE", i => $"P{i}"), ("NIK", i => i % 4 == 0 ? "" : Nik(i)), ("Nama", i => FullName(i).ToUpperInvariant()), ("JK", i => i % 2 == 0 ? "1" : "2"),
            ("Tgl Lahir", i => Day(i, "dd-MM-yyyy")), ("Kecamatan", i => "JOMBANG"), ("Desa/Kelurahan", i => Surname(i % 4)), ("Alamat", i => $"JL {Surname(i)}"),
            ("Nama Kepala Keluarga", Name), ("Hubungan", i => i % 3 == 0 ? "Istri" : "Anak"), ("Kepemilikan Rumah", i => "Menumpang"));
        var plan = Plan(left, right);
        Fields(plan).ShouldBe(["nik:nik", "full_name:full_name", "date_of_birth:date", "sex:category", "relation:category", "address:text", "village:place"], ignoreOrder: true);
        plan.Settings.Id.ShouldBe(new ColumnPair("ID_DTKS", "ID_P3KE"));
        plan.Settings.Family.ShouldBe(new ColumnPair("no_kk", null));
        plan.Unused.Where(u => u.Why == "one_list").Select(u => u.Heading).ShouldBe(["tempat_lahir", "Kecamatan", "Nama Kepala Keluarga"], ignoreOrder: true);
        plan.Unused.Where(u => u.Why == "not_identity").Select(u => u.Heading).ShouldBe(["desil", "jenis_atap", "luas_lantai", "lat", "tanggal_update_terakhir", "Kepemilikan Rumah"], ignoreOrder: true);
    }

    [Fact]
    public void A_family_card_in_both_lists_is_family_and_evidence()
    {
        var list = Table(("nama", FullName), ("no_kk", i => $"36720115031100{i / 3:D2}"), ("no", i => $"{i}"));
        var plan = Plan(list, list);
        Fields(plan).ShouldBe(["full_name:full_name", "family_card:identifier"], ignoreOrder: true);
        plan.Settings.Family.ShouldBe(new ColumnPair("no_kk", "no_kk"));
        plan.Settings.Id!.Left.ShouldBe("no");
    }

    [Fact]
    public void Parts_of_a_name_are_joined_where_the_other_list_has_it_whole()
    {
        var parts = Table(("forename", Name), ("lname", Surname), ("dob", i => Day(i, "yyyy-MM-dd")));
        var whole = Table(("name", FullName), ("birth_date", i => Day(i, "dd/MM/yyyy")));
        Plan(parts, whole).Settings.Fields!.Single(f => f.Name == "full_name").Left.ShouldBe(["forename", "lname"]);
        Plan(whole, parts).Settings.Fields!.Single(f => f.Name == "full_name").Right.ShouldBe(["forename", "lname"]);
        Fields(Plan(whole, parts)).ShouldBe(["full_name:full_name", "date_of_birth:date"], ignoreOrder: true);
    }

    [Fact]
    public void A_heading_that_promises_what_the_cells_do_not_hold_is_not_believed()
    {
        var plan = Plan(Table(("dob", i => $"about {i}"), ("nik", i => $"A{i}"), ("surname", i => $"{i * 7}"), ("sex", i => $"{i}")));
        Fields(plan).ShouldBe(["date_of_birth:text", "nik:identifier", "surname:text", "sex:text"]);
    }

    [Fact]
    public void Columns_of_unknown_headings_are_known_by_what_they_hold()
    {
        var left = Table(("x1", Nik), ("x2", i => Day(i, "dd-MM-yyyy")), ("x3", i => i % 2 == 0 ? "L" : "P"), ("x4", i => $"{Letters(i)} {Letters(i * 31)}"), ("kode", i => $"KX{100000 + (i * 37)}"));
        var right = Table(("kode", i => $"KX{100000 + (i * 37)}"), ("y4", i => $"{Letters(i)} {Letters(i * 31)}"), ("y1", Nik), ("y2", i => Day(i, "yyyy-MM-dd")), ("y3", i => i % 2 == 0 ? "M" : "F"));
        var plan = Plan(left, right);
        Fields(plan).ShouldBe(["nik:nik", "date_of_birth:date", "sex:category", "x4:full_name", "kode:identifier"], ignoreOrder: true);
        plan.Origins.ShouldAllBe(o => o == FieldOrigin.Content);
        plan.Settings.Fields!.Single(f => f.Name == "x4").Right.ShouldBe(["y4"]);
        plan.Settings.Id.ShouldBeNull();
    }

    [Fact]
    public void Ids_must_be_there_and_different_to_be_recognised()
    {
        Plan(Table(("id", i => $"{i / 2}"), ("name", FullName))).Settings.Id.ShouldBeNull();
        Plan(Table(("id", i => i == 5 ? "" : $"{i}"), ("name", FullName), ("no", i => $"{i}"))).Settings.Id!.Left.ShouldBe("no");
    }

    [Fact]
    public void Lists_of_which_nothing_is_known_are_refused()
    {
        var error = Should.Throw<UserError>(() => Plan(Table(("luas", i => $"{i % 7}"), ("atap", i => "seng"))));
        error.Key.ShouldBe("linking.nothing_recognised");
        error.In(Language.English).ShouldContain("luas");
    }

    [Fact]
    public void Every_role_and_reason_has_a_text_or_kind()
    {
        foreach (var why in new[] { "answer", "row_id", "empty", "one_list", "not_identity" }) Catalogue.Keys.ShouldContain("linking.unused." + why);
        LinkRoles.BuiltIn.Find("Tgl. Lahir")!.Kind.ShouldBe(FieldKind.Date);
        LinkRoles.BuiltIn.Find("phone_2")!.Id.ShouldBe("phone");
        LinkRoles.BuiltIn.Find("luas lantai").ShouldBeNull();
    }

    private static LinkPlan Plan(TextTable left, TextTable? right = null) => FieldRecogniser.Plan(new LinkSettings(), left, right);

    private static List<string> Fields(LinkPlan plan) => plan.Settings.Fields!.Select(f => $"{f.Name}:{LinkKinds.Name(f.Kind)}").ToList();

    private static TextTable Table(params (string Heading, Func<int, string> Cell)[] columns) => new(
        "list.csv",
        [.. columns.Select(c => TextColumn.From(c.Heading, Enumerable.Range(0, Rows).Select(c.Cell)))],
        [.. Enumerable.Range(2, Rows)]);

    private static string Name(int i) => Given[i % Given.Length];

    private static string Surname(int i) => Sur[i * 5 % 6 == 0 ? i / 6 % 6 : i % 6];

    private static string FullName(int i) => $"{Name(i)} {Surname(i / 6)}";

    private static string Letters(int i)
    {
        var chance = new Random(i);
        return string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + chance.Next(26))));
    }

    private static string Day(int i, string form) => new DateOnly(1940, 1, 1).AddDays(i * 229).ToString(form, CultureInfo.InvariantCulture);

    private static string Nik(int i)
    {
        var born = new DateOnly(1940, 1, 1).AddDays(i * 229);
        return $"367201{born.Day + (i % 2 * 40):D2}{born.Month:D2}{born.Year % 100:D2}{1 + i:D4}";
    }
}
