using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

/// <summary>What holds for every text whatever: the readers never fail, and reading their own result changes nothing.</summary>
public sealed class ReaderProperties
{
    private static readonly string[] Fragments =
    [
        "H.", "HJ", "HM", "St.", "ST", "Tb.", "Rt", "bin", "Binti", "B.", "alias", "Alm.", "(ALMH)", ", S.Pd", "S.E.", "SE", "S. Pd. I", "M.", "MUH.", "Abd", "dr.", "By.", "Ny.",
        "Siti", "AMINAH", "DadiPermana", "rHasanah", "Nu", "DewiS", "ri", "Rifa'i", "Soekarno", "O", "X", "NN", "N/A", "-", ".", ",", " ", "  ", "\u00A0", "\0", "\uD800", "\uDC00", "😀",
        "ß", "é", "e\u0301", "ǆ", "ı", "İ", "ª", "ĸa", "李", "ＡＢ", "ـ", "\u200B", "1", "0", "12", "002/001", "3/4/5", "RT", "RW", "RT/RW", "RT002001", "No.", "No", "#", "12A", "A5", "Blok", "Kav.",
        "Jl.", "JALAN", "Gg", "Kp.", "Link.", "Perum", "Kel.", "Kec", "Desa", "Jend.", "A. Yani", "K.H.", "Let. Jen", "17 Agustus", "IV", "XII", "12-05-1990", "1990", "Mei", "Senin,", "T00:00:00",
        "33005", "31", "/", "05", "Cilegon,", "'", "`", "\"", "(", ")", ":", "VII", "B", "b", "T", "P", "Ds.", "Dsn", "RTRW", "R.T.", "No. 12 B", "/12", "Let.", "P.", "A.",
    ];

    private static readonly Arbitrary<string> Texts = Gen.OneOf(
        ArbMap.Default.ArbFor<string>().Generator.Select(s => s ?? ""),
        Gen.Elements(Fragments).ListOf().Select(parts => string.Join(' ', parts)),
        Gen.Elements(Fragments).ListOf().Select(parts => string.Concat(parts)),
        Gen.Choose(0, 0xFFFF).Select(c => (char)c).ListOf().Select(chars => string.Concat(chars))).ToArbitrary();

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(4000).WithEndSize(60).WithReplay(20250529, 3671);

    [Fact]
    public void Reading_a_standard_name_changes_nothing() => Prop.ForAll(Texts, text =>
    {
        var once = PersonNameReader.Read(text);
        var twice = PersonNameReader.Read(once.Standard);
        return (twice.Standard == once.Standard && twice.Tokens.SequenceEqual(once.Tokens)).Label($"{once.Standard} → {twice.Standard} | {string.Join('+', once.Tokens)} → {string.Join('+', twice.Tokens)}");
    }).Check(Thorough);

    private static readonly Gen<string> AddressTexts =
        from kind in Gen.Elements("Jl. ", "JALAN ", "Gg.", "Link. ", "LK ", "Kp. ", "Perumahan ", "Komp. ", "Dsn. ", "")
        from name in Gen.Elements("Merdeka", "KH. Wasyid", "A. Yani", "Jend. Soedirman", "Kubang Lesung", "17 Agustus", "Kampung Baru", "Let. Jend. Suprapto", "Raya Anyer Km 5", "KebonSari")
        from within in Gen.Elements("", " Gg. Mawar", " Blok A5", " Blok C", ", Kp. Weri", " Gang III")
        from number in Gen.Elements("", " No. 12", " No 12A", " no. 12 B", " No. 12/3", " No.05", " #7", " No A5")
        from area in Gen.Elements("", " RT 003 RW 001", " RT.3/RW.1", " 03/01", " RT/RW 03/01", ", RT 3, RW 1", " Rt03")
        from rest in Gen.Elements("", ", Kel. Jombang Wetan", " Kel. Kedaleman Kec. Cibeber", " (belakang masjid)", ", dekat pasar", " Ds. Sukamaju")
        select kind + name + within + number + area + rest;

