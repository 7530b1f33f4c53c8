using System.Text.Json;

namespace SatuPintu.Samples;

/// <summary>Names with the frequencies of real ones: by group of people, sex and year of birth, some of one word only.</summary>
internal sealed class NameMaker
{
    private readonly Weighted<string>[] groups;
    private readonly Dictionary<string, Weighted<string>[]> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Weighted<string>> second = new(StringComparer.Ordinal);
    private readonly Weighted<int>[] words;
    private readonly (string Word, double[] ByCohort)[][] prefixes;
    private readonly HashSet<string> prefixWords;
    private readonly string[] abdul;
    private readonly string[][][] twins;
    private readonly int oldBefore, middleBefore;
    private readonly double neighbourShare;

    internal NameMaker(JsonElement data, string province)
    {
        var offset = data.GetProperty("offset").GetDouble();
        var cohorts = data.GetProperty("cohorts");
        oldBefore = cohorts.GetProperty("old_before").GetInt32();
        middleBefore = cohorts.GetProperty("middle_before").GetInt32();
        neighbourShare = cohorts.GetProperty("neighbour_share").GetDouble();

        var regions = data.GetProperty("regions");
        if (!regions.TryGetProperty(province, out var region)) region = regions.GetProperty("other");
        groups = [new(region.EnumerateObject().Select(g => (g.Name, g.Value.GetDouble())))];
        foreach (var group in data.GetProperty("groups").EnumerateArray())
        {
            var id = group.GetProperty("id").GetString()!;
            foreach (var sex in (string[])["male", "female"])
            {
                given[id + sex] = [.. Cohorts.Select(c => Ranked(Words(group, $"{sex}_{c}"), offset))];
                second[id + sex] = Ranked(Words(group, $"{sex}_second"), offset);
            }
        }
        var tokens = data.GetProperty("tokens");
        words = [.. Cohorts.Select(c => new Weighted<int>(tokens.GetProperty(c).EnumerateArray().Select((w, i) => (i + 1, w.GetDouble()))))];
        prefixes = [Prefixes(data, "female"), Prefixes(data, "male")];
        prefixWords = [.. prefixes.SelectMany(p => p.Select(w => w.Word))];
        abdul = Words(data, "abdul");
        var pairs = data.GetProperty("twins");
        twins = [Pairs(pairs, "female"), Pairs(pairs, "male")];
    }

    private static readonly string[] Cohorts = ["old", "middle", "young"];

    /// <summary>The group a family belongs to.</summary>
    internal string Group(Chance chance) => groups[0].Draw(chance);

    /// <summary>A name in capitals; a child may carry a word of its father's.</summary>
    internal string Make(Chance chance, string group, bool male, int year, string? fatherWord)
    {
        var cohort = year < oldBefore ? 0 : year < middleBefore ? 1 : 2;
        if (chance.Hit(neighbourShare)) cohort = cohort == 1 ? 2 * chance.Below(2) : 1;
        var sex = male ? "male" : "female";
        var count = words[cohort].Draw(chance);
        var parts = new List<string>(4);
        if (count > 1 && Prefix(chance, male, cohort) is { } prefix)
        {
            parts.Add(prefix);
            if (prefix is "ABDUL") parts.Add(chance.Of(abdul));
        }
        if (parts.Count < 2) Add(parts, () => Given(chance, group + sex, cohort, alone: count == 1));
        if (fatherWord is not null && count > 1)
        {
            if (parts.Count >= count) parts.RemoveAt(parts.Count - 1);
            if (parts.Count == 0) Add(parts, () => Given(chance, group + sex, cohort, alone: false));
            while (parts.Count < count - 1) Add(parts, () => second[group + sex].Draw(chance));
            if (!parts.Contains(fatherWord)) parts.Add(fatherWord);
            return string.Join(' ', parts);
        }
        while (parts.Count < count) Add(parts, () => second[(chance.Hit(0.3) ? "umum" : group) + sex].Draw(chance));
        return string.Join(' ', parts);
    }

    /// <summary>The names of twins, alike as twins' names are.</summary>
    internal (string First, string Second) Twins(Chance chance, string group, bool firstMale, bool secondMale, int year, string? fatherWord)
    {
        var first = Make(chance, group, firstMale, year, fatherWord);
        if (firstMale != secondMale || !chance.Hit(0.6)) return (first, Make(chance, group, secondMale, year, fatherWord));
        var pair = chance.Of(twins[firstMale ? 1 : 0]);
        var rest = first.Contains(' ', StringComparison.Ordinal) ? first[first.IndexOf(' ', StringComparison.Ordinal)..] : "";
        return (pair[0] + rest, pair[1] + rest);
    }

    // SITI or MUHAMMAD is a whole name by itself, or comes first; it does not follow another.
    private string Given(Chance chance, string groupAndSex, int cohort, bool alone)
    {
        var name = given[groupAndSex][cohort].Draw(chance);
        for (var tries = 0; tries < 6 && !alone && prefixWords.Contains(name); tries++) name = given[groupAndSex][cohort].Draw(chance);
        return name;
    }

    private string? Prefix(Chance chance, bool male, int cohort)
    {
        var at = chance.Share();
        foreach (var (word, byCohort) in prefixes[male ? 1 : 0])
            if ((at -= byCohort[cohort]) < 0) return word;
        return null;
    }

    private static void Add(List<string> parts, Func<string> draw)
    {
        var word = draw();
        for (var tries = 0; tries < 5 && parts.Contains(word); tries++) word = draw();
        parts.Add(word);
    }

    private static Weighted<string> Ranked(string[] names, double offset) => new(names.Select((n, rank) => (n, 1 / (rank + offset))));

    private static string[] Words(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(w => w.GetString()!)];

    private static (string, double[])[] Prefixes(JsonElement data, string sex) =>
        [.. data.GetProperty("prefixes").GetProperty(sex).EnumerateObject().Select(p => (p.Name, p.Value.EnumerateArray().Select(w => w.GetDouble()).ToArray()))];

    private static string[][] Pairs(JsonElement twins, string sex) =>
        [.. twins.GetProperty(sex).EnumerateArray().Select(p => p.EnumerateArray().Select(w => w.GetString()!).ToArray())];
}
