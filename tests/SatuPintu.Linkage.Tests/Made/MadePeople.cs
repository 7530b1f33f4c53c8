using System.Globalization;
using SatuPintu.Linkage.Engine;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Tests.Made;

/// <summary>What goes wrong when a person is written down a second time.</summary>
/// <param name="Slip">Chance of a slip in each part of a name, the date and the telephone number.</param>
/// <param name="Missing">Chance that a value is not there.</param>
/// <param name="Another">Chance that the person has moved, married or changed the number.</param>
internal sealed record Noise(double Slip = 0.06, double Missing = 0.05, double Another = 0.08);

/// <summary>
/// Made people with Indonesian and English names, and lists of them whose truth is known. Names are drawn with the skew of real
/// ones: some stand on one in twenty records, most on hardly any.
/// </summary>
internal sealed class MadePeople
{
    private static readonly string[] Given =
    [
        "Siti", "Muhammad", "Ahmad", "Nur", "Dewi", "Agus", "Budi", "Sri", "Eko", "Rina", "Dian", "Joko", "Wahyu", "Putri", "Bambang", "Ratna", "Hendra", "Yanti", "Slamet", "Indah",
        "James", "Mary", "John", "Patricia", "Robert", "Jennifer", "Michael", "Linda", "William", "Elizabeth", "David", "Barbara", "Richard", "Susan", "Joseph", "Jessica", "Thomas", "Sarah", "Charles", "Karen",
        "Taufik", "Lestari", "Rizky", "Fitriani", "Gunawan", "Kartika", "Surya", "Melati", "Arif", "Wulan", "Christopher", "Nancy", "Daniel", "Margaret", "Matthew", "Sandra", "Anthony", "Ashley", "Donald", "Kimberly",
    ];

    private static readonly string[] Family =
    [
        "Santoso", "Wijaya", "Hidayat", "Saputra", "Lestari", "Nugroho", "Setiawan", "Kurniawan", "Rahayu", "Susanto", "Siregar", "Nasution", "Simanjuntak", "Harahap", "Sitompul",
        "Smith", "Johnson", "Williams", "Brown", "Jones", "Miller", "Davis", "Wilson", "Anderson", "Taylor", "Thomas", "Moore", "Martin", "Jackson", "Thompson",
    ];

    private static readonly string[] Towns =
    [
        "Bandung", "Surabaya", "Medan", "Semarang", "Makassar", "Palembang", "Malang", "Padang", "Denpasar", "Bogor", "Leeds", "Bristol", "York", "Bath", "Derby", "Exeter",
        "Kediri", "Cirebon", "Magelang", "Tegal", "Norwich", "Lincoln", "Durham", "Oxford",
    ];

    private static readonly string[] Syllables = ["ba", "ri", "so", "dan", "tu", "mel", "ka", "ron", "wi", "gar", "lo", "ne", "har", "su", "vic", "po", "ter", "mu", "lin", "fa", "zed", "qui", "yo", "ham"];

    private readonly Random random;
    private readonly List<string[]> records = [];
    private readonly List<int> truth = [];

    private MadePeople(int seed) => random = new Random(seed);

    /// <summary>Names of the fields, in order.</summary>
    private static readonly (string Name, FieldKind Kind)[] Columns =
        [("given", FieldKind.Name), ("surname", FieldKind.Name), ("born", FieldKind.Date), ("sex", FieldKind.Category), ("town", FieldKind.Place), ("street", FieldKind.Text), ("phone", FieldKind.Identifier)];

    /// <summary>The fields of all records.</summary>
    public IReadOnlyList<MadeField> Fields { get; private set; } = [];

    /// <summary>By record, the number of the person it is of.</summary>
    public int[] Truth { get; private set; } = [];

    /// <summary>How many records stand in the left list; all of them, where there is one.</summary>
    public int LeftCount { get; private set; }

    /// <summary>The table for the engine.</summary>
    public RecordTable Table => Lists.Table(Fields, LeftCount);

    /// <summary>A list in which a share of the people stands twice.</summary>
    public static MadePeople OneList(int people, double twice, int seed, Noise? noise = null)
    {
        var made = new MadePeople(seed);
        var whole = made.People(people);
        for (var p = 0; p < people; p++) made.Write(p, whole[p], null);
        for (var p = 0; p < people * twice; p++) made.Write(p, whole[p], noise ?? new Noise());
        return made.Done(made.records.Count, shuffle: true);
    }

