using System.Globalization;
using System.Text;

namespace SatuPintu.Tests.Integration;

/// <summary>
/// Small lists of Kota Cilegon, written out by the tests themselves: families of three in two villages, every person of DTKS
/// whose number is even also in P3KE, every tenth in PKH. What should be found follows from the numbers alone.
/// </summary>
internal static class SmallLists
{
    private static readonly string[] Given = ["Siti", "Ahmad", "Rina", "Joko", "Dewi", "Hasan", "Maryati", "Sulaiman", "Kartika", "Bambang", "Fatimah"];
    private static readonly string[] Family = ["Aminah", "Suryana", "Wulandari", "Prasetyo", "Lestari", "Basuki", "Hidayat", "Permana", "Saputra", "Maulana", "Nurhayati", "Firmansyah", "Rahmawati"];
    private static readonly (string Code, string Name, string District)[] Places = [("3672061003", "Rawa Arum", "Gerogol"), ("3672041002", "Tegal Ratu", "Ciwandan")];

    public static string Dtks(int persons)
    {
        var text = new StringBuilder("ID_DTKS,nik,no_kk,nama_lengkap,tempat_lahir,tanggal_lahir,jenis_kelamin,hubungan_keluarga,status_perkawinan,alamat_lengkap,kode_kelurahan,nama_kelurahan,desil,lat,lon,tanggal_update_terakhir\n");
        for (var i = 0; i < persons; i++)
            text.Append(CultureInfo.InvariantCulture, $"D{i:D5},{Nik(i)},{Card(i)},{Name(i)},Cilegon,{Birth(i):yyyy-MM-dd},{Sex(i)},{Relation(i)},Kawin,Jl. Mawar No. {1 + (i / 3)} RT 00{1 + (i % 5)} RW 002,{Places[i % 2].Code},{Places[i % 2].Name},Desil {1 + (i % 4)},-6.0{i % 9},106.0{i % 7},2026-05-29\n");
        return text.ToString();
    }

    public static string P3ke(int persons)
    {
        var text = new StringBuilder("ID_P3KE;NIK;Nama;JK;Tgl Lahir;Kabupaten/Kota;Kecamatan;Desa/Kelurahan;Alamat;Nama Kepala Keluarga;Hubungan;Desil Kesejahteraan\r\n");
        for (var i = 0; i < persons; i += 2)
            text.Append(CultureInfo.InvariantCulture, $"P{i:D5};{Nik(i)};{Name(i).ToUpperInvariant()};{(Sex(i) == 'L' ? 1 : 2)};{Birth(i):dd-MM-yyyy};KOTA CILEGON;{Places[i % 2].District.ToUpperInvariant()};{Places[i % 2].Name.ToUpperInvariant()};\"Jln. Mawar No. {1 + (i / 3)}; RT 1, RW 2\";{Name(i - (i % 3)).ToUpperInvariant()};{Relation(i)};{1 + (i % 3)}\r\n");
        return text.ToString();
    }

    public static string Pkh(int persons)
    {
        var text = new StringBuilder("NO;NIK;NAMA PENERIMA;TGL LAHIR;ALAMAT;KELURAHAN;KECAMATAN;PERIODE;NOMINAL\n");
        for (var i = 0; i < persons; i += 10)
            text.Append(CultureInfo.InvariantCulture, $"{1 + (i / 10)};{Nik(i)};{Name(i).ToUpperInvariant()};{Birth(i):dd-MM-yyyy};Jl. Mawar No. {1 + (i / 3)};{Places[i % 2].Name.ToUpperInvariant()};{Places[i % 2].District.ToUpperInvariant()};2026-05;750000\n");
        return text.ToString();
    }

    public static string Name(int i) => $"{Given[i % Given.Length]} {Family[i % Family.Length]}";

    public static string Nik(int i) => string.Create(CultureInfo.InvariantCulture, $"367206{Birth(i).Day + (Sex(i) == 'P' ? 40 : 0):D2}{Birth(i):MMyy}{1 + (i % 9000):D4}");

    private static string Card(int i) => string.Create(CultureInfo.InvariantCulture, $"3672061205{14:D2}{1 + (i / 3):D4}");

    private static char Sex(int i) => i % Given.Length % 2 == 0 ? 'P' : 'L';

    // Heads first, so that no child is older than its head.
    private static DateOnly Birth(int i) => new DateOnly(1960 + (i % 3 * 22), 1 + (i % 12), 1 + (i % 28)).AddYears(i % 7);

    private static string Relation(int i) => (i % 3) switch { 0 => "Kepala Keluarga", 1 => "Anak", _ => "Cucu" };
}
