using System.Globalization;
using System.Numerics;
using System.Text;
using SatuPintu.Programmes;
using SatuPintu.Sources;

namespace SatuPintu.Dashboard.Keeping;

/// <summary>Somebody who stands in a gap.</summary>
/// <param name="Gap">The gap.</param>
/// <param name="Area">The area of the person.</param>
/// <param name="Person">The person.</param>
internal readonly record struct GapKey(string Gap, string Area, Guid Person);

/// <summary>Counts what the registry holds, as integration counts its lists.</summary>
internal sealed class Counting
{
    private readonly RegistryContent content;
    private readonly IReadOnlyList<(KeptSource Kept, SourceDefinition ForRules)> sources;
    private readonly string[] programmes;
    private readonly ulong[] programmeSources;
    private readonly Tally tally;
    private readonly Dictionary<(GapDetail Part, ulong Of), string> details = [];

    private Counting(RegistryContent content, IReadOnlyList<(KeptSource Kept, SourceDefinition ForRules)> sources)
    {
        this.content = content;
        this.sources = sources;
        tally = new Tally(content.Areas);
        programmes = [.. sources.Select(s => s.Kept.Programme).OfType<string>().Distinct(StringComparer.Ordinal)];
        programmeSources = [.. programmes.Select(p => Mask(s => s.Programme == p))];
    }

    /// <summary>Counts.</summary>
    /// <returns>The figures; whom the gaps concern, with what is told of it; and the gaps that could be told from the lists there are.</returns>
    public static (IReadOnlyList<FigureRow> Figures, Dictionary<GapKey, string> Gaps, IReadOnlyList<string> Told) Of(
        RegistryContent content, IReadOnlyList<(KeptSource Kept, SourceDefinition ForRules)> sources, GapRules rules, CancellationToken cancellation)
    {
        var counting = new Counting(content, sources);
        counting.CountRecords();
        counting.CountPersons();
        counting.CountFamilies();
        counting.CountVariables();
        counting.CountOverlap(cancellation);
        var (gaps, told) = counting.CountGaps(rules, cancellation);
        return ([.. counting.tally.Summed()], gaps, told);
    }

    private void CountRecords()
    {
        for (var source = 0; source < sources.Count; source++)
        {
            foreach (var (kind, counts) in new[] { (FigureKinds.Records, content.Records[source]), (FigureKinds.UsableRecords, content.UsableRecords[source]) })
                foreach (var (area, count) in counts) tally.Of(kind, sources[source].Kept.Source)[area] += count;
        }
    }

    private void CountPersons()
    {
        var (persons, unlisted, extreme) = (tally.Of(FigureKinds.Persons), tally.Of(FigureKinds.Unlisted), tally.Of(FigureKinds.ExtremePersons));
        var ofSource = sources.Select(s => tally.Of(FigureKinds.SourcePersons, s.Kept.Source)).ToArray();
        var ofProgramme = programmes.Select(p => tally.Of(FigureKinds.ProgrammePersons, p)).ToArray();
        for (var person = 0; person < content.Persons.Count; person++)
        {
            var (area, stands) = (content.AreaOf(person), content.InSources(person));
            if (stands == 0)
            {
                unlisted[area]++;
                continue;
            }
            persons[area]++;
            tally.Of(FigureKinds.ByLists, Text(BitOperations.PopCount(stands)))[area]++;
            for (var source = 0; source < sources.Count; source++)
                if ((stands >> source & 1) != 0) ofSource[source][area]++;
            for (var programme = 0; programme < programmes.Length; programme++)
                if ((stands & programmeSources[programme]) != 0) ofProgramme[programme][area]++;
            if (DecileOf(person, extremePoverty: false) is > 0 and var decile) tally.Of(FigureKinds.DecilePersons, Text(decile))[area]++;
            if (DecileOf(person, extremePoverty: true) == 1) extreme[area]++;
        }
    }

