namespace SatuPintu.Sources.Checks;

/// <summary>Collects findings and brings them in order.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> findings;

    public FindingList(IReadOnlyList<Finding> first)
    {
        findings = new List<Finding>(first.Count + 1024);
        findings.AddRange(first);
    }

    public void Add(int row, string element, string rule, string value, string? detail = null) =>
        findings.Add(new Finding(row, element, rule, value) { Detail = detail });

    /// <summary>By row, then element, then rule; findings equal in all three stay in the order they were added.</summary>
    /// <param name="rowCount">How many rows the list has.</param>
    /// <param name="withoutContent">Rows that hold no record: of them only the finding on the whole row is kept, which says so.</param>
    public Finding[] InOrder(int rowCount, bool[] withoutContent)
    {
        if (Array.IndexOf(withoutContent, true) >= 0) findings.RemoveAll(f => f.Row >= 0 && f.Element.Length > 0 && withoutContent[f.Row]);
        var starts = new int[rowCount + 2];
        foreach (var finding in findings) starts[finding.Row + 2]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var ordered = new Finding[findings.Count];
        // After this pass starts[row + 1] is where the row's findings end.
        foreach (var finding in findings) ordered[starts[finding.Row + 1]++] = finding;
        var from = 0;
        for (var row = -1; row < rowCount; row++)
        {
            var to = starts[row + 1];
            if (to - from > 1) SortRow(ordered.AsSpan(from, to - from));
            from = to;
        }
        return ordered;
    }

    /// <summary>Insertion sort: a row has a few findings, and equal ones must not change places.</summary>
    private static void SortRow(Span<Finding> row)
    {
        for (var i = 1; i < row.Length; i++)
        {
            var finding = row[i];
            var at = i;
            for (; at > 0 && Compare(row[at - 1], finding) > 0; at--) row[at] = row[at - 1];
            row[at] = finding;
        }
    }

    private static int Compare(in Finding a, in Finding b)
    {
        var byElement = ReferenceEquals(a.Element, b.Element) ? 0 : string.CompareOrdinal(a.Element, b.Element);
        return byElement != 0 ? byElement : string.CompareOrdinal(a.Rule, b.Rule);
    }
}
