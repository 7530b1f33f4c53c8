using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class AddressReaderTests
{
    [Theory]
    [InlineData("Jl. KH Wasyid No. 20 RT 003 RW 001", "JL KH WASYID NO 20 RT 003 RW 001")]
    [InlineData("Jln K.H. Wasyid No.20 RT.3/RW.1", "JL KH WASYID NO 20 RT 003 RW 001")]
    [InlineData("Jalan KH. Wasyid No 20 03/01", "JL KH WASYID NO 20 RT 003 RW 001")]
    [InlineData("JL KH WASYID 20 RT/RW 003/001", "JL KH WASYID NO 20 RT 003 RW 001")]
    [InlineData("Link. Kubang Lesung RT 010 RW 005", "LINK KUBANG LESUNG RT 010 RW 005")]
    [InlineData("Lingkungan Kubang Lesung 10/05", "LINK KUBANG LESUNG RT 010 RW 005")]
    [InlineData("LK. Kubang Lesung Rt10 Rw05", "LINK KUBANG LESUNG RT 010 RW 005")]
    [InlineData("Kp Weri RT.5/RW.8", "KP WERI RT 005 RW 008")]
    [InlineData("Kampung Weri", "KP WERI")]
    [InlineData("Jl. Jend. Sudirman No. 12A", "JL JENDERAL SUDIRMAN NO 12A")]
    [InlineData("Jl. Jendral Soedirman No 12 A", "JL JENDERAL SUDIRMAN NO 12A")]
    [InlineData("Jl. Letnan Jenderal Suprapto", "JL LETJEN SUPRAPTO")]
    [InlineData("Jl. Let. Jend. Suprapto", "JL LETJEN SUPRAPTO")]
    [InlineData("Jl. A. Yani No. 3", "JL AHMAD YANI NO 3")]
    [InlineData("Jl. X Gg. Y No. 3", "JL X GG Y NO 3")]
    [InlineData("Jl. Melati No. 3 Gg. Mawar RT 1 RW 2", "JL MELATI GG MAWAR NO 3 RT 001 RW 002")]
    [InlineData("Perum Bukit Permai Blok A5 No. 12 RT 02 RW 03", "PERUM BUKIT PERMAI BLOK A5 NO 12 RT 002 RW 003")]
    [InlineData("Perumahan Bukit Permai Blok A5/12", "PERUM BUKIT PERMAI BLOK A5 NO 12")]
    [InlineData("Komp. Bukit Permai Blok C No 5", "KOMP BUKIT PERMAI BLOK C NO 5")]
    [InlineData("Jl. Kampung Melayu No 3", "JL KAMPUNG MELAYU NO 3")]
    [InlineData("Jl. 17 Agustus RT 1 RW 2", "JL 17 AGUSTUS RT 001 RW 002")]
    [InlineData("Jl. Merdeka 12 RT 1 RW 2", "JL MERDEKA NO 12 RT 001 RW 002")]
    [InlineData("Jl. Merdeka No. 12/3", "JL MERDEKA NO 12/3")]
    [InlineData("Jl. Merdeka No. 12/3 RT 1 RW 2", "JL MERDEKA NO 12/3 RT 001 RW 002")]
    [InlineData("Jl. Merdeka No 002/001", "JL MERDEKA RT 002 RW 001")]
    [InlineData("Jl Merdeka RT 02/01", "JL MERDEKA RT 002 RW 001")]
    [InlineData("Jl Merdeka RT02/01", "JL MERDEKA RT 002 RW 001")]
    [InlineData("Jl Merdeka RT: 2", "JL MERDEKA RT 002")]
    [InlineData("Jl Merdeka RT 002001", "JL MERDEKA RT 002 RW 001")]
    [InlineData("Jl Merdeka RT 002 001", "JL MERDEKA RT 002 RW 001")]
    [InlineData("Jl Merdeka RT.II RW.IV", "JL MERDEKA RT 002 RW 004")]
    [InlineData("Jl Merdeka RT/RW. 02/01", "JL MERDEKA RT 002 RW 001")]
    [InlineData("Jl Merdeka R.T. 02 R.W. 01", "JL MERDEKA RT 002 RW 001")]
    [InlineData("Jl Merdeka RT - RW -", "JL MERDEKA")]
    [InlineData("Jl Merdeka 00/00", "JL MERDEKA")]
    [InlineData("Kp. Weri RT 1 RW 2 Kel. Jombang Wetan Kec. Jombang", "KP WERI RT 001 RW 002 KEL JOMBANG WETAN KEC JOMBANG")]
    [InlineData("Jl. Merdeka No. 3 (belakang masjid)", "JL MERDEKA NO 3 BELAKANG MASJID")]
    [InlineData("DADAPAYAM RT 1 RW 2", "DADAPAYAM RT 001 RW 002")]
    [InlineData("Dsn. Krajan, RT 1 RW 2, Ds. Sukamaju", "DUSUN KRAJAN DS SUKAMAJU RT 001 RW 002")]
    [InlineData("Jl.Merdeka", "JL MERDEKA")]
    [InlineData("Jl. Raya Anyer Km 5 No. 12", "JL RAYA ANYER KM 5 NO 12")]
    [InlineData("Jl. Merdeka, dekat pasar", "JL MERDEKA, DEKAT PASAR")]
    [InlineData("Kampung KiM as Laeng", "KP KI MAS LAENG")]
    public void An_address_has_one_form(string raw, string standard) => AddressReader.Read(raw).Standard.ShouldBe(standard);

    [Fact]
    public void An_address_is_taken_apart()
    {
        var address = AddressReader.Read("Jln. Letjen Suprapto Gg. Mawar Blok A No. 12 B RT.2/RW.1, Kel. Kedaleman");
        address.Kind.ShouldBe("JL");
        address.StreetName.ShouldBe("LETJEN SUPRAPTO");
        address.Within.ShouldBe("GG MAWAR BLOK A");
        address.Number.ShouldBe("12B");
        address.Rt.ShouldBe("002");
        address.Rw.ShouldBe("001");
        address.Rest.ShouldBe("KEL KEDALEMAN");
        address.Street.ShouldBe("JL LETJEN SUPRAPTO");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0")]
    [InlineData("Tidak ada")]
    [InlineData("N/A")]
    public void What_is_no_address_gives_none(string raw) => AddressReader.Read(raw).ShouldBe(Address.Empty);
}
