using System.Globalization;

namespace SatuPintu.Samples;

/// <summary>The headings of each list and how a record of it is written.</summary>
internal static class ListRows
{
    private static readonly string[] MaleLetters = ["L", "Laki-laki", "1", "LK", "l", "Pria"];
    private static readonly string[] FemaleLetters = ["P", "Perempuan", "2", "PR", "p", "Wanita"];
    private static readonly string[] MaleNumbers = ["1", "L", "Laki-laki"];
    private static readonly string[] FemaleNumbers = ["2", "P", "Perempuan"];
    private static readonly string[] MaleWords = ["LAKI-LAKI", "L", "Laki-Laki"];
    private static readonly string[] FemaleWords = ["PEREMPUAN", "P", "Perempuan"];

    /// <summary>Opens the file of a list.</summary>
    internal static ListFile Open(ListKind list, Stream stream) => list switch
    {
        ListKind.Dtks => new(stream, ',', mark: false, "\n", "ID_DTKS", "nik", "no_kk", "nama_lengkap", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "hubungan_keluarga",
            "status_perkawinan", "alamat_lengkap", "kode_kelurahan", "nama_kelurahan", "desil", "akses_air_minum_layak", "akses_sanitasi_layak", "status_kepemilikan_rumah", "jenis_atap",
            "jenis_lantai", "jenis_dinding", "luas_lantai", "sumber_penerangan", "bahan_bakar_memasak", "jumlah_anggota_rumah_tangga", "penghasilan_rumah_tangga", "lat", "lon", "tanggal_update_terakhir"),
        ListKind.P3ke => new(stream, ';', mark: true, "\r\n", "ID_P3KE", "NIK", "Nama", "JK", "Tgl Lahir", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Alamat", "Nama Kepala Keluarga",
            "Hubungan", "Desil Kesejahteraan", "Kepemilikan Rumah", "Jenis Atap", "Jenis Lantai", "Jenis Dinding", "Sumber Penerangan", "Bahan Bakar Memasak", "Memiliki Simpanan",
            "Penerima BPNT", "Penerima PKH", "Resiko Stunting"),
        ListKind.Adminduk => new(stream, ',', mark: false, "\r\n", "NO", "NIK", "NO_KK", "NAMA_LGKP", "TMPT_LHR", "TGL_LHR", "JENIS_KLMIN", "STAT_HBKEL", "STAT_KWN", "ALAMAT", "NO_RT", "NO_RW",
            "KODE_KEL", "NAMA_KEL", "NAMA_KEC", "TGL_UPDATE"),
        _ => new(stream, ';', mark: false, "\n", "NO", "NIK", "NAMA PENERIMA", "TGL LAHIR", "ALAMAT", "KELURAHAN", "KECAMATAN", "PERIODE", "NOMINAL"),
    };

    /// <summary>The record's own id in its list.</summary>
    internal static string Id(ListKind list, int row) => list switch
    {
        ListKind.Dtks => "D" + (row + 1).ToString("D7"),
        ListKind.P3ke => "P" + (row + 1).ToString("D7"),
        _ => (row + 1).ToString(),
    };

    /// <summary>Writes the record the clerk has turned to.</summary>
    internal static void Write(ListKind list, ListFile file, Clerk clerk, string id, string nik, DateOnly asOf)
    {
        file.Field(id);
        file.Field(nik);
        switch (list)
        {
            case ListKind.Dtks: Dtks(file, clerk, asOf); break;
            case ListKind.P3ke: P3ke(file, clerk); break;
            case ListKind.Adminduk: Adminduk(file, clerk, asOf); break;
            default: Programme(list, file, clerk, asOf); break;
        }
        file.EndRow();
    }

    private static void Dtks(ListFile file, Clerk clerk, DateOnly asOf)
    {
        var chance = clerk.Chance;
        var family = clerk.Person.Family;
        var house = family.Housing;
        var upper = chance.Hit(0.04);
        string Case(string text) => upper ? text : TextErrors.Title(text);
        file.Field(clerk.Card());
        file.Field(Case(clerk.Name()));
        file.Field(clerk.Birthplace());
        file.Field(clerk.Born(DateErrors.Dtks));
        file.Field(clerk.Sex(MaleLetters, FemaleLetters));
        file.Field(Case(clerk.Relation()));
        file.Field(Case(clerk.Marital()));
        var address = clerk.Address();
        file.Field(chance.Hit(0.2) ? address : KeepRt(TextErrors.Title(address)));
        var code = clerk.VillageCode();
        file.Field(code);
        var village = clerk.VillageName();
        // Without both the record has no district; the published counts are by district.
        file.Field(TextErrors.Title(village.Length == 0 && code.Length == 0 ? clerk.Home.Village.Name : village));
        file.Field("Desil " + Math.Min(4, family.Decile));
        file.Field(clerk.Coded(house.Water ? "true" : "false"));
        file.Field(clerk.Coded(house.Sanitation ? "true" : "false"));
        file.Field(clerk.Coded(house.Ownership));
        file.Field(clerk.Coded(house.Roof));
        file.Field(clerk.Coded(house.Floor));
        file.Field(clerk.Coded(house.Wall));
        file.Field(clerk.Ranged(house.Area));
        file.Field(clerk.Coded(house.Lighting));
        file.Field(clerk.Coded(house.Fuel));
        file.Field(family.Members.Count.ToString());
        file.Field(clerk.Ranged(house.Income));
        file.Field(house.Lat?.ToString("F6", CultureInfo.InvariantCulture) ?? "");
        file.Field(house.Lon?.ToString("F6", CultureInfo.InvariantCulture) ?? "");
        file.Field(Updated(clerk, asOf));
    }

