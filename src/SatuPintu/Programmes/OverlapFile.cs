using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.Programmes;

/// <summary>Writes <c>overlap.csv</c>.</summary>
public static class OverlapFile
{
    /// <summary>Writes the rows of the overlap; a row without an area says so in Indonesian.</summary>
    public static void Write(string path, IReadOnlyList<OverlapRow> rows, IReadOnlyList<StandardTable> lists)
    {
        using var csv = new CsvWriter(path, "district_code", "district_name", "source_a", "source_b", "records_a", "records_b", "overlap_nik", "overlap_linked");
        foreach (var row in rows)
        {
            csv.Field(row.AreaCode);
            csv.Field(row.AreaCode.Length == 0 ? Catalogue.Say(Language.Indonesian, "programmes.elsewhere") : row.AreaName);
            csv.Field(lists[row.ListA].Source.Id);
            csv.Field(lists[row.ListB].Source.Id);
            csv.Field(row.RecordsA);
            csv.Field(row.RecordsB);
            csv.Field(row.OverlapNik);
            csv.Field(row.OverlapLinked);
            csv.EndRow();
        }
    }
}
