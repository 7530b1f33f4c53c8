using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>How many findings of the checks stand against the value of one element, by list and row.</summary>
internal sealed class Doubts
{
    private readonly byte[]?[] counts;

    private Doubts(byte[]?[] counts) => this.counts = counts;

    /// <summary>Findings against one record's value.</summary>
    public int this[RecordRef record] => counts[record.List] is { } rows ? rows[record.Row] : 0;

    /// <summary>Counts the findings on one element.</summary>
    public static Doubts On(string element, IReadOnlyList<StandardTable> lists, IReadOnlyList<IReadOnlyList<Finding>>? findings)
    {
        var counts = new byte[]?[lists.Count];
        for (var list = 0; list < lists.Count && findings is not null; list++)
        {
            foreach (var finding in findings[list])
            {
                if (!string.Equals(finding.Element, element, StringComparison.Ordinal)) continue;
                var rows = counts[list] ??= new byte[lists[list].RowCount];
                if (rows[finding.Row] < byte.MaxValue) rows[finding.Row]++;
            }
        }
        return new Doubts(counts);
    }
}
