using System.Reflection;
using System.Text;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Fields;

/// <summary>Which words are forms of one name: short forms, nicknames and other spellings, from <c>nicknames.txt</c>.</summary>
internal sealed class Nicknames
{
    private static readonly string[][] Groups = Load();
    private static readonly Lazy<Dictionary<string, int[]>> GroupsByName = new(() => Groups.SelectMany((names, g) => names.Select(n => (n, g))).GroupBy(p => p.n, p => p.g, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.ToArray(), StringComparer.Ordinal));
    private int[]?[] groupsOf;

    private Nicknames(int[]?[] groupsOf) => this.groupsOf = groupsOf;

    /// <summary>The groups of the words that occur.</summary>
    public static Nicknames For(ValueInterner words)
    {
        var groups = new Dictionary<int, List<int>>();
        for (var g = 0; g < Groups.Length; g++)
        {
            foreach (var name in Groups[g])
            {
                var word = words.Find(Encoding.UTF8.GetBytes(name));
                if (word == 0) continue;
                if (!groups.TryGetValue(word, out var of)) groups.Add(word, of = []);
                of.Add(g);
            }
        }
        var groupsOf = new int[]?[words.Count];
        foreach (var (word, of) in groups) groupsOf[word] = [.. of];
        return new Nicknames(groupsOf);
    }

    /// <summary>Whether a word is a form of any name.</summary>
    public bool HasAny(int word) => word < groupsOf.Length && groupsOf[word] is not null;

    /// <summary>Whether two words are forms of one name.</summary>
    public bool Share(int a, int b)
    {
        if (a >= groupsOf.Length || b >= groupsOf.Length || groupsOf[a] is not { } x || groupsOf[b] is not { } y) return false;
        foreach (var g in x) if (Array.IndexOf(y, g) >= 0) return true;
        return false;
    }

    /// <summary>Notes a word that came later.</summary>
    public void Add(ReadOnlySpan<byte> text, int word)
    {
        if (!GroupsByName.Value.TryGetValue(Encoding.UTF8.GetString(text), out var groups)) return;
        if (word >= groupsOf.Length) Array.Resize(ref groupsOf, word + word / 8 + 8);
        groupsOf[word] = groups;
    }

    private static string[][] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("nicknames.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }
}