    [Fact]
    public void Reading_a_standard_address_changes_nothing() => Prop.ForAll(AddressTexts.ToArbitrary(), text =>
    {
        var once = AddressReader.Read(text);
        var twice = AddressReader.Read(once.Standard);
        return (twice == once).Label($"{text}: {once} → {twice}");
    }).Check(Thorough);

    [Fact]
    public void An_address_of_any_text_has_parts_in_standard_form() => Prop.ForAll(Texts, text =>
    {
        var address = AddressReader.Read(text);
        return IsThreeDigits(address.Rt) && IsThreeDigits(address.Rw) && !address.Standard.Contains("  ") && address.Standard.Trim() == address.Standard
            && !address.Standard.Any(char.IsAsciiLetterLower) && address.Standard.Contains(address.StreetName) && address.Standard.Contains(address.Rest);
    }).Check(Thorough);

    private static bool IsThreeDigits(string text) => text.Length == 0 || (text.Length == 3 && text.All(char.IsAsciiDigit));

    [Fact]
    public void Reading_a_standard_date_changes_nothing() => Prop.ForAll(Texts, text =>
    {
        var once = DateReader.Read(text, DateOrder.DayMonthYear);
        return DateReader.Read(once.Standard, DateOrder.DayMonthYear).Standard == once.Standard && (once.Date is null || once.Standard.Length == 10);
    }).Check(Thorough);

    [Fact]
    public void Names_hold_no_signs_digits_or_small_letters() => Prop.ForAll(Texts, text =>
    {
        var name = PersonNameReader.Read(text);
        return name.Standard.All(c => !char.IsAscii(c) || char.IsAsciiLetterUpper(c) || c == ' ') && !name.Standard.Contains("  ") && name.Standard.Trim() == name.Standard
            && name.Tokens.All(t => t.Length > 0 && !t.Contains(' ')) && (name.Standard.Length == 0) == (name.Tokens.Count == 0);
    }).Check(Thorough);

    [Fact]
    public void The_other_readers_take_any_text() => Prop.ForAll(Texts, text =>
    {
        _ = NumberReader.Read(text);
        _ = NumberReader.ReadDecimal(text);
        _ = BooleanReader.Read(text);
        _ = NameKey.Of(text);
        return CodeLists.Load().Values.All(list => list.TryRead(text, extra: null, out var standard) == (list.Find(standard) is not null));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20250529, 3671));

    [Fact]
    public void A_long_text_is_no_harm()
    {
        foreach (var fragment in Fragments)
        {
            var text = string.Concat(Enumerable.Repeat(fragment, 3000));
            _ = PersonNameReader.Read(text);
            _ = AddressReader.Read(text);
            _ = DateReader.Read(text, DateOrder.DayMonthYear);
            _ = NumberReader.Read(text);
            _ = BooleanReader.Read(text);
            _ = CodeLists.Find(Elements.Relation)!.TryRead(text, extra: null, out _);
        }
        AddressReader.Read(string.Concat(Enumerable.Repeat("Jl. Merdeka ", 3000))).Kind.ShouldBe("JL");
    }

