using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Tests.Engine;

/// <summary>Small tables of made people with slips, and a run's outcome as one text.</summary>
internal static class MadeTable
{
    private static readonly string[] Syllables = ["ba", "su", "di", "ra", "ni", "ka", "to", "wi", "jo", "mar", "han", "lin", "pur", "yan", "ti"];

    /// <summary>Candidates are sampled however few there are, so that scoring is a stage of its own.</summary>
    public static EngineLimits Sampling { get; } = new() { CompareAll = 0, KeepAll = 0, SampledCandidates = 2000, PartRecords = 150 };

    public static LinkageOptions Options(EngineLimits limits) => new() { Limits = limits, Workers = 2 };

    public static RecordTable Make(int seed, int count, bool link, bool families = false)
    {
        var random = new Random(seed);
        var rows = new List<string[]>();
        var family = new List<int>();
        while (rows.Count < count)
        {
            string[] person = [Name(random), Name(random), $"{random.Next(1930, 2010)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}", $"jalan {Name(random)} {random.Next(1, 60)}", $"kota {random.Next(12)}"];
            var copies = random.Next(3) == 0 ? 2 : 1;
            for (var i = 0; i < copies; i++)
            {
                rows.Add(i == 0 ? person : [.. person.Select(v => Slip(random, v))]);
                family.Add(random.Next(count / 4) + 1);
            }
        }
        var order = Enumerable.Range(0, count).OrderBy(_ => random.Next()).ToArray();
        (string Name, FieldKind Kind)[] fields = [("given", FieldKind.Name), ("surname", FieldKind.Name), ("born", FieldKind.Date), ("address", FieldKind.Text), ("city", FieldKind.Place)];
        var data = fields.Select((f, i) => Field(f.Name, f.Kind, [.. order.Select(r => rows[r][i])])).ToList();
        return new RecordTable(data, count, link ? count / 2 : count, families ? [.. order.Select(r => family[r])] : null);
    }

    public static string Say(LinkageResult result) => string.Join('\n',
    [
        .. result.Pairs.Select(p => $"{p.A} {p.B} {p.Weight:R} {p.Pattern}"),
        string.Join(' ', result.EntityOf),
        .. result.Statistics.Keys.Select(k => k.ToString()),
        $"{result.Model.Prior:R} {result.Statistics.ScoredPairs} {result.Statistics.OneToOne}",
        .. result.Model.Comparisons.SelectMany(c => c.Levels).Select(l => l.ToString()),
        string.Join(' ', result.Statistics.Completeness),
        string.Join(' ', result.Statistics.Unlinkable),
    ]);

    private static FieldData Field(string name, FieldKind kind, string[] values)
    {
        var distinct = values.Where(v => v.Length > 0).Distinct().ToList();
        var numbers = distinct.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i + 1);
        return new FieldData(name, kind, TextValues.From(distinct), [.. values.Select(v => v.Length == 0 ? 0 : numbers[v])]);
    }

    private static string Name(Random random) => string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Syllables[random.Next(Syllables.Length)]));

    private static string Slip(Random random, string value)
    {
        var at = random.Next(value.Length - 1);
        return random.Next(10) switch
        {
            0 => "",
            1 => value.Remove(at, 1),
            2 => value[..at] + value[at + 1] + value[at] + value[(at + 2)..],
            _ => value,
        };
    }
}

/// <summary>Keeps pairs in memory, and counts what is asked for.</summary>
internal sealed class MemoryStore : IPairStore
{
    public Dictionary<PairPart, byte[]> Parts { get; } = [];

    public int Kept { get; private set; }

    public Action? AfterEach { get; set; }

    public StoredPairs? Find(PairPart part) => Parts.TryGetValue(part, out var bytes) ? StoredPairs.Read(new MemoryStream(bytes)) : null;

    public void Keep(PairPart part, StoredPairs pairs)
    {
        var stream = new MemoryStream();
        pairs.Write(stream);
        Parts.Add(part, stream.ToArray());
        Kept++;
        AfterEach?.Invoke();
    }
}

/// <summary>Room on disk that is memory; counts what is not let go, and may be full.</summary>
internal sealed class MemorySpill : ISpill
{
    public int Made { get; private set; }

    public long Room { get; init; } = long.MaxValue;

    public Stream Create()
    {
        Made++;
        return new Limited(this);
    }

    private long used;

    private sealed class Limited(MemorySpill spill) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            spill.used += buffer.Length;
            if (spill.used > spill.Room) throw new IOException("No space left on device", 28);
            base.Write(buffer);
        }
    }
}
