using System.Collections;

namespace SatuPintu.Sources.Checks;

/// <summary>Counts, by dimension and element, the rows that could be checked and those that failed.</summary>
/// <remarks>
/// Completeness is measured on every row: it fails where no value stands or only something in place of one. The other dimensions
/// are measured on the rows that have a value, and a row fails by a finding of warning or more in that dimension and element.
/// </remarks>
internal static class QualityMeasures
{
    public static List<QualityMeasure> Measure(ListView list, FindingTally tally, (int Dated, int Stale) freshness)
    {
        var rules = list.Rules;
        var carried = list.Table.ElementIds.Where(e => e != Elements.NikDamaged).ToHashSet(StringComparer.Ordinal);
        var complete = new Dictionary<string, int>(StringComparer.Ordinal);
        var measures = new List<QualityMeasure>();
        foreach (var element in carried.Order(StringComparer.Ordinal))
        {
            var missing = MissingRows(list, element, tally.NotValid(element));
            complete[element] = list.RowCount - missing;
            measures.Add(new QualityMeasure(Dimension.Completeness, element, list.RowCount, missing));
            Add(Dimension.Validity, element);
        }
        foreach (var element in rules.Quality.Uniqueness.Where(carried.Contains)) Add(Dimension.Uniqueness, element);
        foreach (var element in rules.Quality.Consistency.Where(carried.Contains)) Add(Dimension.Consistency, element);
        foreach (var element in rules.Quality.Timeliness)
            if (freshness.Dated > 0) measures.Add(new QualityMeasure(Dimension.Timeliness, element, freshness.Dated, freshness.Stale));
        measures.Sort((a, b) => a.Dimension != b.Dimension ? a.Dimension.CompareTo(b.Dimension) : string.CompareOrdinal(a.Element, b.Element));
        return measures;

        void Add(Dimension dimension, string element) =>
            measures.Add(new QualityMeasure(dimension, element, complete[element], Math.Min(complete[element], tally.FailedRows(dimension, element))));
    }

    private static int MissingRows(ListView list, string element, BitArray? told)
    {
        var codes = list.Table[element]!.Codes;
        var missing = 0;
        for (var row = 0; row < codes.Length; row++)
            if (codes[row] == 0 && (told is null || !told[row])) missing++;
        return missing;
    }
}
