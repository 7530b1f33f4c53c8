using System.Globalization;
using SatuPintu.Access;
using SatuPintu.Dashboard;
using SatuPintu.Dashboard.Looking;
using SatuPintu.People.Looking;
using SatuPintu.Sources;
using SatuPintu.Tests.Deliveries;

namespace SatuPintu.Tests.Dashboard;

/// <summary>The sixteen variables of planning, counted from a list that carries all of them.</summary>
public sealed class VariablesTests
{
    private const string Village = "3672061003";
    private static readonly Actor Coordinator = new(Guid.CreateVersion7(), new Grant("coordinator", "*", ""));

    [Fact]
    public async Task Each_of_the_sixteen_is_counted_of_those_it_is_about()
    {
        await using var desk = await DeliveryDesk.Open("dtsen");
        await desk.Deliver("dtsen", List(), new DateOnly(2026, 5, 29));
        (await ShowVariable.Known(desk.Registry.Database, Coordinator, new FiguresQuery("3672"))).ShouldBe(Variables.Counted, ignoreOrder: true);

        (await Shown(desk, "school_attendance")).ShouldBe(["Tidak bersekolah lagi 60", "Masih bersekolah 30"]);
        // Of those who go to school alone, though all have a kind of school.
        (await Shown(desk, "school_kind")).ShouldBe(["SD 30"]);
        (await Shown(desk, "faeces_disposal")).ShouldBe(["Lubang tanah 45", "Tangki septik 45"]);
        (await Shown(desk, "disability")).ShouldBe(["Tidak ada kesulitan 88", "Banyak kesulitan 2"]);
        (await Shown(desk, "chronic_illness")).ShouldBe(["Tidak ada 87", "HIV/AIDS 3"]);
        // A status of employment tells that somebody works, where nothing else does.
        (await Shown(desk, "working")).ShouldBe(["true 60", "false 30"]);
        (await Shown(desk, "head_sector")).ShouldBe(["Perdagangan 30"]);
        // Heads are above sixty.
        (await Shown(desk, "adult_sector")).ShouldBe(["Konstruksi 30"]);
        (await Shown(desk, "female_heads")).ShouldBe([" 30"]);
        var ages = (await ShowVariable.Run(desk.Registry.Database, Coordinator, new FiguresQuery("3672"), "school_attendance")).Single(r => r.Value == "Masih bersekolah").Ages;
        ages.Select(a => a.Value).ShouldBe([0, 30, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task Few_of_a_village_who_are_ill_are_shown_to_nobody()
    {
        await using var desk = await DeliveryDesk.Open("dtsen");
        await desk.Deliver("dtsen", List(), new DateOnly(2026, 5, 29));
        var ill = (await ShowVariable.Run(desk.Registry.Database, Coordinator, new FiguresQuery(Village), "chronic_illness")).Single(r => r.Value == "HIV/AIDS");
        ill.All.Value.ShouldBeNull();
        var few = (await ShowVariable.Run(desk.Registry.Database, Coordinator, new FiguresQuery(Village), "disability")).Single(r => r.Value == "Banyak kesulitan");
        few.All.Value.ShouldBeNull();
        Masked.Value(Elements.ChronicIllness, "HIV/AIDS").ShouldBeNull();
        Masked.Value(Elements.Disability, "Banyak kesulitan").ShouldBeNull();
    }

    [Fact]
    public void A_hidden_number_does_not_follow_from_what_stands_beside_it()
    {
        var small = new ShownCount(null, IsSmall: true);
        var row = new VariableRow("Asma", small, 7, [0, 0, small, 6, 9, 0], 10).WithoutTell();
        row.Women.ShouldBe(new ShownCount(null));
        row.Ages.ShouldBe([0, 0, small, new ShownCount(null), 9, 0]);

        // The page of one village hides what the page of its district hides: the smallest beside the only small one.
        var counts = new Dictionary<string, long> { ["367206"] = 35, ["3672061001"] = 20, ["3672061002"] = 12, [Village] = 3 };
        ShownCount Of(string village) => SmallNumbers.Of(village, code => counts.GetValueOrDefault(code));
        Of(Village).ShouldBe(small);
        Of("3672061002").ShouldBe(new ShownCount(null));
        Of("3672061001").ShouldBe(20);
        // Where more live in the district than its villages tell, what is left is the smallest.
        counts["367206"] = 41;
        Of("3672061002").ShouldBe(12);
    }

    private static async Task<string[]> Shown(DeliveryDesk desk, string variable) =>
        [.. (await ShowVariable.Run(desk.Registry.Database, Coordinator, new FiguresQuery("3672"), variable)).Select(r => $"{r.Value} {r.All.Value}")];

    // Thirty families of a grandmother who trades, a child who builds and a grandchild at school; DTSEN's own numbers where it has them.
    private static string List()
    {
        var text = new System.Text.StringBuilder("id_dtsen,nik,no_kk,nama,tanggal lahir,jenis kelamin,hubungan dengan kepala keluarga,alamat,kode_kelurahan,desil nasional,status sekolah,jenjang pendidikan,disabilitas,penyakit kronis,status kedudukan dalam pekerjaan,lapangan usaha,status kepemilikan rumah,air minum layak,sanitasi layak,pembuangan akhir tinja,sumber penerangan,bahan bakar memasak\n");
        string[] given = ["Siti", "Ahmad", "Rina"], family = ["Aminah", "Suryana", "Wulandari", "Prasetyo", "Lestari", "Basuki", "Hidayat", "Permana", "Saputra", "Maulana"], third = ["Kartika", "Bambang", "Fatimah"];
        for (var i = 0; i < 90; i++)
        {
            var (house, role) = (i / 3, i % 3);
            var born = new DateOnly(role switch { 0 => 1955, 1 => 1985, _ => 2016 }, 1 + (house % 12), 1 + (house % 28));
            var sex = role == 1 ? 'L' : 'P';
            text.Append(CultureInfo.InvariantCulture, $"T{i:D3},367206{born.Day + (sex == 'P' ? 40 : 0):D2}{born:MMyy}{1 + i:D4},36720612051400{1 + house:D2},{given[role]} {family[house % 10]} {third[house / 10]},{born:yyyy-MM-dd},{sex},{role switch { 0 => 1, 1 => 3, _ => 5 }},Jl. Mawar No. {1 + house} RT 001 RW 002,{Village},{1 + (house % 10)},")
                .Append(CultureInfo.InvariantCulture, $"{(role == 2 ? 2 : 3)},{(role == 2 ? "3" : "8")},{(i is 0 or 3 ? 2 : 4)},{(i is 1 or 4 or 7 ? 12 : 1)},{role switch { 0 => "1", 1 => "7", _ => "Tidak bekerja" }},{role switch { 0 => "Perdagangan", 1 => "Bangunan", _ => "" }},1,Ya,Ya,{(house % 2 == 0 ? 1 : 4)},450 VA,Gas 3 kg\n");
        }
        return text.ToString();
    }
}
