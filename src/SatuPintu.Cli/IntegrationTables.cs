using SatuPintu.Integration;
using SatuPintu.Integration.Report;

namespace SatuPintu.Cli;

/// <summary>What an integration found, as plain tables: overlap by district, pairs of lists, gaps, and where the files are.</summary>
internal static class IntegrationTables
{
    /// <summary>Writes the tables to the output.</summary>
    public static void Show(Shell shell, IntegrationResult result)
    {
        var totals = result.Totals;
        if (totals.Pairs.Count > 0) Overlap(shell, totals, totals.Pairs[0]);
        if (totals.Pairs.Count > 1) Pairs(shell, totals);
        if (totals.Gaps.Any(g => g.NotComputed is null)) Gaps(shell, totals);
        shell.Say("cli.integrate.found",
            ("rows", shell.Number(totals.Sources.Sum(s => (long)s.Rows))), ("persons", shell.Number(totals.Persons)),
            ("families", shell.Number(totals.Families)), ("review", shell.Number(totals.Review)));
        shell.Say("cli.integrate.result", ("folder", result.Folder), ("report", Path.Combine(result.Folder, "report.html")));
        shell.Note("cli.integrate.took", ("seconds", shell.Number(result.Costs.Sum(c => c.Seconds), 1)), ("megabytes", shell.Number((long)result.Costs.Max(c => c.PeakMegabytes))));
    }

    private static void Overlap(Shell shell, ReportModel totals, ReportPair pair)
    {
        var (a, b) = (pair.A.ToUpperInvariant(), pair.B.ToUpperInvariant());
        shell.Say("cli.integrate.overlap", ("a", a), ("b", b), ("regency", totals.Regency.Length == 0 ? "–" : totals.Regency));
        Grid(
            shell,
            [shell.Text("cli.integrate.district"), a, b, shell.Text("cli.integrate.by_nik"), shell.Text("cli.integrate.linked"), shell.Text("cli.integrate.more")],
            [.. pair.Districts.Select(row => Row(row.Name.Length == 0 ? shell.Text("report.unknown_district") : row.Name, row)), Row(shell.Text("cli.integrate.total"), pair.Total)]);

        string[] Row(string name, ReportOverlap row) =>
            [name, shell.Number(row.RecordsA), shell.Number(row.RecordsB), shell.Number(row.ByNik), shell.Number(row.Linked), shell.Number(row.Linked - row.ByNik)];
    }

    private static void Pairs(Shell shell, ReportModel totals)
    {
        shell.Say("cli.integrate.pairs");
        Grid(
            shell,
            [shell.Text("cli.integrate.pair"), shell.Text("cli.integrate.by_nik"), shell.Text("cli.integrate.linked")],
            totals.Pairs.Select(pair => new[] { $"{pair.A.ToUpperInvariant()} – {pair.B.ToUpperInvariant()}", shell.Number(pair.Total.ByNik), shell.Number(pair.Total.Linked) }));
    }

    private static void Gaps(Shell shell, ReportModel totals)
    {
        shell.Say("cli.integrate.gaps");
        Grid(
            shell,
            [shell.Text("cli.integrate.gap"), shell.Text("cli.integrate.persons")],
            totals.Gaps.Where(g => g.NotComputed is null).Select(gap => new[] { gap.Name.In(shell.Language), shell.Number(gap.Total) }));
    }

    private static void Grid(Shell shell, string[] headings, IEnumerable<string[]> rows)
    {
        TextGrid.Write(shell.Output, headings, rows);
        shell.Output.WriteLine();
    }
}