    /// <summary>Families count where most of their members live; of as many, in the area whose code comes first.</summary>
    private void CountFamilies()
    {
        var members = new Dictionary<(int Family, int Area), int>();
        var (decile, programme) = (new byte[content.Families], new ulong[content.Families]);
        for (var person = 0; person < content.Persons.Count; person++)
        {
            var (family, stands) = (content.FamilyOf(person), content.InSources(person));
            if (family < 0 || stands == 0) continue;
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(members, (family, content.AreaOf(person)), out _)++;
            if (DecileOf(person, extremePoverty: false) is > 0 and var own && (decile[family] == 0 || own < decile[family])) decile[family] = own;
            for (var p = 0; p < programmes.Length; p++)
                if ((stands & programmeSources[p]) != 0) programme[family] |= 1UL << p;
        }
        var areaOf = new (int Area, int Members)[content.Families];
        foreach (var ((family, area), count) in members)
        {
            var (best, most) = areaOf[family];
            if (count > most || (count == most && string.CompareOrdinal(content.Areas[area], content.Areas[best]) < 0)) areaOf[family] = (area, count);
        }
        var families = tally.Of(FigureKinds.Families);
        for (var family = 0; family < areaOf.Length; family++)
        {
            var (area, count) = areaOf[family];
            if (count == 0) continue;
            families[area]++;
            if (decile[family] > 0) tally.Of(FigureKinds.DecileFamilies, Text(decile[family]))[area]++;
            if (programme[family] == 0) continue;
            var poor = decile[family] is > 0 and <= FigureKinds.PoorUpTo;
            foreach (var received in programmes.Where((_, p) => (programme[family] >> p & 1) != 0).Append(FigureKinds.Any))
            {
                tally.Of(FigureKinds.ProgrammeFamilies, received)[area]++;
                if (poor) tally.Of(FigureKinds.ProgrammePoorFamilies, received)[area]++;
            }
        }
    }

    /// <summary>Persons by the variables of planning, by sex and age group.</summary>
    private void CountVariables()
    {
        var traits = content.Traits;
        var known = new Dictionary<(int Kind, byte Decile), long[][]>();
        for (var person = 0; person < content.Persons.Count; person++)
        {
            if (content.InSources(person) == 0) continue;
            var key = (Kind: traits.KindOf(person), Decile: DecileOf(person, extremePoverty: false));
            if (!known.TryGetValue(key, out var counts)) known.Add(key, counts = [.. Variables(key.Kind, key.Decile)]);
            foreach (var count in counts) count[content.AreaOf(person)]++;
        }

        IEnumerable<long[]> Variables(int kind, byte decile)
        {
            var (sex, age, heads, values) = traits[kind];
            if (decile > 0) yield return Of(Dashboard.Variables.Welfare, Text(decile));
            if (heads && sex == "P") yield return Of(Dashboard.Variables.FemaleHeads, "");
            foreach (var (variable, value) in values) yield return Of(variable, value);

            long[] Of(string variable, string value) => tally.Of(FigureKinds.Variable, variable, $"{value}|{sex}|{age}");
        }
    }

    /// <summary>Whoever two sources share counts in the area where the first of them has it, else where the second has it; so each order of the two is counted.</summary>
    private void CountOverlap(CancellationToken cancellation)
    {
        for (var a = 0; a < sources.Count; a++)
        {
            for (var b = 0; b < sources.Count; b++)
            {
                if (a == b) continue;
                cancellation.ThrowIfCancellationRequested();
                var (niks, linked) = (tally.Of(FigureKinds.OverlapNik, sources[a].Kept.Source, sources[b].Kept.Source), tally.Of(FigureKinds.OverlapLinked, sources[a].Kept.Source, sources[b].Kept.Source));
                for (var nik = 0; nik < content.Niks; nik++)
                    if (content.NikAreaIn(nik, a) is >= 0 and var inA && content.NikAreaIn(nik, b) is >= 0 and var inB) niks[inA == 0 ? inB : inA]++;
                for (var person = 0; person < content.Persons.Count; person++)
                    if (content.AreaIn(person, a) is >= 0 and var inA && content.AreaIn(person, b) is >= 0 and var inB) linked[inA == 0 ? inB : inA]++;
            }
        }
    }

