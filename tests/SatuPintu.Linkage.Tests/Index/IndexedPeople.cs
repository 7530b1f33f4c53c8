using System.Globalization;
using System.Text;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Index;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Tests.Index;

/// <summary>Made people as rows of text with every kind of field, some of them written down again with slips.</summary>
internal sealed class IndexedPeople
{
    private static readonly (string Name, FieldKind Kind)[] Columns =
    [
        ("given", FieldKind.Name), ("surname", FieldKind.Name), ("whole", FieldKind.FullName), ("born", FieldKind.Date), ("nik", FieldKind.Nik),
        ("sex", FieldKind.Category), ("town", FieldKind.Place), ("street", FieldKind.Text), ("phone", FieldKind.Identifier), ("income", FieldKind.Number),
    ];

    private static readonly string[] Syllables = ["ba", "ri", "so", "dan", "tu", "mel", "ka", "ron", "wi", "gar", "lo", "ne", "har", "su", "vic", "po", "ter", "mu", "lin", "fa"];
    private readonly Random random;

    private IndexedPeople(int seed) => random = new Random(seed);

    /// <summary>The rows: id, then the fields.</summary>
    public List<string[]> Rows { get; } = [];

    /// <summary>By row, the person.</summary>
    public List<int> Truth { get; } = [];

    /// <summary>Makes people, a share of whom stand twice, in shuffled order.</summary>
    public static IndexedPeople Make(int people, double twice, int seed)
    {
        var made = new IndexedPeople(seed);
        var whole = Enumerable.Range(0, people).Select(_ => made.Person()).ToArray();
        for (var p = 0; p < people; p++) made.Write(p, whole[p]);
        for (var p = 0; p < people * twice; p++) made.Write(p, made.Slipped(whole[p]));
        var order = Enumerable.Range(0, made.Rows.Count).ToArray();
        made.random.Shuffle(order);
        var (rows, truth) = (made.Rows.ToArray(), made.Truth.ToArray());
        for (var i = 0; i < order.Length; i++) (made.Rows[i], made.Truth[i]) = (rows[order[i]], truth[order[i]]);
        return made;
    }

    /// <summary>The table of some rows with the fields of an index, or all.</summary>
    public RecordTable Table(Range range, LinkageIndex? index = null)
    {
        var rows = Rows[range];
        var wanted = index is null ? Enumerable.Range(0, Columns.Length) : index.Fields.Select(f => Array.FindIndex(Columns, c => c.Name == f.Name));
        return new RecordTable([.. wanted.Select(c =>
        {
            var interner = new ValueInterner();
            var codes = rows.Select(r => interner.Intern(Encoding.UTF8.GetBytes(r[c + 1]))).ToArray();
            return new FieldData(Columns[c].Name, Columns[c].Kind, interner.ToValues(), codes);
        })], rows.Count, rows.Count);
    }

    /// <summary>The ids of some rows.</summary>
    public TextValues Ids(Range range) => TextValues.From(Rows[range].Select(r => r[0]));

    /// <summary>Runs the engine on some rows and indexes what it leaves.</summary>
    public LinkageIndex Index(Range range)
    {
        var result = LinkageEngine.Run(Table(range), new LinkageOptions());
        var ids = Ids(range);
        return LinkageIndex.Of(result, r => ids[r + 1], [1, 2, 3]);
    }

    private void Write(int person, string[] values)
    {
        Rows.Add([$"r{Rows.Count}", .. values]);
        Truth.Add(person);
    }

    private string[] Person()
    {
        string given = Word(2 + random.Next(2)), surname = Word(2 + random.Next(2));
        var born = new DateOnly(1930, 1, 1).AddDays(random.Next(30_000));
        var isWoman = random.Next(2) == 0;
        var nik = $"3671{random.Next(1, 15):00}{born.Day + (isWoman ? 40 : 0):00}{born.Month:00}{born.Year % 100:00}{random.Next(1, 40):0000}";
        return
        [
            given, surname, $"{given} {Word(2)} {surname}", random.Next(20) == 0 ? "" : born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), random.Next(5) == 0 ? "" : nik,
            isWoman ? "P" : "L", Word(2), $"Jalan {Word(3)} {random.Next(1, 90)}", random.Next(3) == 0 ? "" : $"08{random.Next(10_000_000, 99_999_999)}", (random.Next(1, 80) * 50_000).ToString(CultureInfo.InvariantCulture),
        ];
    }

    private string[] Slipped(string[] person)
    {
        var copy = (string[])person.Clone();
        for (var c = 0; c < copy.Length; c++)
        {
            if (copy[c].Length == 0) continue;
            var fate = random.NextDouble();
            if (fate < 0.05) copy[c] = "";
            else if (fate < 0.13 && Columns[c].Kind is FieldKind.Name or FieldKind.FullName or FieldKind.Text)
            {
                var at = random.Next(1, copy[c].Length);
                copy[c] = copy[c].Remove(at, 1).Insert(at, ((char)('a' + random.Next(26))).ToString());
            }
        }
        return copy;
    }

    // Drawn with skew: a few words are common.
    private string Word(int syllables)
    {
        var word = new StringBuilder();
        for (var i = 0; i < syllables; i++) word.Append(Syllables[(int)(Syllables.Length * Math.Pow(random.NextDouble(), 1.6))]);
        return word.ToString();
    }
}
