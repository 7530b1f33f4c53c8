using SatuPintu.Sources;

namespace SatuPintu.Integration.Truth;

/// <summary>The records of an integration beside the truth: which entity each was put into, and which person it is.</summary>
internal sealed class LinkTruth
{
    private readonly Dictionary<string, int> sourceNumbers = new(StringComparer.Ordinal);
    private readonly List<string> sources = [];
    private readonly List<string> entities = [], persons = [], districts = [];

    private LinkTruth()
    {
    }

    /// <summary>The sources that were integrated, in the order of <c>links.csv</c>.</summary>
    internal IReadOnlyList<string> Sources => sources;

    /// <summary>The entities by number.</summary>
    internal IReadOnlyList<string> Entities => entities;

    /// <summary>The true persons by number.</summary>
    internal IReadOnlyList<string> Persons => persons;

    /// <summary>The districts the truth names, by number.</summary>
    internal IReadOnlyList<string> Districts => districts;

    /// <summary>By record: its entity, −1 when it was not used; its person; its source; its district.</summary>
    internal int[] Entity { get; private set; } = [];

    /// <inheritdoc cref="Entity"/>
    internal int[] Person { get; private set; } = [];

    /// <inheritdoc cref="Entity"/>
    internal int[] Source { get; private set; } = [];

    /// <inheritdoc cref="Entity"/>
    internal int[] District { get; private set; } = [];

    /// <inheritdoc cref="Entity"/>
    internal string[] RecordIds { get; private set; } = [];

    /// <summary>Records of the truth that took no part in the integration.</summary>
    internal int Unused => Entity.Count(e => e < 0);

    /// <summary>Reads both files and brings them together.</summary>
    /// <exception cref="UserError">A file cannot be read, lacks a column, or the two do not belong together.</exception>
    internal static LinkTruth Read(string linksFile, string truthFile, CancellationToken cancellation)
    {
        var links = ResultTable.Read(linksFile, ["source", "record_id", "entity_id"], cancellation);
        var truth = ResultTable.Read(truthFile, ["source", "record_id", "person_id", "kecamatan"], cancellation);
        var both = new LinkTruth();
        both.NumberSources(links);
        var records = both.TakeTruth(truth, truthFile);
        both.TakeLinks(links, records, linksFile, truthFile);
        return both;
    }

    /// <summary>A column of a table of ours.</summary>
    /// <exception cref="UserError">The table has no such column.</exception>
    internal static TextColumn Column(TextTable table, string heading) =>
        table.Find(heading) ?? throw new UserError(ExitCode.Input, "evaluate.column_missing", ("file", table.File), ("column", heading));

    private void NumberSources(TextTable links)
    {
        var source = Column(links, "source");
        var known = new int[source.Values.Length];
        foreach (var code in source.Codes)
        {
            if (known[code]++ > 0) continue;
            sourceNumbers.Add(source.Values[code], sources.Count);
            sources.Add(source.Values[code]);
        }
    }

    private Dictionary<(int Source, string Id), int> TakeTruth(TextTable truth, string file)
    {
        var source = Column(truth, "source");
        var id = Column(truth, "record_id");
        var person = new Numbering(Column(truth, "person_id"), persons);
        var district = new Numbering(Column(truth, "kecamatan"), districts);
        var bySource = Array.ConvertAll(source.Values.ToArray(), s => sourceNumbers.GetValueOrDefault(s, -1));
        foreach (var name in sources)
            if (!source.Values.Contains(name)) throw new UserError(ExitCode.Input, "evaluate.unknown_source", ("source", name), ("file", file));

        var records = new Dictionary<(int, string), int>(truth.RowCount);
        List<int> ofPerson = [], ofSource = [], ofDistrict = [];
        var ids = new List<string>();
        for (var row = 0; row < truth.RowCount; row++)
        {
            // A list that was not integrated takes no part; the truth may well know more lists than the run did.
            var number = bySource[source.Codes[row]];
            if (number < 0) continue;
            if (person.At(row) is not (>= 0 and var who)) throw new UserError(ExitCode.Input, "evaluate.no_person", ("file", file), ("row", truth.RowNumbers[row]));
            if (!records.TryAdd((number, id[row]), ofPerson.Count)) throw new UserError(ExitCode.Input, "evaluate.twice", ("file", file), ("source", sources[number]), ("record", id[row]));
            ids.Add(id[row]);
            ofPerson.Add(who);
            ofSource.Add(number);
            ofDistrict.Add(Math.Max(0, district.At(row)));
        }
        RecordIds = [.. ids];
        Person = [.. ofPerson];
        Source = [.. ofSource];
        District = [.. ofDistrict];
        return records;
    }

    private void TakeLinks(TextTable links, Dictionary<(int Source, string Id), int> records, string linksFile, string truthFile)
    {
        var source = Column(links, "source");
        var id = Column(links, "record_id");
        var entity = new Numbering(Column(links, "entity_id"), entities);
        var bySource = Array.ConvertAll(source.Values.ToArray(), s => sourceNumbers.GetValueOrDefault(s, -1));
        Entity = new int[Person.Length];
        Array.Fill(Entity, -1);
        int missing = 0, example = -1;
        for (var row = 0; row < links.RowCount; row++)
        {
            if (!records.TryGetValue((bySource[source.Codes[row]], id[row]), out var record))
            {
                if (missing++ == 0) example = row;
                continue;
            }
            if (Entity[record] >= 0) throw new UserError(ExitCode.Input, "evaluate.twice", ("file", linksFile), ("source", source[row]), ("record", id[row]));
            Entity[record] = entity.At(row);
        }
        if (missing > 0) throw new UserError(ExitCode.Input, "evaluate.not_in_truth", ("count", missing), ("source", source[example]), ("record", id[example]), ("file", truthFile));
    }

    /// <summary>Numbers the values of a column in the order they are met, so that the numbers do not depend on the file's coding.</summary>
    private sealed class Numbering(TextColumn column, List<string> names)
    {
        private readonly int[] numbers = new int[column.Values.Length];

        /// <summary>The number of a row's value, or −1 when it is empty.</summary>
        internal int At(int row)
        {
            var code = column.Codes[row];
            if (code == 0) return -1;
            if (numbers[code] == 0)
            {
                names.Add(column.Values[code]);
                numbers[code] = names.Count;
            }
            return numbers[code] - 1;
        }
    }
}
