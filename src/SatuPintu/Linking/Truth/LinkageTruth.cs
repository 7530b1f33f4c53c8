using System.Text;

namespace SatuPintu.Linking.Truth;

/// <summary>The records of <c>clusters.csv</c> beside the truth: which entity each was put into, and which person it is.</summary>
internal sealed class LinkageTruth
{
    private readonly string clustersFile;
    private readonly string truthFile;
    private readonly List<string> sources = [];
    private readonly List<IdTable> ids = [];
    // By source and number of the id, the number of the record over all sources.
    private readonly List<List<int>> recordOf = [];
    private readonly List<int> entity = [], person = [], source = [];

    private LinkageTruth(string clustersFile, string truthFile)
    {
        this.clustersFile = clustersFile;
        this.truthFile = truthFile;
    }

    /// <summary>The sources: <c>list</c>, or <c>left</c> and <c>right</c>.</summary>
    internal IReadOnlyList<string> Sources => sources;

    /// <summary>By record: its entity, −1 when it was not used; its person; its source.</summary>
    internal int[] Entity { get; private set; } = [];

    /// <inheritdoc cref="Entity"/>
    internal int[] Person { get; private set; } = [];

    /// <inheritdoc cref="Entity"/>
    internal int[] Source { get; private set; } = [];

    /// <summary>Records of the truth that stand in no cluster.</summary>
    internal int Unused { get; private set; }

    /// <summary>Reads both files and brings them together.</summary>
    /// <param name="clustersFile">What the linkage wrote.</param>
    /// <param name="truthFile">The truth.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="UserError">A file cannot be read, lacks a column, or the two do not belong together.</exception>
    internal static LinkageTruth Read(string clustersFile, string truthFile, CancellationToken cancellation)
    {
        var both = new LinkageTruth(clustersFile, truthFile);
        both.TakeClusters(cancellation);
        both.TakeTruth(cancellation);
        both.Entity = Moved(both.entity);
        both.Person = Moved(both.person);
        both.Source = Moved(both.source);
        return both;

        static int[] Moved(List<int> list)
        {
            var array = list.ToArray();
            list.Clear();
            list.TrimExcess();
            return array;
        }
    }

    /// <summary>The record of an id in a source; −1 when there is none.</summary>
    internal int Find(int sourceNumber, ReadOnlySpan<byte> id) => ids[sourceNumber].Find(id) is >= 0 and var number ? recordOf[sourceNumber][number] : -1;

    private void TakeClusters(CancellationToken cancellation)
    {
        using var rows = ResultRows.Open(clustersFile, ["source", "record_id", "entity_id"],
            column => new UserError(ExitCode.Input, "evaluate.column_missing", ("file", clustersFile), ("column", column)), cancellation);
        var entities = new IdTable();
        while (rows.Next())
        {
            var number = SourceNumber(rows[0]);
            if (number < 0)
            {
                number = sources.Count;
                sources.Add(rows.Text(0));
                ids.Add(new IdTable());
                recordOf.Add([]);
            }
            if (!TryAdd(number, rows[1], entities.Add(rows[2], out _), -1)) throw Twice(clustersFile, rows);
        }
        if (sources is not (["list"] or ["left"] or ["right"] or ["left", "right"] or ["right", "left"]))
            throw new UserError(ExitCode.Input, "evaluate.linking.sources", ("file", clustersFile), ("found", Named(sources)));
    }

    private void TakeTruth(CancellationToken cancellation)
    {
        using var rows = ResultRows.Open(truthFile, ["source", "record_id", "person_id"],
            column => new UserError(ExitCode.Input, "evaluate.linking.truth_column", ("file", truthFile), ("column", column)), cancellation);
        var persons = new IdTable();
        var met = new int[sources.Count];
        var others = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Next())
        {
            var number = SourceNumber(rows[0]);
            // A list that was not linked takes no part; the truth may well know more lists than the run did.
            if (number < 0)
            {
                if (others.Count < 4) others.Add(rows.Text(0));
                continue;
            }
            met[number]++;
            if (rows[2].IsEmpty) throw new UserError(ExitCode.Input, "evaluate.no_person", ("file", truthFile), ("row", rows.Row));
            var who = persons.Add(rows[2], out _);
            if (Find(number, rows[1]) is >= 0 and var record)
            {
                if (person[record] >= 0) throw Twice(truthFile, rows);
                person[record] = who;
                continue;
            }
            TryAdd(number, rows[1], -1, who);
            Unused++;
        }
        for (var number = 0; number < sources.Count; number++)
            if (met[number] == 0) throw new UserError(ExitCode.Input, "evaluate.linking.unknown_source", ("source", sources[number]), ("file", truthFile), ("found", Named(others)));
        if (person.IndexOf(-1) is >= 0 and var unknown)
            throw new UserError(ExitCode.Input, "evaluate.not_in_truth", ("count", person.Count(p => p < 0)), ("source", sources[source[unknown]]), ("record", IdOf(unknown)), ("file", truthFile));
    }

    private int SourceNumber(ReadOnlySpan<byte> name)
    {
        for (var number = 0; number < sources.Count; number++)
            if (Matches(name, sources[number])) return number;
        return -1;
    }

    private static bool Matches(ReadOnlySpan<byte> utf8, string text) =>
        utf8.Length == text.Length ? System.Text.Ascii.Equals(utf8, text) : utf8.Length > text.Length && Encoding.UTF8.GetString(utf8) == text;

    private bool TryAdd(int number, ReadOnlySpan<byte> id, int ofEntity, int ofPerson)
    {
        ids[number].Add(id, out var added);
        if (!added) return false;
        recordOf[number].Add(entity.Count);
        entity.Add(ofEntity);
        person.Add(ofPerson);
        source.Add(number);
        return true;
    }

    private string IdOf(int record) => Encoding.UTF8.GetString(ids[source[record]][recordOf[source[record]].BinarySearch(record)]);

    private static string Named(IReadOnlyCollection<string> names) => names.Count == 0 ? "–" : string.Join(", ", names);

    private static UserError Twice(string file, ResultRows rows) =>
        new(ExitCode.Input, "evaluate.twice", ("file", file), ("source", rows.Text(0)), ("record", rows.Text(1)));
}
