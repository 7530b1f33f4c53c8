using SatuPintu.Sources;

namespace SatuPintu.Tests.Builders;

public sealed class BuilderTests
{
    [Fact]
    public void A_table_has_its_cells_and_counts_rows_under_the_heading()
    {
        var table = new TableBuilder("NIK", "NAMA").Row("1", "SITI").Row("2").Build();
        table.RowCount.ShouldBe(2);
        table.Find("NAMA")![0].ShouldBe("SITI");
        table.Find("NAMA")!.Codes[1].ShouldBe(0);
        table.RowNumbers[0].ShouldBe(2);
    }

    [Fact]
    public void A_list_carries_the_elements_of_all_its_rows()
    {
        var list = ListBuilder.Programme("pkh", "PKH")
            .Row((Elements.Nik, "1"))
            .Row((Elements.FullName, "SITI")).Finding(Elements.FullName, "some.rule", "siti")
            .Build();
        list.ElementIds.ShouldBe([Elements.Nik, Elements.FullName]);
        list.Value(1, Elements.Nik).ShouldBe("");
        list.Value(1, Elements.FullName).ShouldBe("SITI");
        list.Findings.ShouldHaveSingleItem().Row.ShouldBe(1);
        list.Source.Programme.ShouldBe("PKH");
    }

    [Fact]
    public void Linked_records_keep_the_entities_told()
    {
        var a = ListBuilder.Welfare("a").Row().Row().Build();
        var b = ListBuilder.Welfare("b").Row().Row().Build();
        var linked = Linked.As([a, b], [0, 1], [1, -1]);
        linked.EntityCount.ShouldBe(2);
        linked.Members(1).Length.ShouldBe(2);
        Linked.Apart(a, b).EntityCount.ShouldBe(4);
    }
}
