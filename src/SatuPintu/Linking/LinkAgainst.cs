using System.Text;
using SatuPintu.Integration;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linking;

/// <summary>What linking a new list to an index came to.</summary>
/// <param name="Folder">The folder of the result, as a full path.</param>
/// <param name="IndexPath">The folder of the index, as a full path.</param>
/// <param name="Records">Records of the list.</param>
/// <param name="Skipped">Records of the list that the index had already, the same in every field.</param>
/// <param name="Known">Records of the index before.</param>
/// <param name="Increment">What was added and found.</param>
/// <param name="Matched">Pairs at or above the match threshold.</param>
/// <param name="Joined">New records whose entity the index had already.</param>
/// <param name="KeptIndex">Whether the index was left as it was.</param>
/// <param name="Costs">What each stage cost.</param>
public sealed record AgainstOutcome(string Folder, string IndexPath, int Records, int Skipped, int Known, IndexIncrement Increment, long Matched, int Joined, bool KeptIndex, IReadOnlyList<StageCost> Costs);

/// <summary>Links a new list to the records of an index, and adds it to them.</summary>
public static class LinkAgainst
{
    private const int Shown = 5;

    /// <summary>Runs the linkage, writes the result, and adds the records to the index.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="confirm">Shown the list, what will be read from it, and the fields it has no column for; false stops here, with nothing written.</param>
    /// <param name="cancellation">Stops the run; result and index are then as they were.</param>
    /// <returns>What was found, or null when <paramref name="confirm"/> said no.</returns>
    /// <exception cref="UserError">An input or the index cannot be used, or the output cannot be written.</exception>
    public static AgainstOutcome? Run(LinkCommand command, IProgress<StageProgress>? progress, Func<OpenedList, LinkPlan, IReadOnlyList<string>, bool>? confirm, CancellationToken cancellation)
    {
        RequireOptions(command);
        var clock = new StageClock(progress, cancellation);
        var stated = command.Settings is { } file ? LinkSettingsFile.Read(file) : new LinkSettings();
        using var folder = OutputFolder.Open(command.Out, command.Overwrite);
        using var indexed = clock.Run("index", () => IndexFolder.Open(command.Against!));
        var index = indexed.Index;
        List<string> missing = [];
        var (head, settings) = clock.Run("recognise", () =>
        {
            var opened = ListHead.Open(command.Left, progress, cancellation);
            return (opened, IndexedList.ForNew(index, IndexedList.Settings(index, indexed.Path), stated, opened, out missing));
        });
        var plan = new LinkPlan(settings, [.. settings.Fields!.Select(_ => FieldOrigin.Stated)], []);
        if (confirm is not null && !confirm(new OpenedList(head.Path, head.Sample.Format), plan, missing)) return null;

        var (table, ids, input) = clock.Run("read", () =>
        {
            var rows = ListRows.Read(head, settings, ListSide.Left, progress, cancellation);
            var list = LinkInput.Of(head, rows, ListSide.Left, isLink: false);
            return (LinkRecords.Of(settings, rows, null, cancellation).Table, new IndexedList.Ids(rows.Keys, head.Path, ""), list);
        });
        var known = index.Count;
        // Ids that the index has are those of records that were added before, or it is another record that must not take the place of that one.
        var (fresh, numbers) = clock.Run("decide", () => Fresh(index, table, ids, command));
        var increment = clock.Run("score", () => index.Add(Rows(table, fresh), Ids(ids, fresh), Environment.ProcessorCount, cancellation));
        for (var i = 0; i < fresh.Length; i++) numbers[fresh[i]] = known + i;
        return clock.Run("write", () =>
        {
            var run = new AgainstRun(command, plan, input, index, increment, numbers, missing, indexed.Path, known);
            folder.Write("pairs.csv", run.WritePairs);
            folder.Write("clusters.csv", run.WriteClusters);
            if (!command.KeepIndex) indexed.Prepare(increment);
            folder.Write(SummaryFile.Name, s => run.WriteSummary(s, folder.Written(), clock));
            cancellation.ThrowIfCancellationRequested();
            // The result first: a run that is killed between the two finds the index as it was and makes the same result again.
            folder.Commit();
            if (!command.KeepIndex) indexed.Commit();
            return new AgainstOutcome(folder.Destination, indexed.Path, table.Count, table.Count - fresh.Length, known, increment, run.Matched, run.Joined, command.KeepIndex, clock.Costs);
        });
    }

    private static void RequireOptions(LinkCommand command)
    {
        var refused = command switch
        {
            { Index: not null } => "--index",
            { Model: not null } => "--model",
            { Labels: not null } => "--labels",
            { ReviewAt: not null } => "--review-at",
            { MatchAt: not null } => "--match-at",
            _ => null,
        };
        if (refused is not null) throw new UserError(ExitCode.Usage, "linking.index.option", ("option", refused));
    }

    /// <summary>The rows that the index has not, and by row the number in the index of those it has.</summary>
    private static (int[] Fresh, int[] Numbers) Fresh(LinkageIndex index, RecordTable table, IndexedList.Ids ids, LinkCommand command)
    {
        var numbers = new int[table.Count];
        var fresh = new List<int>();
        var others = new List<string>();
        for (var row = 0; row < table.Count; row++)
        {
            var id = ids.Of(row);
            numbers[row] = index.Find(id);
            if (numbers[row] < 0) fresh.Add(row);
            else if (!index.IsSame(numbers[row], table, row)) others.Add(Encoding.UTF8.GetString(id));
        }
        if (others.Count == 0) return ([.. fresh], numbers);
        throw new UserError(ExitCode.Input, "linking.index.known_id", ("file", command.Left), ("folder", command.Against), ("count", others.Count),
            ("ids", string.Join(", ", others.Take(Shown).Select(i => $"“{i}”")) + (others.Count > Shown ? ", …" : "")));
    }

    /// <summary>Some rows of a table, with the values that they have.</summary>
    private static RecordTable Rows(RecordTable table, int[] rows)
    {
        return new RecordTable([.. table.Fields.Select(Field)], rows.Length, rows.Length);

        FieldData Field(FieldData field)
        {
            var values = new ValueInterner();
            var renumber = new int[field.Values.Count];
            var codes = Array.ConvertAll(rows, row => field.Codes[row] is not 0 and var code ? renumber[code] is not 0 and var known ? known : renumber[code] = values.Intern(field.Values[code]) : 0);
            return field with { Values = values.ToValues(), Codes = codes };
        }
    }

    private static TextValues Ids(IndexedList.Ids ids, int[] rows)
    {
        var values = new ValueInterner(rows.Length);
        foreach (var row in rows) values.Intern(ids.Of(row));
        return values.ToValues();
    }
}
