using System.Collections;

namespace SatuPintu.Sources.Checks;

/// <summary>Which rows have a finding on which element.</summary>
internal sealed class FindingRows
{
    private readonly Dictionary<string, BitArray> byElement = new(StringComparer.Ordinal);

    /// <summary>Indexes findings.</summary>
    public static FindingRows Of(IReadOnlyList<Finding> findings, int rowCount)
    {
        var rows = new FindingRows();
        foreach (var finding in findings)
        {
            if (finding.Row < 0) continue;
            if (!rows.byElement.TryGetValue(finding.Element, out var bits))
            {
                bits = new BitArray(rowCount);
                rows.byElement.Add(finding.Element, bits);
            }
            bits[finding.Row] = true;
        }
        return rows;
    }

    public bool Has(string element, int row) => byElement.TryGetValue(element, out var bits) && bits[row];

    public bool HasAny(ReadOnlySpan<string> elements, int row)
    {
        foreach (var element in elements)
            if (Has(element, row)) return true;
        return false;
    }

    /// <summary>The rows of one element, or null when it has none.</summary>
    public BitArray? Of(string element) => byElement.GetValueOrDefault(element);
}
