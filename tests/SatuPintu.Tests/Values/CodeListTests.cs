using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.Tests.Values;

public sealed class CodeListTests
{
    [Theory]
    [InlineData(Elements.Sex, "L", "L")]
    [InlineData(Elements.Sex, "1", "L")]
    [InlineData(Elements.Sex, "2", "P")]
    [InlineData(Elements.Sex, "Laki-laki", "L")]
    [InlineData(Elements.Sex, "LAKI - LAKI", "L")]
    [InlineData(Elements.Sex, "Perempaun", "P")]
    [InlineData(Elements.Sex, "Pr", "P")]
    [InlineData(Elements.Sex, "Wanita", "P")]
    [InlineData(Elements.Sex, "M", "L")]
    [InlineData(Elements.Sex, "F", "P")]
    [InlineData(Elements.Relation, "kepala keluarga", "Kepala Keluarga")]
    [InlineData(Elements.Relation, "1. Kepala Keluarga", "Kepala Keluarga")]
    [InlineData(Elements.Relation, "Kepla Keluarga", "Kepala Keluarga")]
    [InlineData(Elements.Relation, "01", "Kepala Keluarga")]
    [InlineData(Elements.Relation, "ISTERI", "Istri")]
    [InlineData(Elements.Relation, "2", "Istri/Suami")]
    [InlineData(Elements.Relation, "Anak Kandung", "Anak")]
    [InlineData(Elements.MaritalStatus, "Belum Kawin", "Belum Kawin")]
    [InlineData(Elements.MaritalStatus, "BELUM MENIKAH", "Belum Kawin")]
    [InlineData(Elements.MaritalStatus, "Kawin Tercatat", "Kawin")]
    [InlineData(Elements.HomeOwnership, "Kontrak", "Kontrak/sewa")]
    [InlineData(Elements.HomeOwnership, "Bebas sewa", "Menumpang")]
    [InlineData(Elements.Roof, "Rumbia", "Jerami/ijuk/rumbia")]
    [InlineData(Elements.Floor, "Papan", "Kayu/papan")]
    [InlineData(Elements.Wall, "Gedeg", "Anyaman bambu")]
    [InlineData(Elements.Lighting, "450", "450 VA")]
    [InlineData(Elements.Lighting, "1.300 VA", "1300 VA")]
    [InlineData(Elements.CookingFuel, "Gas 3kg", "Gas 3 kg")]
    [InlineData(Elements.CookingFuel, "10", "Kayu bakar")]
    [InlineData(Elements.Decile, "Desil 1", "1")]
    [InlineData(Elements.Decile, "D4", "4")]
    [InlineData(Elements.Decile, "IV", "4")]
    [InlineData(Elements.Decile, "10", "10")]
    public void The_spellings_of_lists_are_read(string list, string raw, string standard)
    {
        CodeLists.Find(list)!.TryRead(raw, extra: null, out var read).ShouldBeTrue();
        read.ShouldBe(standard);
    }

    [Theory]
    [InlineData(Elements.Sex, "")]
    [InlineData(Elements.Sex, "-")]
    [InlineData(Elements.Sex, "3")]
    [InlineData(Elements.Sex, "XY")]
    [InlineData(Elements.Relation, "tetangga")]
    [InlineData(Elements.Decile, "11")]
    [InlineData(Elements.Decile, "0")]
    [InlineData(Elements.Decile, "Desil 11")]
    [InlineData(Elements.Lighting, "4500")]
    public void What_is_in_no_list_is_not_read(string list, string raw)
    {
        CodeLists.Find(list)!.TryRead(raw, extra: null, out var read).ShouldBeFalse();
        read.ShouldBe("");
    }

    [Fact]
    public void The_codes_of_the_source_go_first()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal) { ["2"] = "Suami", ["03"] = "Istri" };
        CodeLists.Find(Elements.Relation)!.TryRead(" 2 ", codes, out var read).ShouldBeTrue();
        read.ShouldBe("Suami");
    }

    [Fact]
    public void Every_spelling_of_every_list_is_read_as_its_value()
    {
        var read = 0;
        foreach (var list in CodeLists.Load().Values)
        {
            foreach (var value in list.Values)
            {
                foreach (var form in value.Forms.Append(value.Value).Append(value.Code ?? value.Value))
                {
                    list.TryRead(form.ToLowerInvariant(), extra: null, out var standard).ShouldBeTrue($"{list.Id}: {form}");
                    standard.ShouldBe(value.Value, $"{list.Id}: {form}");
                    read++;
                }
            }
        }
        read.ShouldBeGreaterThan(300);
    }
}
