using System.Text;

namespace SatuPintu.Benchmarks;

/// <summary>Made-up surnames and given names with the lengths and the letters of real ones.</summary>
internal static class Names
{
    private static readonly string[] Onsets =
        ["", "B", "BR", "C", "CH", "D", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "SH", "ST", "SU", "T", "TR", "W", "Y", "Z", "M", "S", "R"];

    private static readonly string[] Nuclei = ["A", "A", "A", "E", "E", "I", "I", "O", "U", "AI", "EA"];
    private static readonly string[] Codas = ["", "", "", "", "N", "N", "R", "S", "L", "T", "H", "NG", "CK"];
    private static readonly string[] Ends = ["", "", "", "", "", "SON", "TON", "MAN", "WAN", "TI", "WATI", "LEY"];

    /// <summary>Distinct names in no order.</summary>
    public static string[] Make(int count, int shortest, int longest, int seed)
    {
        var random = new Random(seed);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var name = new StringBuilder();
        while (names.Count < count)
        {
            name.Clear();
            var syllables = random.Next(10) switch { 0 => 1, < 8 => 2, _ => 3 };
            for (var i = 0; i < syllables; i++) name.Append(Pick(random, Onsets)).Append(Pick(random, Nuclei)).Append(Pick(random, Codas));
            name.Append(Pick(random, Ends));
            if (name.Length >= shortest && name.Length <= longest) names.Add(name.ToString());
        }
        return [.. names];
    }

    private static string Pick(Random random, string[] parts) => parts[random.Next(parts.Length)];
}
