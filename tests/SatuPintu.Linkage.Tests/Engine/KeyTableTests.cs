using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;
using SatuPintu.Linkage.Tests.Made;

namespace SatuPintu.Linkage.Tests.Engine;

public sealed class KeyTableTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_pair_of_small_blocks_is_compared_once(bool isLink)
    {
        var made = isLink ? MadePeople.TwoLists(700, 0.5, 5) : MadePeople.OneList(900, 0.4, 6);
        var blocked = new Blocked(made.Table, [["born"], ["given", "town"], ["surname:3", "sex"], ["phone"]]);
        var expected = new HashSet<(int, int)>();
        for (var a = 0; a < made.Truth.Length; a++)
        {
            for (var b = Math.Max(a + 1, isLink ? made.LeftCount : 0); b < made.Truth.Length && (!isLink || a < made.LeftCount); b++)
                if (Agree(made, a, b, "born", 0) || Agree(made, a, b, "given", 0) && Agree(made, a, b, "town", 0)
                    || Agree(made, a, b, "surname", 3) && Agree(made, a, b, "sex", 0) || Agree(made, a, b, "phone", 0)) expected.Add((a, b));
        }
        blocked.Keys.SplitBlocks.ShouldAllBe(s => s == 0);
        blocked.Pairs.Count.ShouldBe(blocked.Pairs.Distinct().Count());
        blocked.Pairs.ToHashSet().SetEquals(expected).ShouldBeTrue();
        blocked.Scan.Scored.Sum().ShouldBe(expected.Count);
    }

    [Fact]
    public void What_is_predicted_is_what_the_blocks_hold()
    {
        var made = MadePeople.OneList(900, 0.4, 7);
        var blocked = new Blocked(made.Table, [["born"], ["given", "sex"]]);
        blocked.Keys.Predicted[0].ShouldBe(PairsOf(made, ["born"]));
        blocked.Keys.Predicted[1].ShouldBe(PairsOf(made, ["given", "sex"]));
        // The second key does not bring again what the first has brought.
        blocked.Scan.Scored[0].ShouldBe(blocked.Keys.Predicted[0]);
        blocked.Scan.Scored[1].ShouldBeLessThan(blocked.Keys.Predicted[1]);
    }

    [Fact]
    public void A_block_that_is_too_large_is_split_by_what_its_key_does_not_use()
    {
        var made = MadePeople.OneList(4000, 0.3, 8, new Noise(0, 0, 0));
        var blocked = new Blocked(made.Table, [["sex"]]);
        blocked.Keys.SplitBlocks[0].ShouldBe(2);
        blocked.Keys.Predicted.Sum().ShouldBeLessThan(4000 * 200);
        // Records that are alike throughout still meet.
        var found = blocked.Pairs.Count(p => made.Truth[p.A] == made.Truth[p.B]);
        found.ShouldBe(1200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_block_of_equal_records_is_cut_into_runs_that_hang_together(bool isLink)
    {
        const int Count = 200_000;
        var fields = Equal(Count);
        var blocked = new Blocked(Lists.Table(fields, isLink ? Count / 2 + 2 : null), [["given"]]);
        blocked.Pairs.Count.ShouldBeLessThan(60 * Count);
        var parent = Enumerable.Range(0, Count + 4).ToArray();
        foreach (var (a, b) in blocked.Pairs) parent[Find(b)] = Find(a);
        Enumerable.Range(2, Count).Select(Find).Distinct().Count().ShouldBe(1);

        int Find(int r)
        {
            while (parent[r] != r) r = parent[r] = parent[parent[r]];
            return r;
        }
    }

    /// <summary>Records that are all the same, and four others, so that the fields are not constant.</summary>
    private static List<MadeField> Equal(int count) =>
    [
        new("given", FieldKind.Name, ["Ani", "Ina", .. Enumerable.Repeat("Budi", count), "Eva", "Edo"]),
        new("born", FieldKind.Date, ["1990-01-01", "1991-01-01", .. Enumerable.Repeat("1980-05-06", count), "1970-01-01", "1970-01-02"]),
    ];

    private static bool Agree(MadePeople made, int a, int b, string field, int letters)
    {
        var values = made.Fields.Single(f => f.Name == field).Values;
        string x = values[a], y = values[b];
        if (field == "born") return x.Length > 0 && x == y;
        return x.Length > 0 && (letters == 0 ? string.Equals(x, y, StringComparison.OrdinalIgnoreCase)
            : string.Equals(x[..Math.Min(letters, x.Length)], y[..Math.Min(letters, y.Length)], StringComparison.OrdinalIgnoreCase) && y.Length > 0);
    }

    private static long PairsOf(MadePeople made, string[] fields) => Enumerable.Range(0, made.Truth.Length)
        .Select(r => string.Join('|', made.Fields.Where(f => fields.Contains(f.Name)).Select(f => f.Values[r].Length == 0 ? $"none{r}" : f.Values[r].ToUpperInvariant())))
        .GroupBy(k => k).Sum(g => (long)g.Count() * (g.Count() - 1) / 2);

    /// <summary>Records blocked by stated keys, every candidate kept.</summary>
    private sealed class Blocked
    {
        public Blocked(RecordTable records, IReadOnlyList<IReadOnlyList<string>> blocking)
        {
            var columns = FieldColumns.Make(records, 2, false, CancellationToken.None);
            var rows = new RowTable(columns, records.Count, records.LeftCount, 2);
            var (attributes, planned) = KeyPlanner.Given(rows, columns, blocking, [], 2);
            Keys = new KeyTable(rows, columns, attributes, planned, false);
            var plan = Dependence.Unrelated(columns);
            var chance = StartValues.Chance(rows, columns, 2, out _, CancellationToken.None);
            var start = StartValues.ByState(plan, StartValues.M(columns), null, null, []);
            var model = new EngineModel(plan, 0.001, 0, start, start, StartValues.ByState(plan, chance, null, null, []));
            Scan = new PairScan(rows, Keys, model, float.NegativeInfinity, 1, Share.Whole);
            for (var key = 0; key < Keys.Count; key++)
                foreach (var part in Scan.Run(key, Keys.Fill(key, 2), 2, null, CancellationToken.None)) Pairs.AddRange(part.Select(p => (p.A, p.B)));
        }

        public KeyTable Keys { get; }

        public PairScan Scan { get; }

        public List<(int A, int B)> Pairs { get; } = [];
    }
}
