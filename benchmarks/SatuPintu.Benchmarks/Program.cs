using System.Globalization;
using SatuPintu.Benchmarks;

// Each measures what its own page of the documents names; `make` writes lists to measure on.
var verbs = new SortedDictionary<string, Action<string[]>>(StringComparer.Ordinal)
{
    ["strings"] = _ => StringsBenchmark.Run(),
    ["make"] = Make,
    ["index"] = Index,
    ["deliveries"] = Deliveries,
    ["search"] = args => SearchBenchmark.Run(args[0]),
    ["labels"] = Labels,
    ["indicators"] = Indicators,
    ["pmt-fit"] = args => WelfareBenchmark.Fit(args[0], int.Parse(args[1], CultureInfo.InvariantCulture)),
    ["pmt-score"] = args => WelfareBenchmark.Score(args[0], int.Parse(args[1], CultureInfo.InvariantCulture)),
    ["poverty-map"] = args => WelfareBenchmark.Map(args[0], args[1], args[2], args[3]),
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"One of: {string.Join(", ", verbs.Keys)}");
    return 2;
}
run(args[1..]);
return 0;

// make FOLDER RECORDS [link]
static void Make(string[] args) => MadeLists.Write(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args.Contains("link"));

// index LIST RECORDS_LINKED INDEX_FILE
static void Index(string[] args) => IndexBenchmark.Run(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);

// deliveries FOLDER SOURCE=FILE...
static void Deliveries(string[] args) => DeliveriesBenchmark.Run(args[0], args[1..]).GetAwaiter().GetResult();

// indicators ROWS
static void Indicators(string[] args) => IndicatorsBenchmark.Run(int.Parse(args[0], CultureInfo.InvariantCulture));

// labels FOLDER DRAWS SOURCE...
static void Labels(string[] args) => LabelsBenchmark.Run(args[0], args[2..], int.Parse(args[1], CultureInfo.InvariantCulture));
