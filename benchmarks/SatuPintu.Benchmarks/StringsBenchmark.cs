using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text;
using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.Benchmarks;

/// <summary>Similarities and distances of words a second, on one core.</summary>
internal static class StringsBenchmark
{
    private const int Words = 10_000;
    private const int Queries = 50;
    private const int Pairs = 100_000;
    private static double clock;

    /// <summary>Measures and prints.</summary>
    public static void Run()
    {
        clock = Rounds.ClockFrequency();
        Console.WriteLine(Text($"one core at {clock / 1e9:F2} GHz, vectors of {(Avx512BW.IsSupported ? 64 : Avx2.IsSupported ? 32 : 0)} bytes"));
        Console.WriteLine("millions a second: best and median round; cycles each in the best");
        OfNames("names of 5 to 8 letters", Names.Make(Words, 5, 8, 1));
        OfNames("names of all lengths", Names.Make(Words, 2, 16, 2));
    }

    private static void OfNames(string title, string[] names)
    {
        byte[][] words = [.. names.Select(Encoding.UTF8.GetBytes)];
        var mean = words.Average(w => w.Length);
        Console.WriteLine();
        Console.WriteLine(Text($"{title}: {words.Length} words, {mean:F2} letters on average"));

        var random = new Random(3);
        var queries = words.OrderBy(_ => random.Next()).Take(Queries).ToArray();
        var shortQueries = words.Where(w => w.Length <= 8).OrderBy(_ => random.Next()).Take(Queries).ToArray();
        var result = new float[Math.Max(words.Length, Pairs)];
        var unordered = WordPack.Of(names);
        var ordered = WordPack.Of(names.OrderBy(n => n.Length));
        Print("Jaro-Winkler, a word with all, pack in order of length", (long)Queries * Words, () => Many(queries, ordered, result));
        Print("Jaro-Winkler, a word with all, pack in no order", (long)Queries * Words, () => Many(queries, unordered, result));
        Limit(ordered, shortQueries, result);

        int[] left = [.. Enumerable.Range(0, Pairs).Select(_ => random.Next(Words))], right = [.. left.Select(_ => random.Next(Words))];
        Print("Jaro-Winkler, random pairs of a pack", Pairs, () => JaroWinkler.Similarities(unordered, left, right, result));
        Print("Jaro-Winkler, random pairs, two words a call", Pairs, () =>
        {
            for (var i = 0; i < Pairs; i++) result[i] = (float)JaroWinkler.Similarity(words[left[i]], words[right[i]]);
        });
        Print("Jaro-Winkler, random pairs, textbook loops", Pairs, () =>
        {
            for (var i = 0; i < Pairs; i++) result[i] = (float)Textbook(words[left[i]], words[right[i]]);
        });
        var sum = 0;
        Print("edit distance (bytes), random pairs", Pairs, () =>
        {
            for (var i = 0; i < Pairs; i++) sum += EditDistance.Between((ReadOnlySpan<byte>)words[left[i]], words[right[i]]);
        });
        Print("edit distance (chars), random pairs", Pairs, () =>
        {
            for (var i = 0; i < Pairs; i++) sum += EditDistance.Between(names[left[i]], names[right[i]]);
        });
        Print("at most 1 edit (bytes), random pairs", Pairs, () =>
        {
            for (var i = 0; i < Pairs; i++) sum += EditDistance.Within((ReadOnlySpan<byte>)words[left[i]], words[right[i]], 1) ? 1 : 0;
        });
        GC.KeepAlive(sum);
    }

    private static void Many(byte[][] queries, WordPack pack, float[] result)
    {
        foreach (var query in queries) JaroWinkler.Similarities(query, pack, result);
    }

    /// <summary>
    /// What the core could do at best with these instructions, for queries of up to 8 letters: for a vector's worth of words, each position takes
    /// 11 vector instructions (3 to look the letter up, 4 to match it, 4 to compare ranks) and 2 writes, each vector 25 more instructions (17 to
    /// count bits, 8 for the prefix and the code), each word a read of its code, a read of its value and a write. A core of this kind
    /// starts two 64-byte or three 32-byte vector instructions a cycle, one write, and four instructions of any kind.
    /// </summary>
    private static void Limit(WordPack pack, byte[][] queries, float[] result)
    {
        if (!Avx2.IsSupported) return;
        var rounds = Rounds.Of(() => Many(queries, pack, result));
        int lanes = Avx512BW.IsSupported ? 64 : 32, ports = Avx512BW.IsSupported ? 2 : 3;
        double vector = 0, writes = 0, all = 0;
        for (var word = 0; word < pack.Count; word++)
        {
            double positions = pack.Word(word).Length;
            vector += (11 * positions + 25) / ports / lanes;
            writes += 2 * positions / lanes + 1;
            all += ((13 * positions + 26) / lanes + 3) / 4;
        }
        var bound = Math.Max(vector, Math.Max(writes, all)) / pack.Count;
        var best = rounds.Best * clock / queries.Length / pack.Count;
        Console.WriteLine(Text($"  of queries up to 8 letters: {best:F2} cycles; the least possible: {vector / pack.Count:F2} for vector instructions, {writes / pack.Count:F2} for writes, {all / pack.Count:F2} for all instructions; share of the limit {bound / best:P0}"));
    }

    private static void Print(string what, long count, Action work)
    {
        var rounds = Rounds.Of(work);
        Console.WriteLine(Text($"  {what,-56} {count / rounds.Best / 1e6,8:F1} {count / rounds.Median / 1e6,8:F1} {rounds.Best * clock / count,8:F1}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // The definition as books print it, for comparison.
    private static double Textbook(byte[] a, byte[] b)
    {
        var window = Math.Max(0, Math.Max(a.Length, b.Length) / 2 - 1);
        Span<bool> takenA = stackalloc bool[16], takenB = stackalloc bool[16];
        var matched = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - window); j <= Math.Min(b.Length - 1, i + window); j++)
            {
                if (takenB[j] || a[i] != b[j]) continue;
                takenA[i] = takenB[j] = true;
                matched++;
                break;
            }
        }
        if (matched == 0) return 0;
        int displaced = 0, k = 0, prefix = 0;
        for (var i = 0; i < a.Length; i++)
        {
            if (!takenA[i]) continue;
            while (!takenB[k]) k++;
            if (a[i] != b[k++]) displaced++;
        }
        while (prefix < Math.Min(4, Math.Min(a.Length, b.Length)) && a[prefix] == b[prefix]) prefix++;
        double m = matched;
        var jaro = (m / a.Length + m / b.Length + (m - displaced / 2) / m) / 3;
        return jaro + 0.1 * prefix * (1 - jaro);
    }
}
