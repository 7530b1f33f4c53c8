using SatuPintu.Integration.Report;
using SatuPintu.People;
using SatuPintu.Programmes;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;

namespace SatuPintu.Integration;

/// <summary>All that the stages before writing have found, and the files that are made of it.</summary>
internal sealed record IntegrationWork(
    IntegrateCommand Command,
    IReadOnlyList<InputFile> Files,
    IReadOnlyList<RecognisedList> Lists,
    IReadOnlyList<CheckResult> Checks,
    LinkedRecords Linked,
    GoldenPersons Persons,
    IReadOnlyList<OverlapRow> Overlap,
    Gaps Gaps,
    SurvivorshipRules Survivorship,
    AreaCatalog Areas)
{
    /// <summary>The versions of the data the result rests on.</summary>
    public IEnumerable<(string Name, string Version)> DataVersions() =>
    [
        ("data_standard", DataStandard.Load().Version),
        ("check_rules", CheckRules.Load().Version),
        ("survivorship", Survivorship.Version),
        ("gap_rules", GapRules.Load().Version),
    ];

    /// <summary>Writes every file, several at once, and puts the folder in its place.</summary>
    public IntegrationResult Write(OutputFolder folder, StageClock clock, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var totals = TotalsMaker.Make(this);
        var jobs = Jobs(totals, cancellation).ToList();
        var done = 0;
        OutputErrors.Guard(folder.Destination, () => Parallel.ForEach(jobs, new ParallelOptions { CancellationToken = cancellation }, job =>
        {
            cancellation.ThrowIfCancellationRequested();
            job.Write(folder.PathOf(job.Name));
            progress?.Report(new StageProgress("write", "", Interlocked.Increment(ref done), jobs.Count));
        }));
        folder.Write(SummaryFile.Name, stream => SummaryFile.Write(stream, this, totals, folder.Written(), clock));
        cancellation.ThrowIfCancellationRequested();
        folder.Commit();
        return new IntegrationResult(folder.Destination, totals, clock.Costs);
    }

    // The longest first, so that no core waits for one file at the end.
    private IEnumerable<(string Name, Action<string> Write)> Jobs(ReportModel totals, CancellationToken cancellation)
    {
        yield return ("persons.csv", path => PersonsFile.Write(path, Persons, cancellation));
        yield return ("origins.csv", path => OriginsFile.Write(path, Persons, cancellation));
        yield return ("issues.csv", path => IssuesFile.Write(path, Checks, cancellation));
        yield return ("families.csv", path => FamiliesFile.Write(path, Persons, cancellation));
        yield return ("links.csv", path => LinksFile.Write(path, Linked, cancellation));
        yield return ("gaps.csv", path => GapsFile.Write(path, Gaps, cancellation));
        foreach (var check in Checks) yield return ($"returns/{check.Table.Source.Id}.csv", path => ReturnsFile.Write(path, check, cancellation));
        yield return ("quality.csv", path => QualityFile.Write(path, Checks));
        yield return ("review.csv", path => ReviewFile.Write(path, Linked, cancellation));
        yield return ("overlap.csv", path => OverlapFile.Write(path, Overlap, Linked.Lists));
        yield return ("report.html", path => OutputFolder.WriteBytes(path, ReportPage.Render(totals)));
    }
}
