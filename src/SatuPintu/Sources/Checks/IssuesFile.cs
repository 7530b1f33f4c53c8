using SatuPintu.Storage;

namespace SatuPintu.Sources.Checks;

/// <summary>Writes <c>issues.csv</c>: every finding on every list, with its sentence in Indonesian and English.</summary>
/// <remarks>
/// People open this file in a spreadsheet, so that a value like a formula stands behind an apostrophe here; <c>returns</c> has it as
/// delivered. A finding on a whole list has no row and no record.
/// </remarks>
public static class IssuesFile
{
    /// <summary>The columns of the file.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["source", "row", "record_id", "field", "rule", "severity", "value", "message"];

    /// <summary>Writes the file: list after list, in each by row, field and rule.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<CheckResult> results, CancellationToken cancellation = default)
    {
        using var csv = new CsvWriter(path, [.. Columns]);
        Write(csv, results, cancellation);
    }

    internal static void Write(CsvWriter csv, IReadOnlyList<CheckResult> results, CancellationToken cancellation)
    {
        var lines = new Dictionary<string, Line>(StringComparer.Ordinal);
        foreach (var rule in CheckRules.Load().All) lines.Add(rule.Id, new Line(rule));
        foreach (var result in results) Write(csv, result, lines, cancellation);
    }

    private static void Write(CsvWriter csv, CheckResult result, Dictionary<string, Line> lines, CancellationToken cancellation)
    {
        var table = result.Table;
        var source = EncodedText.Of(table.Source.Id);
        var fields = new Dictionary<string, Heading>(StringComparer.Ordinal);
        var ids = table[Elements.RecordId];
        for (var i = 0; i < result.All.Count; i++)
        {
            if ((i & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var finding = result.All[i];
            var line = lines[finding.Rule];
            if (!fields.TryGetValue(finding.Element, out var field)) fields.Add(finding.Element, field = new Heading(table, finding.Element));
            csv.Field(source);
            if (finding.Row < 0)
            {
                csv.Empty();
                csv.Empty();
            }
            else
            {
                var number = table.Raw.RowNumbers[finding.Row];
                csv.Field(number);
                if (ids is not null && ids.Codes[finding.Row] != 0) csv.Field(ids[finding.Row]);
                else csv.Field(number);
            }
            csv.Field(field.Field);
            csv.Field(line.Id);
            csv.Field(line.Severity);
            csv.Field(FormulaGuard.IsFormulaLike(finding.Value) ? "'" + finding.Value : finding.Value);
            csv.BeginParts();
            RuleText.Write(csv, line.Indonesian, finding, field.Indonesian);
            csv.Part(" / "u8);
            RuleText.Write(csv, line.English, finding, field.English);
            csv.EndParts();
            csv.EndRow();
        }
    }

    private sealed class Line(CheckRule rule)
    {
        public EncodedText Id { get; } = EncodedText.Of(rule.Id);
        public EncodedText Severity { get; } = EncodedText.Of(SeverityWord.Of(rule.Severity));
        public List<RulePart> Indonesian { get; } = RuleText.Cut(rule.Text.Id);
        public List<RulePart> English { get; } = RuleText.Cut(rule.Text.En);
    }

    private sealed class Heading(StandardTable table, string element)
    {
        public EncodedText Field { get; } = EncodedText.Of(table.HeadingOf(element));
        public byte[] Indonesian { get; } = EncodedText.InsideQuotes(FieldName.Of(table, element, Language.Indonesian));
        public byte[] English { get; } = EncodedText.InsideQuotes(FieldName.Of(table, element, Language.English));
    }
}

/// <summary>What a sentence calls an element: its heading as delivered, or its name in the data standard when the list has no such column.</summary>
internal static class FieldName
{
    public static string Of(StandardTable table, string element, Language language) =>
        table.RawColumns.ContainsKey(element) || DataStandard.Load().Find(element) is not { } known ? table.HeadingOf(element) : known.Name.In(language);
}

/// <summary>Severities as the files write them.</summary>
internal static class SeverityWord
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Error => "error",
        _ => "unusable",
    };
}
