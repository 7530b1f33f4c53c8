using SatuPintu.People;
using SatuPintu.Programmes;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Checks;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Integration;

/// <summary>What to integrate, and where the result goes.</summary>
public sealed record IntegrateCommand
{
    /// <summary>The lists, in the order their records are numbered.</summary>
    public required IReadOnlyList<SourceFile> Sources { get; init; }

    /// <summary>The folder of the result.</summary>
    public required string Out { get; init; }

    /// <summary>Files that add sources or override parts of them.</summary>
    public IReadOnlyList<string> Mappings { get; init; } = [];

    /// <summary>A file of survivorship rules that override the built-in ones, or null.</summary>
    public string? Survivorship { get; init; }

    /// <summary>The day the lists are judged as of: what is stale, what lies in the future, how old people are.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Whether a folder that is not an untouched earlier result may be set aside.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>A list as read, with the columns recognised in it.</summary>
/// <param name="Plan">Which column is which element.</param>
/// <param name="Table">The list as delivered.</param>
public sealed record RecognisedList(ColumnPlan Plan, TextTable Table);

/// <summary>
/// The main job: from source files to one record a person, the overlap table and the gap lists. The stages follow each other,
/// the first four on all lists side by side: read, recognise, standardise, check, link, merge, count, write.
/// </summary>
public static class Integrate
{
    /// <summary>Integrates the lists and writes the result.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="confirm">Shown the columns recognised before they are used; false stops here, with nothing written.</param>
    /// <param name="cancellation">Stops the run; nothing of it is left behind.</param>
    /// <returns>What was found, or null when <paramref name="confirm"/> said no.</returns>
    /// <exception cref="UserError">An input cannot be used, or the output cannot be written.</exception>
    public static IntegrationResult? Run(IntegrateCommand command, IProgress<StageProgress>? progress, Func<IReadOnlyList<RecognisedList>, bool>? confirm, CancellationToken cancellation)
    {
        InputFile.RequireDistinctSources(command.Sources);
        var clock = new StageClock(progress, cancellation);
        var catalog = SourceCatalog.Load(command.Mappings);
        var definitions = command.Sources.Select(s => catalog.Find(s.SourceId)).ToList();
        var survivorship = SurvivorshipRules.Load(command.Survivorship);
        using var folder = OutputFolder.Open(command.Out, command.Overwrite);

        // The register of areas takes a moment to load; it is ready when the lists have been read.
        var areas = Task.Run(() => AreaCatalog.Official, cancellation);
        var files = new InputFile[definitions.Count];
        var tables = clock.Run("read", () => SideBySide(command.Sources, (source, i) =>
        {
            var table = ListReader.Read(source.Path, progress, cancellation);
            files[i] = InputFile.Of(source.SourceId, source.Path);
            return table;
        }, cancellation));
        InputFile.RequireDistinctFiles(files);

        var lists = clock.Run("recognise", () => SideBySide(tables, (table, i) => new RecognisedList(ColumnRecogniser.Recognise(definitions[i], table), table), cancellation));
        if (confirm is not null && !confirm(lists)) return null;

        var standard = clock.Run("standardise", () => SideBySide(lists, (list, _) => Standardiser.Standardise(list.Plan, list.Table, areas.Result, command.AsOf, progress, cancellation), cancellation));
        var checks = clock.Run("check", () => Check(standard, areas.Result, command.AsOf, cancellation));
        var linked = clock.Run("link", () => Linker.Link([.. checks.Select(c => c.Table)], [.. checks.Select(c => c.Unusable)], progress, cancellation: cancellation));
        var persons = clock.Run("merge", () => Merger.Merge(linked, survivorship, [.. checks.Select(c => c.Doubtful)], cancellation));
        var (overlap, gaps) = clock.Run("count", () => (Overlap.Count(persons, areas.Result, cancellation), GapFinder.Find(persons, GapRules.Load(), cancellation)));
        var work = new IntegrationWork(command, files, lists, checks, linked, persons, overlap, gaps, survivorship, areas.Result);
        return clock.Run("write", () => work.Write(folder, clock, progress, cancellation));
    }

    // A family card number in a NIK column may be known from another list only, so the cards of all lists are gathered first.
    private static CheckResult[] Check(StandardTable[] lists, AreaCatalog areas, DateOnly asOf, CancellationToken cancellation)
    {
        var cards = SideBySide(lists, (list, _) => ListChecker.FamilyCards(list), cancellation).SelectMany(c => c).ToHashSet();
        return SideBySide(lists, (list, _) => ListChecker.Check(list, areas, asOf, cards, cancellation), cancellation);
    }

    /// <summary>Does the same to every item on all cores and keeps their order.</summary>
    private static TResult[] SideBySide<T, TResult>(IReadOnlyList<T> items, Func<T, int, TResult> work, CancellationToken cancellation)
    {
        var results = new TResult[items.Count];
        Parallel.For(0, items.Count, new ParallelOptions { CancellationToken = cancellation }, i => results[i] = work(items[i], i));
        return results;
    }
}