    private static readonly string[] Months =
        ["Januari", "Pebruari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "Nopember", "Desember"];

    private static readonly Func<DateOnly, string>[] DateForms =
    [
        d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), d => d.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture), d => d.ToString("d/M/yyyy", CultureInfo.InvariantCulture),
        d => d.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), d => d.ToString("ddMMyyyy", CultureInfo.InvariantCulture), d => d.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        d => d.ToString("yyyy/M/d", CultureInfo.InvariantCulture), d => d.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), d => d.ToString("MMM d, yyyy", CultureInfo.InvariantCulture),
        d => $"{d:yyyy-MM-dd}T00:00:00", d => $"{d:dd/MM/yyyy} 0:00", d => $"{d.Day} {Months[d.Month - 1]} {d.Year}",
        d => $"Jumat, {d.Day:D2} {Months[d.Month - 1][..3].ToUpperInvariant()} {d.Year}", d => $"Cilegon, {d:dd-MM-yyyy}", d => $"{d.Day}-{Months[d.Month - 1]}-{d.Year % 100:D2}",
        d => (d.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture), d => d.ToString("ddMMyy", CultureInfo.InvariantCulture),
        d => d.ToString("dd MM yyyy", CultureInfo.InvariantCulture), d => $"{d:yyyyMMdd}000000",
    ];

    [Fact]
    public void A_date_survives_every_form() => Prop.ForAll(
        Gen.Choose(0, 35000).Select(days => new DateOnly(1930, 1, 1).AddDays(days)).ToArbitrary(),
        Gen.Choose(0, DateForms.Length - 1).ToArbitrary(),
        (date, form) =>
        {
            var text = DateForms[form](date);
            return (DateReader.Read(text, DateOrder.DayMonthYear).Date == date).Label(text);
        }).Check(Thorough);

    private static readonly Func<int, int, string>[] RtForms =
    [
        (rt, rw) => $"RT {rt:D3} RW {rw:D3}", (rt, rw) => $"RT.{rt}/RW.{rw}", (rt, rw) => $"RT{rt:D2}/{rw:D2}", (rt, rw) => $"{rt:D3}/{rw:D3}", (rt, rw) => $"{rt:D2}/{rw:D2}",
        (rt, rw) => $"RT/RW {rt:D2}/{rw:D2}", (rt, rw) => $"RT/RW: {rt} / {rw}", (rt, rw) => $"rt: {rt} rw: {rw}", (rt, rw) => $"Rt{rt:D2}Rw{rw:D2}", (rt, rw) => $"RT. {rt}, RW. {rw}",
        (rt, rw) => $"RW {rw:D2} RT {rt:D2}", (rt, rw) => $"R.T. {rt} R.W. {rw}", (rt, rw) => $"RT {rt:D3}{rw:D3}", (rt, rw) => $"RTRW {rt:D3}/{rw:D3}", (rt, rw) => $"RT.{rt:D3}-RW.{rw:D3}", (rt, rw) => $"({rt:D3}/{rw:D3})",
    ];

    [Fact]
    public void Rt_and_rw_survive_every_form() => Prop.ForAll(
        Gen.Choose(1, 99).ToArbitrary(),
        Gen.Choose(1, 60).ToArbitrary(),
        Gen.Choose(0, (RtForms.Length * 5) - 1).ToArbitrary(),
        (rt, rw, form) =>
        {
            var street = (form % 5) switch { 0 => "Jl. Merdeka No. 12 ", 1 => "LINK. KUBANG LESUNG ", 2 => "Kp. Weri, ", 3 => "Perum Bukit Permai Blok A5 No. 3 ", _ => "" };
            var address = AddressReader.Read(street + RtForms[form / 5](rt, rw));
            return (address.Rt == $"{rt:D3}" && address.Rw == $"{rw:D3}").Label(street + RtForms[form / 5](rt, rw) + " → " + address.Standard);
        }).Check(Thorough);

    [Fact]
    public void Texts_with_random_characters_keep_the_readers_standing()
    {
        var random = new Random(3672);
        string[] seeds = ["Drs. H. Moch. Rifa'i bin Salim, S.Pd", "Jl. KH Wasyid No. 20 RT 003 RW 001", "Senin, 12 Mei 1990", "Rp 1.250.000,00", "1. Kepala Keluarga"];
        for (var round = 0; round < 20_000; round++)
        {
            var text = seeds[round % seeds.Length].ToCharArray();
            for (var change = random.Next(1, 5); change > 0; change--) text[random.Next(text.Length)] = (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000);
            var mutated = new string(text);
            var name = PersonNameReader.Read(mutated);
            PersonNameReader.Read(name.Standard).Standard.ShouldBe(name.Standard, mutated);
            var address = AddressReader.Read(mutated);
            IsThreeDigits(address.Rt).ShouldBeTrue(mutated);
            var date = DateReader.Read(mutated, DateOrder.DayMonthYear);
            if (date.Date is { } day) day.Year.ShouldBeInRange(1850, 2150);
            _ = NumberReader.Read(mutated);
            _ = CodeLists.Find(Elements.Relation)!.TryRead(mutated, extra: null, out _);
        }
    }
}
