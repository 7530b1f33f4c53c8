using System.Collections;
using System.Runtime.CompilerServices;

namespace SatuPintu.Sources.Checks;

/// <summary>Counts findings in one pass: by rule, and the rows that fail by dimension and element.</summary>
/// <remarks>
/// The ids of rules and elements are a few texts that a hundred thousand findings point to, so that they are told apart by reference
/// first and read as texts only once for each pair.
/// </remarks>
internal sealed class FindingTally
{
    private readonly Dictionary<string, int> byRule = new(StringComparer.Ordinal);
    private readonly Dictionary<(Dimension Dimension, string Element), Measure> measures = [];

    public FindingTally(CheckRules rules, IReadOnlyList<Finding> findings, int rowCount)
    {
        var pairs = new Dictionary<(string Rule, string Element), Pair>(new ByReference());
        for (var i = 0; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (!pairs.TryGetValue((finding.Rule, finding.Element), out var pair))
                pairs.Add((finding.Rule, finding.Element), pair = PairOf(rules[finding.Rule], finding.Element, rowCount));
            pair.Count++;
            if (finding.Row < 0) continue;
            if (pair.Fails) pair.Measure.Fail(finding.Row);
            pair.Measure.Told?.Set(finding.Row, true);
        }
        foreach (var ((rule, _), pair) in pairs) byRule[rule] = byRule.GetValueOrDefault(rule) + pair.Count;
    }

    /// <summary>How many findings a rule made.</summary>
    public int CountOf(string rule) => byRule.GetValueOrDefault(rule);

    /// <summary>How many rows have a finding of warning or more in a dimension and element.</summary>
    public int FailedRows(Dimension dimension, string element) => measures.TryGetValue((dimension, element), out var measure) ? measure.Failed : 0;

    /// <summary>The rows with any finding on the validity of an element; null when there is none.</summary>
    public BitArray? NotValid(string element) => measures.TryGetValue((Dimension.Validity, element), out var measure) ? measure.Told : null;

    private Pair PairOf(CheckRule rule, string element, int rowCount)
    {
        var key = (rule.Dimension, element);
        if (!measures.TryGetValue(key, out var measure))
            measures.Add(key, measure = new Measure { Told = rule.Dimension == Dimension.Validity ? new BitArray(rowCount) : null });
        return new Pair(measure, rule.Severity >= Severity.Warning);
    }

    private sealed class Pair(Measure measure, bool fails)
    {
        public Measure Measure { get; } = measure;
        public bool Fails { get; } = fails;
        public int Count { get; set; }
    }

    private sealed class Measure
    {
        private int lastRow = -1;

        public int Failed { get; private set; }

        public BitArray? Told { get; init; }

        /// <summary>Findings come in order of rows.</summary>
        public void Fail(int row)
        {
            if (row == lastRow) return;
            lastRow = row;
            Failed++;
        }
    }

    private sealed class ByReference : IEqualityComparer<(string Rule, string Element)>
    {
        public bool Equals((string Rule, string Element) x, (string Rule, string Element) y) =>
            ReferenceEquals(x.Rule, y.Rule) && ReferenceEquals(x.Element, y.Element);

        public int GetHashCode((string Rule, string Element) obj) =>
            (RuntimeHelpers.GetHashCode(obj.Rule) * 397) ^ RuntimeHelpers.GetHashCode(obj.Element);
    }
}
