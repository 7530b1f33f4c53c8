using System.Globalization;
using System.Text;

namespace SatuPintu.Benchmarks;

/// <summary>
/// Makes lists of people who do not exist, of any size, with doubles, errors and gaps, and the truth beside them: the same from the same
/// seed. Names follow a Zipf distribution over syllables put together, so that a few are common and most are rare at every size.
/// </summary>
internal static class MadeLists
{
    private const int GivenNames = 6000;
    private const int Surnames = 60_000;
    private static readonly string[] Starts = ["A", "BA", "BU", "DE", "DI", "E", "FA", "HA", "I", "JO", "KA", "LU", "MA", "MI", "NU", "O", "PA", "RA", "RI", "SA", "SI", "SU", "TA", "TI", "U", "WA", "YA", "ZA"];
    private static readonly string[] Middles = ["NI", "RA", "DI", "LA", "MI", "NA", "RI", "TA", "HA", "SA", "YA", "WA", "KO", "LI", "MU", "NE", "RO", "SU", "TO", "ZI"];
    private static readonly string[] Ends = ["", "N", "H", "WATI", "YANTO", "DI", "NTO", "NI", "RAH", "MAN", "SIH", "L", "R", "S", "RI", "TI"];
    private static readonly Lazy<string[]> Given = new(() => Made(GivenNames, 11));
    private static readonly Lazy<string[]> Family = new(() => Made(Surnames, 12));

    /// <summary>Writes a list to compare with itself (<c>list.csv</c>), a fifth of it doubles, or a left and a right list of the same number that share half of their people.</summary>
    public static void Write(string folder, int records, bool link)
    {
        Directory.CreateDirectory(folder);
        var persons = link ? records : (int)(records / 1.25);
        using var truth = Csv(Path.Combine(folder, "truth.csv"), "source,record_id,person_id");
        if (!link)
        {
            using var list = Csv(Path.Combine(folder, "list.csv"), Heading);
            var random = new Random(5);
            for (var r = 0; r < records; r++)
            {
                // Every fifth record is another of a person who is there already.
                var isDouble = r % 5 == 4;
                var person = isDouble ? random.Next(Math.Max(1, r / 5 * 4)) : r / 5 * 4 + r % 5;
                Row(list, truth, "list", "R", r, person % persons, isDouble ? 1 : 0);
            }
            return;
        }
        using var left = Csv(Path.Combine(folder, "left.csv"), Heading);
        using var right = Csv(Path.Combine(folder, "right.csv"), Heading);
        for (var r = 0; r < records; r++)
        {
            Row(left, truth, "left", "L", r, r, 0);
            Row(right, truth, "right", "R", r, r + records / 2, 1);
        }
    }

    private const string Heading = "record_id,given_name,surname,date_of_birth,sex,city,postcode,address,phone";

    private static StreamWriter Csv(string path, string heading)
    {
        var writer = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        writer.Write(heading);
        writer.Write('\n');
        return writer;
    }

    private static void Row(StreamWriter list, StreamWriter truth, string source, string prefix, int record, int person, int noise)
    {
        var own = new Random(unchecked(person * 7919 + 17));
        string given = Zipf(Given.Value, own), surname = Zipf(Family.Value, own);
        var born = new DateTime(1930, 1, 1).AddDays(own.Next(34_000));
        var sex = own.Next(2) == 0 ? "L" : "P";
        var city = own.Next(200) is var c && c < 80 ? c % 7 : c;
        var postcode = 10_000 + city * 97 + own.Next(40);
        var address = $"{(own.Next(3) == 0 ? "GG" : "JL")} {Family.Value[own.Next(3000)]} {own.Next(1, 250)}";
        var phone = $"08{own.Next(10, 99)}{own.Next(1_000_000, 9_999_999)}";
        var date = born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (noise > 0)
        {
            var slip = new Random(unchecked(record * 104_729 + 3));
            if (slip.Next(100) < 18) given = Slip(given, slip);
            if (slip.Next(100) < 15) surname = Slip(surname, slip);
            if (slip.Next(100) < 3) (given, surname) = (surname, given);
            if (slip.Next(100) < 8) date = Slip(born, slip);
            if (slip.Next(100) < 25) address = $"JL {Family.Value[slip.Next(3000)]} {slip.Next(1, 250)}";
            if (slip.Next(100) < 12) (city, postcode) = (slip.Next(200), 10_000 + slip.Next(20_000));
            if (slip.Next(100) < 30) phone = slip.Next(2) == 0 ? "" : $"08{slip.Next(10, 99)}{slip.Next(1_000_000, 9_999_999)}";
            if (slip.Next(100) < 6) date = "";
            if (slip.Next(100) < 5) given = "";
        }
        list.Write(string.Create(CultureInfo.InvariantCulture, $"{prefix}{record},{given},{surname},{date},{sex},KOTA{city},{postcode},{address},{phone}\n"));
        truth.Write(string.Create(CultureInfo.InvariantCulture, $"{source},{prefix}{record},{person}\n"));
    }

    private static string Slip(DateTime born, Random random) => random.Next(3) switch
    {
        0 when born.Day <= 12 => $"{born.Year}-{born.Day:00}-{born.Month:00}",
        1 => born.AddYears(random.Next(1, 3)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => born.AddDays(random.Next(1, 9)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static string Slip(string name, Random random)
    {
        if (name.Length < 3) return name;
        var at = random.Next(1, name.Length - 1);
        return random.Next(4) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, ((char)('A' + random.Next(26))).ToString()),
            2 => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
            _ => name[..at] + (char)('A' + random.Next(26)) + name[(at + 1)..],
        };
    }

    // Rank by the inverse of the distribution function of Zipf's law with exponent 1, cut off at the number of names.
    private static string Zipf(string[] names, Random random) => names[Math.Min(names.Length - 1, (int)(Math.Pow(names.Length + 1, random.NextDouble()) - 1))];

    private static string[] Made(int count, int seed)
    {
        var random = new Random(seed);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < count)
        {
            var name = Starts[random.Next(Starts.Length)];
            for (var i = random.Next(1, 4); i > 0; i--) name += Middles[random.Next(Middles.Length)];
            names.Add(name + Ends[random.Next(Ends.Length)]);
        }
        return [.. names];
    }
}
