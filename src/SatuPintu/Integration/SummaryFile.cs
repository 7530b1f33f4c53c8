using System.Text.Encodings.Web;
using System.Text.Json;
using SatuPintu.Integration.Report;
using SatuPintu.People;

namespace SatuPintu.Integration;

/// <summary>
/// <c>summary.json</c>: what went in, what was found, with which parameters, and what it cost. All of it is the same for the
/// same input, save the section <c>run</c>.
/// </summary>
internal static class SummaryFile
{
    /// <summary>Its name in the output folder.</summary>
    public const string Name = "summary.json";

    /// <summary>The value of its property <c>program</c>.</summary>
    public const string Program = ProgramVersion.Name;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the summary.</summary>
    public static void Write(Stream stream, IntegrationWork work, ReportModel totals, IReadOnlyList<(string Name, long Bytes)> files, StageClock clock)
    {
        using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartObject();
        json.WriteString("program", Program);
        json.WriteString("version", ProgramVersion.Number);
        json.WriteString("as_of", Day(work.Command.AsOf));
        json.WriteStartObject("area");
        json.WriteString("code", totals.RegencyCode);
        json.WriteString("name", totals.Regency);
        json.WriteEndObject();
        Array(json, "sources", Enumerable.Range(0, work.Lists.Count), i => Source(json, work, totals, i));
        Totals(json, totals);
        Linkage(json, totals.Linkage);
        json.WriteStartObject("data");
        foreach (var (name, version) in work.DataVersions()) json.WriteString(name, version);
        json.WriteEndObject();
        Array(json, "files", files, f =>
        {
            json.WriteString("name", f.Name);
            json.WriteNumber("bytes", f.Bytes);
        });
        Run(json, clock);
        json.WriteEndObject();
    }

    private static void Source(Utf8JsonWriter json, IntegrationWork work, ReportModel totals, int i)
    {
        var (file, list, total) = (work.Files[i], work.Lists[i], totals.Sources[i]);
        json.WriteString("source", file.SourceId);
        json.WriteString("agency", list.Plan.Source.Agency);
        json.WriteString("file", Path.GetFileName(file.Path));
        json.WriteString("format", list.Table.Format);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("rows", total.Rows);
        json.WriteNumber("unusable", total.Unusable);
        json.WriteNumber("doubles", total.Doubles);
        Array(json, "columns", list.Plan.Columns, c =>
        {
            json.WriteString("heading", c.Heading);
            json.WriteString("element", c.Element);
            if (c.FlagValue is not null) json.WriteString("value", c.FlagValue);
            json.WriteString("recognised_by", Lower(c.How));
        });
        json.WriteStartObject("read_notes");
        foreach (var kind in list.Table.Notes.GroupBy(n => n.Kind).OrderBy(g => g.Key)) json.WriteNumber(Lower(kind.Key), kind.Count());
        json.WriteEndObject();
        json.WriteStartObject("findings");
        foreach (var count in work.Checks[i].Counts) json.WriteNumber(count.Rule, count.Count);
        json.WriteEndObject();
        json.WriteStartObject("quality");
        foreach (var dimension in total.Dimensions)
        {
            json.WriteStartObject(dimension.Id);
            json.WriteNumber("checked", dimension.Checked);
            json.WriteNumber("failed", dimension.Failed);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Totals(Utf8JsonWriter json, ReportModel totals)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("persons", totals.Persons);
        json.WriteNumber("families", totals.Families);
        json.WriteNumber("review_pairs", totals.Review);
        json.WriteStartArray("persons_by_number_of_lists");
        foreach (var count in totals.PersonsByLists) json.WriteNumberValue(count);
        json.WriteEndArray();
        Array(json, "overlap", totals.Pairs, p =>
        {
            json.WriteString("source_a", p.A);
            json.WriteString("source_b", p.B);
            json.WriteNumber("records_a", p.Total.RecordsA);
            json.WriteNumber("records_b", p.Total.RecordsB);
            json.WriteNumber("overlap_nik", p.Total.ByNik);
            json.WriteNumber("overlap_linked", p.Total.Linked);
        });
        json.WriteStartObject("gaps");
        foreach (var gap in totals.Gaps)
        {
            if (gap.NotComputed is null) json.WriteNumber(gap.Id, gap.Total);
            else json.WriteNull(gap.Id);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Linkage(Utf8JsonWriter json, LinkageSummary linkage)
    {
        json.WriteStartObject("linkage");
        json.WriteNumber("match_at", linkage.MatchAt);
        json.WriteNumber("review_at", linkage.ReviewAt);
        json.WriteNumber("prior", Round(linkage.Prior));
        json.WriteNumber("iterations", linkage.Iterations);
        json.WriteNumber("expected_precision", Round(linkage.ExpectedPrecision));
        json.WriteNumber("expected_recall", Round(linkage.ExpectedRecall));
        json.WriteNumber("candidate_pairs", linkage.CandidatePairs);
        json.WriteStartObject("candidates_by_key");
        foreach (var (key, count) in linkage.CandidatesByKey) json.WriteNumber(key, count);
        json.WriteEndObject();
        json.WriteStartArray("pairs_by_probability");
        foreach (var bin in linkage.Histogram) json.WriteNumberValue(bin);
        json.WriteEndArray();
        Array(json, "comparisons", linkage.Comparisons, c =>
        {
            json.WriteString("field", c.Field);
            Array(json, "levels", c.Levels, l =>
            {
                json.WriteString("level", l.Level);
                json.WriteNumber("m", Round(l.M));
                json.WriteNumber("u", Round(l.U));
            });
        });
        json.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter json, StageClock clock)
    {
        json.WriteStartObject("run");
        json.WriteNumber("seconds", Math.Round(clock.Seconds, 3));
        json.WriteNumber("peak_megabytes", Math.Round(StageClock.PeakMegabytes(), 1));
        json.WriteNumber("cores", Environment.ProcessorCount);
        Array(json, "stages", clock.Costs, c =>
        {
            json.WriteString("stage", c.Stage);
            json.WriteNumber("seconds", Math.Round(c.Seconds, 3));
            json.WriteNumber("peak_megabytes", Math.Round(c.PeakMegabytes, 1));
        });
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Sums of floating-point numbers may differ in their last digits with the order of threads; nine digits are the same always.
    private static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 9) : 0;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Lower<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
