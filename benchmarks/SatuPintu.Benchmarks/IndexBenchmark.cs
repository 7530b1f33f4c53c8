using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Benchmarks;

/// <summary>
/// How long one record takes against an index. The first records of a made list are linked, by which model and keys are found; the rest
/// are taken up as they are, each an entity of its own. The index is then written, read back, and asked for records with a slip in them.
/// </summary>
internal static class IndexBenchmark
{
    private const int Asked = 10_000;
    private const int Added = 1000;
    private const int Batch = 250_000;
    private static readonly FieldKind[] Kinds = [FieldKind.Name, FieldKind.Name, FieldKind.Date, FieldKind.Category, FieldKind.Place, FieldKind.Place, FieldKind.Text, FieldKind.Identifier];

    /// <summary>Measures.</summary>
    /// <param name="list">A list that <c>make</c> wrote.</param>
    /// <param name="linked">How many of its records are linked.</param>
    /// <param name="file">Where the index is written; one that stands there is asked as it is.</param>
    public static void Run(string list, int linked, string file)
    {
        if (!File.Exists(file)) Make(list, linked, file);
        Say("megabytes held before reading", GC.GetTotalMemory(true) / 1e6);
        var reading = Stopwatch.StartNew();
        LinkageIndex read;
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0)) read = LinkageIndex.Read(stream, Environment.ProcessorCount);
        Say("seconds to read", reading.Elapsed.TotalSeconds);
        Say("records", read.Count);
        Say("megabytes held", GC.GetTotalMemory(true) / 1e6);
        Ask(read, list);
        using var process = Process.GetCurrentProcess();
        Say("peak megabytes of the process", process.PeakWorkingSet64 / 1e6);
    }

    // A method of its own, so that nothing of it is held when the index is read back.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Make(string list, int linked, string file)
    {
        Say("records linked", linked);
        using var lines = new StreamReader(list);
        var fields = lines.ReadLine()!.Split(',')[1..];
        var clock = Stopwatch.StartNew();
        var (table, ids) = Read(lines, fields, linked);
        var result = LinkageEngine.Run(table!, new LinkageOptions { Workers = Environment.ProcessorCount });
        Say("seconds to link", clock.Elapsed.TotalSeconds);
        clock.Restart();
        var index = LinkageIndex.Of(result, r => ids[r + 1], []);
        Say("seconds to index", clock.Elapsed.TotalSeconds);
        (result, table) = (null, null);
        clock.Restart();
        while (true)
        {
            (table, ids) = Read(lines, fields, Batch);
            if (table.Count == 0) break;
            table = new RecordTable([.. index.Fields.Select(f => table.Fields.First(t => t.Name == f.Name))], table.Count, table.Count);
            index.Replay(new IndexIncrement { First = index.Count, Records = table, Ids = ids, EntityOf = [.. Enumerable.Range(index.EntityCount, table.Count)] }, Environment.ProcessorCount);
        }
        Say("seconds to take up the rest", clock.Elapsed.TotalSeconds);
        Say("records", index.Count);
        clock.Restart();
        using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 0)) index.Write(stream);
        Say("seconds to write", clock.Elapsed.TotalSeconds);
        Say("megabytes on disk", new FileInfo(file).Length / 1e6);
    }

    private static void Ask(LinkageIndex index, string list)
    {
        var step = index.Count / Asked;
        var random = new Random(9);
        var records = new List<(int Record, ReadOnlyMemory<byte>[] Values)>();
        var number = 0;
        string[] fields = [];
        foreach (var line in File.ReadLines(list))
        {
            if (number++ == 0) fields = line.Split(',')[1..];
            else if ((number - 2) % step == step / 2) records.Add((number - 2, Values(index, fields, Slipped(line.Split(',')[1..], random))));
        }
        var times = new double[records.Count];
        var worked = new double[records.Count];
        double candidates = 0, found = 0;
        for (var i = 0; i < records.Count; i++)
        {
            var from = Stopwatch.GetTimestamp();
            var before = ThreadTime.Milliseconds;
            var matches = index.Match(records[i].Values);
            worked[i] = ThreadTime.Milliseconds - before;
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            candidates += matches.Count;
            if (matches.Any(m => m.Record == records[i].Record)) found++;
        }
        Times("ask", times);
        Times("ask, of the processor,", worked);
        Say("share found", found / records.Count);
        Say("matches a record", candidates / records.Count);
        var adding = new double[Math.Min(Added, records.Count)];
        var workedAdding = new double[adding.Length];
        for (var i = 0; i < adding.Length; i++)
        {
            var table = new RecordTable([.. index.Fields.Select((f, c) => new FieldData(f.Name, f.Kind, TextValues.From([Encoding.UTF8.GetString(records[i].Values[c].Span)]), [1]))], 1, 1);
            var ids = TextValues.From([string.Create(CultureInfo.InvariantCulture, $"new{i}")]);
            var from = Stopwatch.GetTimestamp();
            var before = ThreadTime.Milliseconds;
            index.Add(table, ids);
            workedAdding[i] = ThreadTime.Milliseconds - before;
            adding[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }
        Times("add", adding);
        Times("add, of the processor,", workedAdding);
    }

    private static ReadOnlyMemory<byte>[] Values(LinkageIndex index, string[] fields, string[] values) =>
        [.. index.Fields.Select(f => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(values[Array.IndexOf(fields, f.Name)])))];

    // A letter of the surname is another, and one other value is not there.
    private static string[] Slipped(string[] values, Random random)
    {
        if (values[1].Length > 2)
        {
            var at = random.Next(1, values[1].Length);
            values[1] = values[1].Remove(at, 1).Insert(at, ((char)('A' + random.Next(26))).ToString());
        }
        values[random.Next(2, values.Length)] = "";
        return values;
    }

    private static (RecordTable Table, TextValues Ids) Read(StreamReader lines, string[] fields, int most)
    {
        var values = fields.Select(_ => new ValueInterner()).ToArray();
        var codes = fields.Select(_ => new List<int>()).ToArray();
        var ids = new List<string>();
        while (ids.Count < most && lines.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            ids.Add(cells[0]);
            for (var f = 0; f < fields.Length; f++) codes[f].Add(values[f].Intern(Encoding.UTF8.GetBytes(cells[f + 1])));
        }
        return (new RecordTable([.. fields.Select((name, f) => new FieldData(name, Kinds[f], values[f].ToValues(), [.. codes[f]]))], ids.Count, ids.Count), TextValues.From(ids));
    }

    private static void Times(string what, double[] milliseconds)
    {
        Array.Sort(milliseconds);
        Say($"{what} p50 ms", milliseconds[milliseconds.Length / 2]);
        Say($"{what} p99 ms", milliseconds[milliseconds.Length * 99 / 100]);
        Say($"{what} max ms", milliseconds[^1]);
    }

    private static void Say(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.###}"));
}