    private (Dictionary<GapKey, string> Gaps, IReadOnlyList<string> Told) CountGaps(GapRules rules, CancellationToken cancellation)
    {
        var gaps = new Dictionary<GapKey, string>();
        var told = new List<string>();
        foreach (var rule in rules.Rules)
        {
            cancellation.ThrowIfCancellationRequested();
            var test = GapTest.Of(rule, [.. sources.Select(s => s.ForRules)], content.HasDecile, programmes.Length);
            if (test.NotComputed is not null) continue;
            told.Add(rule.Id);
            var counts = tally.Of(FigureKinds.Gap, rule.Id);
            for (var person = 0; person < content.Persons.Count; person++)
            {
                if (!test.Concerns(content.InSources(person), ProgrammesOf(person), content.Lowest(person))) continue;
                counts[content.AreaOf(person)]++;
                gaps.Add(new GapKey(rule.Id, content.Areas[content.AreaOf(person)], content.Persons[person]), DetailOf(person, rule.Detail));
            }
        }
        return (gaps, told);
    }

    private int ProgrammesOf(int person) => programmeSources.Count(p => (content.InSources(person) & p) != 0);

    /// <summary>The lowest decile that the welfare lists of one sort give; 0 where they give none.</summary>
    private byte DecileOf(int person, bool extremePoverty)
    {
        byte least = 0;
        var lowest = content.Lowest(person);
        for (var source = 0; source < sources.Count; source++)
            if (lowest[source] != 0 && sources[source].Kept is { Kind: SourceKind.Welfare } kept && kept.ExtremePoverty == extremePoverty && (least == 0 || lowest[source] < least)) least = lowest[source];
        return least;
    }

    /// <summary>What a gap tells of a person: <c>dtks:3|p3ke:1</c>, <c>PKH|BPNT</c>. What a welfare list states of aid stands with the person and is read there.</summary>
    private string DetailOf(int person, IReadOnlyList<GapDetail> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part == GapDetail.StatedAid) continue;
            var made = part == GapDetail.Deciles ? Made((part, Packed(content.Lowest(person))), person) : Made((part, content.InSources(person)), person);
            if (text.Length > 0 && made.Length > 0) text.Append('|');
            text.Append(made);
        }
        return text.ToString();
    }

    /// <summary>Most persons share theirs with many; where there are more sources than a key holds, each is made by itself.</summary>
    private string Made((GapDetail Part, ulong Of) key, int person)
    {
        if (sources.Count <= 16 && details.TryGetValue(key, out var made)) return made;
        made = string.Join('|', key.Part == GapDetail.Deciles ? Deciles(person) : programmes.Where((_, p) => (content.InSources(person) & programmeSources[p]) != 0));
        details[key] = made;
        return made;
    }

    private static ulong Packed(ReadOnlySpan<byte> lowest)
    {
        var key = 0UL;
        foreach (var decile in lowest) key = key << 4 | decile;
        return key;
    }

    private List<string> Deciles(int person)
    {
        var said = new List<string>();
        var lowest = content.Lowest(person);
        for (var source = 0; source < sources.Count; source++)
            if (lowest[source] != 0 && sources[source].Kept.Kind == SourceKind.Welfare) said.Add($"{sources[source].Kept.Source}:{Text(lowest[source])}");
        return said;
    }

    private ulong Mask(Func<KeptSource, bool> holds) => sources.Index().Where(s => holds(s.Item.Kept)).Aggregate(0UL, (mask, s) => mask | 1UL << s.Index);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
