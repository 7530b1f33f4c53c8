using System.Diagnostics;
using System.Globalization;
using SatuPintu.People.Search;
using SatuPintu.Sources;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Benchmarks;

/// <summary>
/// Measures the search for persons on a made sample: the persons of <c>adminduk.csv</c> are looked for as the clerks of <c>p3ke.csv</c> wrote them down, whose slips the
/// search knows nothing of; <c>truth.csv</c> says who is who.
/// </summary>
internal static class SearchBenchmark
{
    private const int Asked = 4000, AtOnce = 50;

    private sealed record Question(Remembered Remembered, IReadOnlyList<string> Within, Guid Person);

    /// <summary>Runs it.</summary>
    /// <param name="folder">The sample's folder.</param>
    public static void Run(string folder)
    {
        TextTable all = Read("adminduk.csv"), typed = Read("p3ke.csv");
        var persons = Truth(folder, "adminduk");
        var clock = Stopwatch.StartNew();
        var index = PersonIndex.Of(Enumerable.Range(0, all.RowCount).Select(row =>
            (Id(row), (string?)all.Find("NAMA_LGKP")![row], (string?)all.Find("ALAMAT")![row], Day(all.Find("TGL_LHR")![row]), Code(all.Find("KODE_KEL")![row]))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{index.Count} persons: index made in {clock.Elapsed.TotalSeconds:0.0} s, {GC.GetTotalMemory(true) / 1e6:0} MB in all"));

        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < all.RowCount; row++) rowOf[persons[all.Find("NO")![row]]] = row;
        var wanted = Truth(folder, "p3ke");
        var misspelt = Enumerable.Range(0, typed.RowCount)
            .Where(row => rowOf.TryGetValue(wanted[typed.Find("ID_P3KE")![row]], out var person) && typed.Find("Nama")![row].Length > 2
                && !string.Equals(typed.Find("Nama")![row], all.Find("NAMA_LGKP")![person], StringComparison.OrdinalIgnoreCase)).ToArray();
        new Random(1).Shuffle(misspelt);
        foreach (var (name, question) in new (string, Func<int, int, Question>)[]
        {
            ("name", (row, person) => new(new(typed.Find("Nama")![row], null, 0), [""], Id(person))),
            ("name, in a village", (row, person) => new(new(typed.Find("Nama")![row], null, 0), [Code(all.Find("KODE_KEL")![person])], Id(person))),
            ("name and year of birth", (row, person) => new(new(typed.Find("Nama")![row], null, Day(all.Find("TGL_LHR")![person]) / 10000 * 10000), [""], Id(person))),
            ("name and address", (row, person) => new(new(typed.Find("Nama")![row], typed.Find("Alamat")![row], 0), [""], Id(person))),
            ("name, birth date and address", (row, person) => new(new(typed.Find("Nama")![row], typed.Find("Alamat")![row], Day(all.Find("TGL_LHR")![person])), [""], Id(person))),
        })
            Measure(name, index, id => all.Find("NAMA_LGKP")![BitConverter.ToInt32(id.ToByteArray()) - 1], [.. misspelt.Take(Asked).Select(row => question(row, rowOf[wanted[typed.Find("ID_P3KE")![row]]]))]);

        TextTable Read(string file) => ListReader.Read(Path.Combine(folder, file), null, default);
    }

    private static void Measure(string name, PersonIndex index, Func<Guid, string> nameOf, Question[] questions)
    {
        foreach (var question in questions.Take(50)) index.Find(question.Remembered, question.Within, 10);
        var (found, named, times) = (0, 0, new double[questions.Length]);
        for (var i = 0; i < questions.Length; i++)
        {
            var from = Stopwatch.GetTimestamp();
            var first = index.Find(questions[i].Remembered, questions[i].Within, 10);
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            if (first.Contains(questions[i].Person)) found++;
            if (first.Any(id => nameOf(id) == nameOf(questions[i].Person))) named++;
        }
        Array.Sort(times);
        // As the service does it: no more at once than there are processors, the rest waits.
        var together = new double[questions.Length];
        using var turn = new SemaphoreSlim(Environment.ProcessorCount);
        Parallel.For(0, questions.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, i =>
        {
            var from = Stopwatch.GetTimestamp();
            turn.Wait();
            index.Find(questions[i].Remembered, questions[i].Within, 10);
            turn.Release();
            together[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        });
        Array.Sort(together);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {100.0 * found / questions.Length:0.0} % among the first ten, somebody of the very name {100.0 * named / questions.Length:0.0} %; {times[times.Length / 2]:0.0} ms, p95 {times[times.Length * 95 / 100]:0.0} ms; {AtOnce} at once p95 {together[together.Length * 95 / 100]:0} ms"));
    }

    private static Dictionary<string, string> Truth(string folder, string source) => File.ReadLines(Path.Combine(folder, "truth.csv")).Select(l => l.Split(',')).Where(c => c[0] == source)
        .ToDictionary(c => c[1], c => c[2], StringComparer.Ordinal);

    // As the standard writes codes: digits alone, and nothing where it is not whole.
    private static string Code(string text) => string.Concat(text.Where(char.IsAsciiDigit)) is { Length: 10 } code ? code : "3672";

    private static Guid Id(int row) => new(row + 1, 0, 0, new byte[8]);

    private static int Day(string text) => DateOnly.TryParseExact(text, "dd-MM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (((day.Year * 100) + day.Month) * 100) + day.Day : 0;
}
