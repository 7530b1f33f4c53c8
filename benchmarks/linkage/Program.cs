using SatuPintu.Benchmarks;

var verbs = new SortedDictionary<string, Action>(StringComparer.Ordinal)
{
    ["strings"] = StringsBenchmark.Run,
};

if (args is not [var verb] || !verbs.TryGetValue(verb, out var run))
{
    Console.Error.WriteLine($"One of: {string.Join(", ", verbs.Keys)}");
    return 2;
}
run();
return 0;
