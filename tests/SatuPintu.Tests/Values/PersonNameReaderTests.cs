using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class PersonNameReaderTests
{
    [Theory]
    [InlineData("Nur Hasanah", "NUR HASANAH")]
    [InlineData("  siti   aminah ", "SITI AMINAH")]
    [InlineData("H. Ahmad Sanusi, S.Pd", "AHMAD SANUSI")]
    [InlineData("Hj. Siti Aminah", "SITI AMINAH")]
    [InlineData("H AHMAD", "AHMAD")]
    [InlineData("H.M. SIDIK", "M SIDIK")]
    [InlineData("HM SIDIK", "M SIDIK")]
    [InlineData("KH. Abdul Karim", "ABDUL KARIM")]
    [InlineData("K.H. Abdul Karim", "ABDUL KARIM")]
    [InlineData("Drs. H. Budi Santoso, M.Pd.", "BUDI SANTOSO")]
    [InlineData("Dra. Hj. Enok Maryam", "ENOK MARYAM")]
    [InlineData("dr. Budi", "BUDI")]
    [InlineData("Prof. Dr. Ir. Agus Salim, M.Sc., Ph.D.", "AGUS SALIM")]
    [InlineData("BUDI SANTOSO S.E.", "BUDI SANTOSO")]
    [InlineData("BUDI SANTOSO SH", "BUDI SANTOSO")]
    [InlineData("Budi Santoso, S. Pd. I", "BUDI SANTOSO")]
    [InlineData("Rina, A.Md.Keb", "RINA")]
    [InlineData("Eni, Amd", "ENI")]
    [InlineData("Deni Kurnia ST", "DENI KURNIA")]
    [InlineData("ST. AMINAH", "SITI AMINAH")]
    [InlineData("St.Aminah", "SITI AMINAH")]
    [InlineData("ST AMINAH", "SITI AMINAH")]
    [InlineData("Sti Aminah", "SITI AMINAH")]
    [InlineData("Sitti Aminah", "SITTI AMINAH")]
    [InlineData("MOH. RIFAI", "MUHAMMAD RIFAI")]
    [InlineData("Muh Rifa'i", "MUHAMMAD RIFAI")]
    [InlineData("Moch. Rifa`i", "MUHAMMAD RIFAI")]
    [InlineData("Mochamad Rifai", "MOCHAMAD RIFAI")]
    [InlineData("M. RIFAI", "M RIFAI")]
    [InlineData("Abd. Rahman", "ABDUL RAHMAN")]
    [InlineData("NU’MAN", "NUMAN")]
    [InlineData("NUR-AINI", "NUR AINI")]
    [InlineData("TB. ASEP", "TUBAGUS ASEP")]
    [InlineData("Tb Asep", "TUBAGUS ASEP")]
    [InlineData("Rt. Ayu", "RATU AYU")]
    [InlineData("HJ. RT. AMINAH", "RATU AMINAH")]
    [InlineData("R. Suryadi", "R SURYADI")]
    [InlineData("Alm. Dedi", "DEDI")]
    [InlineData("DEDI (ALM)", "DEDI")]
    [InlineData("DEDI ALMARHUM", "DEDI")]
    [InlineData("Ny. Siti", "SITI")]
    [InlineData("Bpk. H. Dedi", "DEDI")]
    [InlineData("Ust. Yusuf", "YUSUF")]
    [InlineData("Ustdzh Nur", "NUR")]
    [InlineData("DadiPermana", "DADI PERMANA")]
    [InlineData("Nu rHasanah", "NUR HASANAH")]
    [InlineData("DewiS ri", "DEWI SRI")]
    [InlineData("Asep bin Salim", "ASEP")]
    [InlineData("S1TI AMINAH 2", "SITI AMINAH")]
    [InlineData("ＳＩＴＩ　ＡＭＩＮＡＨ", "SITI AMINAH")]
    [InlineData("ASEP alias KOMENG", "ASEP")]
    [InlineData("H.", "H")]
    [InlineData("Ibu", "")]
    [InlineData("RATU", "RATU")]
    [InlineData("李明", "李明")]
    [InlineData("José", "JOSÉ")]
    [InlineData("By. Ny. Siti", "BAYI SITI")]
    public void A_name_is_cleaned(string raw, string standard) => PersonNameReader.Read(raw).Standard.ShouldBe(standard);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("0")]
    [InlineData("12345")]
    [InlineData("TIDAK ADA")]
    [InlineData("Tidak Ada.")]
    [InlineData("NN")]
    [InlineData("n.n.")]
    [InlineData("XXX")]
    [InlineData("N/A")]
    [InlineData("null")]
    [InlineData("Alm.")]
    [InlineData("Belum diberi nama")]
    public void What_is_no_name_gives_none(string raw)
    {
        PersonNameReader.Read(raw).Standard.ShouldBe("");
        PersonNameReader.Read(raw).Tokens.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Mochamad Yusup", "MUHAMMAD YUSUF")]
    [InlineData("MUH. JUSUF", "MUHAMMAD YUSUF")]
    [InlineData("Achmad Sarip", "AHMAD SYARIF")]
    [InlineData("SITTI NOOR", "SITI NUR")]
    [InlineData("Soekarno", "SUKARNO")]
    [InlineData("Djoko Tjahjono", "JOKO CAHYONO")]
    [InlineData("Joko", "JOKO")]
    [InlineData("Njoman", "NYOMAN")]
    [InlineData("Ganjar Pranowo", "GANJAR PRANOWO")]
    [InlineData("Abdurrahman", "ABDUL RAHMAN")]
    [InlineData("Abdul Rochman", "ABDUL RAHMAN")]
    [InlineData("José", "JOSE")]
    public void Tokens_are_in_one_spelling(string raw, string tokens) => string.Join(' ', PersonNameReader.Read(raw).Tokens).ShouldBe(tokens);

    [Theory]
    [InlineData("Asep bin H. Salim", "SALIM", "L")]
    [InlineData("Siti Aminah binti Salim", "SALIM", "P")]
    [InlineData("SITI BT. SALIM", "SALIM", "P")]
    [InlineData("Ahmad b. Salim", "SALIM", "L")]
    [InlineData("Kulsum, S.Pd bin Alm. Salim bin Umar", "SALIM BIN UMAR", "L")]
    [InlineData("Salim", "", "")]
    public void The_patronymic_is_split_off(string raw, string patronymic, string sex)
    {
        var name = PersonNameReader.Read(raw);
        name.Patronymic.ShouldBe(patronymic);
        name.SexHint.ShouldBe(sex);
        name.Deceased.ShouldBeFalse();
    }

    [Fact]
    public void Titles_and_death_are_told()
    {
        var name = PersonNameReader.Read("Almh. Hj. Siti Aminah, S.Pd");
        name.Deceased.ShouldBeTrue();
        name.SexHint.ShouldBe("P");
        name.Titles.ShouldBe(["ALMH", "HJ", "SPD"]);
    }
}