    /// <summary>Two lists of the same size that have a share of the people in common, each of them once in each.</summary>
    public static MadePeople TwoLists(int people, double common, int seed, Noise? noise = null)
    {
        var made = new MadePeople(seed);
        var shared = (int)(people * common);
        var whole = made.People(2 * people - shared);
        for (var p = 0; p < people; p++) made.Write(p, whole[p], null);
        for (var p = 0; p < people; p++)
        {
            var person = p < shared ? p : people + p - shared;
            made.Write(person, whole[person], noise ?? new Noise());
        }
        return made.Done(people, shuffle: false);
    }

    private MadePeople Done(int leftCount, bool shuffle)
    {
        var order = shuffle ? Lists.Shuffled(records.Count, random) : [.. Enumerable.Range(0, records.Count)];
        LeftCount = leftCount;
        Truth = [.. order.Select(r => truth[r])];
        Fields = [.. Columns.Select((c, f) => new MadeField(c.Name, c.Kind, [.. order.Select(r => records[r][f])]))];
        return this;
    }

    private List<string[]> People(int count)
    {
        var people = new List<string[]>(count);
        for (var p = 0; p < count; p++)
        {
            var born = new DateTime(1930, 1, 1).AddDays(random.Next(80 * 365));
            people.Add(
            [
                Skewed(Given), random.NextDouble() < 0.4 ? Skewed(Family) : Word(), born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), random.Next(2) == 0 ? "L" : "P", Skewed(Towns),
                $"{(random.Next(2) == 0 ? "Jalan" : "Jl")} {Word()} {random.Next(1, 120)}", $"08{random.Next(100_000_000, 999_999_999)}",
            ]);
        }
        return people;
    }

    private string Skewed(string[] names) => names[(int)(names.Length * Math.Pow(random.NextDouble(), 2))];

    private string Word()
    {
        var word = string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Syllables[random.Next(Syllables.Length)]));
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private void Write(int person, string[] values, Noise? noise)
    {
        var written = (string[])values.Clone();
        if (noise is not null)
        {
            for (var f = 0; f < written.Length; f++) written[f] = Noisy(f, written[f], noise);
            if (random.NextDouble() < noise.Slip / 3) (written[0], written[1]) = (written[1], written[0]);
        }
        records.Add(written);
        truth.Add(person);
    }

    private string Noisy(int field, string value, Noise noise)
    {
        if (random.NextDouble() < noise.Missing) return "";
        switch (Columns[field].Kind)
        {
            case FieldKind.Category: return random.NextDouble() < noise.Slip / 6 ? value == "L" ? "P" : "L" : value;
            case FieldKind.Date:
                if (random.NextDouble() < noise.Slip / 2) return $"{value[..4]}-{value[8..]}-{value[5..7]}";
                return random.NextDouble() < noise.Slip ? Digit(value) : value;
            case FieldKind.Place: return random.NextDouble() < noise.Another ? Skewed(Towns) : value;
            case FieldKind.Text when random.NextDouble() < noise.Another: return $"Jalan {Word()} {random.Next(1, 120)}";
            case FieldKind.Identifier when random.NextDouble() < noise.Another: return $"08{random.Next(100_000_000, 999_999_999)}";
            case FieldKind.Identifier: return random.NextDouble() < noise.Slip ? Digit(value) : value;
            default: return random.NextDouble() < noise.Slip ? Letter(value) : value;
        }
    }

    private string Digit(string value)
    {
        int at;
        do at = random.Next(3, value.Length); while (!char.IsAsciiDigit(value[at]));
        return value[..at] + (char)('0' + (value[at] - '0' + 1 + random.Next(9)) % 10) + value[(at + 1)..];
    }

    private string Letter(string value)
    {
        var at = random.Next(1, value.Length);
        return random.Next(4) switch
        {
            0 => value[..at] + value[(at + 1)..],
            1 => value[..at] + (char)('a' + random.Next(26)) + value[at..],
            2 => value[..at] + (char)('a' + random.Next(26)) + value[(at + 1)..],
            _ => value[..(at - 1)] + value[at] + value[at - 1] + value[(at + 1)..],
        };
    }

    /// <summary>Recall and precision of the joined pairs of a result, by the truth.</summary>
    public (double Recall, double Precision) Judge(LinkageResult result)
    {
        var groups = Enumerable.Range(0, Truth.Length).GroupBy(r => result.EntityOf[r]);
        long joined = 0, right = 0;
        foreach (var group in groups)
        {
            var members = group.ToArray();
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++)
                {
                    joined++;
                    if (Truth[members[i]] == Truth[members[j]]) right++;
                }
            }
        }
        var all = Truth.GroupBy(p => p).Sum(g => (long)g.Count() * (g.Count() - 1) / 2);
        return ((double)right / all, (double)right / joined);
    }
}