    private static void P3ke(ListFile file, Clerk clerk)
    {
        var chance = clerk.Chance;
        var family = clerk.Person.Family;
        var house = family.Housing;
        file.Field(clerk.Name());
        file.Field(clerk.Sex(MaleNumbers, FemaleNumbers));
        file.Field(clerk.Born(DateErrors.P3ke));
        file.Field(chance.Hit(0.02) ? clerk.Home.District.Parent!.Name : clerk.Home.District.Parent!.Name.ToUpperInvariant());
        file.Field(DistrictAsPublished(clerk));
        file.Field(clerk.VillageName());
        file.Field(chance.Hit(0.3) ? TextErrors.Title(clerk.Address()) : clerk.Address());
        file.Field(clerk.HeadName());
        file.Field(TextErrors.Title(clerk.Relation()));
        var off = chance.Hit(clerk.Noise.Decile.Rate("off")) ? chance.From(-2, 2) : chance.Hit(0.3) ? chance.From(-1, 1) : 0;
        file.Field(chance.Hit(clerk.Noise.Decile.Rate("missing")) ? "" : Math.Clamp(family.Decile + off, 1, 10).ToString());
        file.Field(clerk.Coded(house.Ownership));
        file.Field(clerk.Coded(house.Roof));
        file.Field(clerk.Coded(house.Floor));
        file.Field(clerk.Coded(house.Wall));
        file.Field(clerk.Coded(house.Lighting));
        file.Field(clerk.Coded(house.Fuel));
        file.Field(YesNo(house.Savings));
        file.Field(YesNo(family.Members.Exists(m => m.IsIn(ListKind.Bpnt)) ^ chance.Hit(0.08)));
        file.Field(YesNo(family.Members.Exists(m => m.IsIn(ListKind.Pkh)) ^ chance.Hit(0.05)));
        file.Field(YesNo(house.Stunting));
    }

    private static void Programme(ListKind list, ListFile file, Clerk clerk, DateOnly asOf)
    {
        var chance = clerk.Chance;
        file.Field(clerk.Name());
        file.Field(clerk.Born(DateErrors.Programme));
        file.Field(chance.Hit(0.5) ? clerk.Address() : KeepRt(TextErrors.Title(clerk.Address())));
        file.Field(clerk.VillageName());
        file.Field(clerk.DistrictName());
        file.Field($"{asOf.Year}-{asOf.Month:00}");
        file.Field(list switch { ListKind.Pkh => chance.Of((string[])["225000", "375000", "500000", "750000"]), ListKind.Bpnt => "200000", _ => "42000" });
    }

    private static void Adminduk(ListFile file, Clerk clerk, DateOnly asOf)
    {
        file.Field(clerk.Card());
        file.Field(clerk.Name());
        file.Field(clerk.Birthplace().ToUpperInvariant());
        file.Field(clerk.Born(DateErrors.Programme));
        file.Field(clerk.Sex(MaleWords, FemaleWords));
        file.Field(clerk.Relation());
        file.Field(clerk.Marital());
        file.Field(AddressForms.Write(clerk.Chance, clerk.Noise, clerk.Home with { Rt = 0 }));
        file.Field(clerk.Home.Rt.ToString("D3"));
        file.Field(clerk.Home.Rw.ToString("D3"));
        file.Field(clerk.VillageCode());
        file.Field(clerk.VillageName());
        file.Field(clerk.DistrictName());
        file.Field(Updated(clerk, asOf));
    }

    private static string Updated(Clerk clerk, DateOnly asOf)
    {
        var day = asOf.AddDays(-clerk.Chance.Below(900));
        return clerk.Noise.Update.One(clerk.Chance) switch
        {
            "missing" => "",
            "stale" => day.AddYears(-3).ToString("yyyy-MM-dd"),
            "future" => asOf.AddYears(5).ToString("yyyy-MM-dd"),
            _ => day.ToString("yyyy-MM-dd"),
        };
    }

    // The published table counts P3KE by this column, so it carries no slips.
    private static string DistrictAsPublished(Clerk clerk) => clerk.PublishedDistrict.ToUpperInvariant();

    private static string YesNo(bool value) => value ? "Ya" : "Tidak";

    private static string KeepRt(string address) => address.Replace("Rt", "RT", StringComparison.Ordinal).Replace("Rw", "RW", StringComparison.Ordinal);
}
