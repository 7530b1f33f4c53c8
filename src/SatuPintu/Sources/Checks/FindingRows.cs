using System.Collections;

namespace SatuPintu.Sources.Checks;

/// <summary>Which rows have a finding on which element.</summary>
internal sealed class FindingRows
{
    private readonly Dictionary<string, BitArray> byElement = new(StringComparer.Ordinal);

    /// <summary>Indexes findings; with a condition, those alone that meet it.</summary>
    public static FindingRows Of(IReadOnlyList<Finding> findings, int rowCount, Func<Finding, bool>? condition = null)
    {
        var rows = new FindingRows();
        foreach (var finding in findings)
        {
            if (finding.Row < 0 || (condition is not null && !condition(finding))) continue;
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
