using SatuPintu.Storage;

namespace SatuPintu.Sources.Checks;

/// <summary>
/// Writes <c>returns/SOURCE.csv</c>: the rows with errors, every cell exactly as delivered under its own heading, and the reasons in
/// both languages, for the producer to mend.
/// </summary>
public static class ReturnsFile
{
    private const string Between = "; ";

    /// <summary>Writes the file of one list.</summary>
    /// <returns>How many rows are returned.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static int Write(string path, CheckResult result, CancellationToken cancellation = default)
    {
        using var csv = new CsvWriter(path, Headings(result.Table.Raw));
        return Write(csv, result, cancellation);
    }

    /// <summary>The headings of the file: those delivered, then the reasons in Indonesian and in English.</summary>
    internal static string[] Headings(TextTable raw) => [.. raw.Columns.Select(c => c.Name), "alasan", "reasons"];

    internal static int Write(CsvWriter csv, CheckResult result, CancellationToken cancellation)
    {
        var rules = CheckRules.Load().All.Where(r => r.Severity >= Severity.Error)
            .ToDictionary(r => r.Id, r => (Indonesian: RuleText.Cut(r.Text.Id), English: RuleText.Cut(r.Text.En)), StringComparer.Ordinal);
        var columns = result.Table.Raw.Columns;
        var headings = new Dictionary<string, (byte[] Indonesian, byte[] English)>(StringComparer.Ordinal);
        var returned = 0;
        var all = result.All;
        for (int from = 0, to; from < all.Count; from = to)
        {
            var row = all[from].Row;
            var errors = 0;
            for (to = from; to < all.Count && all[to].Row == row; to++)
                if (rules.ContainsKey(all[to].Rule)) errors++;
            if (errors == 0 || row < 0) continue;
            if ((returned++ & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            foreach (var column in columns) csv.Field(column[row]);
            Reasons(from, to, english: false);
            Reasons(from, to, english: true);
            csv.EndRow();
        }
        return returned;

        byte[] Encoded(string element, Language language) => EncodedText.InsideQuotes(FieldName.Of(result.Table, element, language));

        void Reasons(int from, int to, bool english)
        {
            csv.BeginParts();
            var first = true;
            for (var i = from; i < to; i++)
            {
                var finding = all[i];
                if (!rules.TryGetValue(finding.Rule, out var texts)) continue;
                if (!first) csv.Part(Between);
                first = false;
                if (!headings.TryGetValue(finding.Element, out var heading))
                    headings.Add(finding.Element, heading = (Encoded(finding.Element, Language.Indonesian), Encoded(finding.Element, Language.English)));
                RuleText.Write(csv, english ? texts.English : texts.Indonesian, finding, english ? heading.English : heading.Indonesian);
            }
            csv.EndParts();
        }
    }
}
