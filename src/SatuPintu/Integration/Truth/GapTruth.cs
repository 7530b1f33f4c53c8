using System.Globalization;
using System.Numerics;
using SatuPintu.Programmes;
using SatuPintu.Sources;

namespace SatuPintu.Integration.Truth;

/// <summary>
/// Compares <c>gaps.csv</c> with the truth: the rules of the gaps are applied to the true persons, each in the lists the truth
/// says. The truth holds no deciles; those the records state are taken from <c>persons.csv</c> and <c>origins.csv</c>.
/// </summary>
internal sealed class GapTruth
{
    private readonly LinkTruth truth;
    private readonly SourceDefinition?[] sources;
    private readonly ulong[] listsOfPerson;
    private readonly byte[] decile;

    private GapTruth(LinkTruth truth, TextTable? persons, TextTable? origins)
    {
        this.truth = truth;
        var catalog = SourceCatalog.Load([]);
        sources = [.. truth.Sources.Select(id => catalog.All.FirstOrDefault(s => s.Id == id))];
        listsOfPerson = new ulong[truth.Persons.Count];
        for (var i = 0; i < truth.Person.Length; i++) listsOfPerson[truth.Person[i]] |= 1UL << truth.Source[i];
        decile = new byte[truth.Person.Length];
        if (persons is not null) ReadDeciles(persons, origins);
    }

    /// <summary>The gap lists the truth can judge, and the ids of those it cannot.</summary>
    internal static (IReadOnlyList<GapEvaluation> Gaps, IReadOnlyList<string> NotJudged) Compare(TextTable gaps, TextTable? persons, TextTable? origins, LinkTruth truth)
    {
        var judge = new GapTruth(truth, persons, origins);
        var rules = GapRules.Load().Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var personOf = judge.PersonOfEntity();
        var judged = new List<GapEvaluation>();
        var not = new List<string>();
        foreach (var (id, entities) in Listed(gaps, truth))
        {
            if (!rules.TryGetValue(id, out var rule))
            {
                not.Add(id);
                continue;
            }
            var belongs = judge.Belonging(rule);
            var right = entities.Select(e => personOf[e]).Where(p => p >= 0 && belongs[p]).Distinct().Count();
            judged.Add(new GapEvaluation(id, entities.Count, right, belongs.Count(b => b)));
        }
        return (judged, not);
    }

    /// <summary>The entities of each gap, in the order of the file; rows without an entity are counts, not people.</summary>
    private static List<(string Id, List<int> Entities)> Listed(TextTable gaps, LinkTruth truth)
    {
        var gap = LinkTruth.Column(gaps, "gap");
        var entity = LinkTruth.Column(gaps, "entity_id");
        var number = new Dictionary<string, int>(truth.Entities.Count, StringComparer.Ordinal);
        for (var e = 0; e < truth.Entities.Count; e++) number.Add(truth.Entities[e], e);
        var listed = new List<(string Id, List<int> Entities)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < gaps.RowCount; row++)
        {
            if (entity.Codes[row] == 0) continue;
            if (!number.TryGetValue(entity[row], out var e)) throw new UserError(ExitCode.Input, "evaluate.unknown_entity", ("file", gaps.File), ("entity", entity[row]));
            if (places.TryAdd(gap[row], listed.Count)) listed.Add((gap[row], []));
            listed[places[gap[row]]].Entities.Add(e);
        }
        return listed;
    }

    private bool[] Belonging(GapRule rule)
    {
        var (isIn, notIn, programmes) = (Mask(s => rule.In?.Holds(s) ?? false), Mask(s => rule.NotIn?.Holds(s) ?? false), Mask(s => s.Kind == SourceKind.Programme));
        var lowest = rule.Decile is null ? [] : LowestDecile(s => s.Kind == SourceKind.Welfare && s.ExtremePoverty == rule.Decile.ExtremePoverty);
        var belongs = new bool[listsOfPerson.Length];
        for (var p = 0; p < belongs.Length; p++)
        {
            var lists = listsOfPerson[p];
            belongs[p] = (rule.In is null || (lists & isIn) != 0) && (lists & notIn) == 0
                && BitOperations.PopCount(lists & programmes) >= rule.ProgrammesAtLeast
                && (rule.Decile is null || (lowest[p] > 0 && lowest[p] <= rule.Decile.AtMost));
        }
        return belongs;
    }

    private ulong Mask(Func<SourceDefinition, bool> holds)
    {
        var mask = 0UL;
        for (var s = 0; s < sources.Length; s++)
            if (sources[s] is { } source && holds(source)) mask |= 1UL << s;
        return mask;
    }

    private byte[] LowestDecile(Func<SourceDefinition, bool> counts)
    {
        var mask = Mask(counts);
        var lowest = new byte[truth.Persons.Count];
        for (var i = 0; i < decile.Length; i++)
        {
            if (decile[i] == 0 || (mask >> truth.Source[i] & 1) == 0) continue;
            ref var least = ref lowest[truth.Person[i]];
            if (least == 0 || decile[i] < least) least = decile[i];
        }
        return lowest;
    }

    /// <summary>The person most records of an entity are; −1 for an entity without records.</summary>
    private int[] PersonOfEntity()
    {
        var votes = new Dictionary<(int Entity, int Person), int>(truth.Person.Length);
        var person = new int[truth.Entities.Count];
        Array.Fill(person, -1);
        for (var i = 0; i < truth.Person.Length; i++)
        {
            var (e, p) = (truth.Entity[i], truth.Person[i]);
            if (e < 0) continue;
            var count = votes[(e, p)] = votes.GetValueOrDefault((e, p)) + 1;
            if (person[e] < 0 || count > votes[(e, person[e])]) person[e] = p;
        }
        return person;
    }

    /// <summary>
    /// Where the records of an entity disagree, the origins hold what each states; else the entity's value by source, or the one
    /// value there is, is that of each.
    /// </summary>
    private void ReadDeciles(TextTable persons, TextTable? origins)
    {
        var id = LinkTruth.Column(persons, "entity_id");
        var bySource = truth.Sources.Select(s => persons.Find($"{Elements.Decile}_{s}") ?? persons.Find(Elements.Decile)).ToArray();
        var rowOf = new Dictionary<string, int>(persons.RowCount, StringComparer.Ordinal);
        for (var row = 0; row < persons.RowCount; row++) rowOf[id[row]] = row;
        var stated = origins is null ? [] : Stated(origins);
        for (var i = 0; i < decile.Length; i++)
        {
            var source = truth.Source[i];
            if (truth.Entity[i] < 0) continue;
            if (stated.TryGetValue((truth.Sources[source], truth.RecordIds[i]), out var own)) decile[i] = own;
            else if (bySource[source] is { } column && rowOf.TryGetValue(truth.Entities[truth.Entity[i]], out var row)) decile[i] = Number(column[row]);
        }
    }

    private static Dictionary<(string Source, string Record), byte> Stated(TextTable origins)
    {
        var (element, value) = (LinkTruth.Column(origins, "element"), LinkTruth.Column(origins, "value"));
        var (source, record) = (LinkTruth.Column(origins, "source"), LinkTruth.Column(origins, "record_id"));
        var stated = new Dictionary<(string, string), byte>();
        for (var row = 0; row < origins.RowCount; row++)
            if (element[row] == Elements.Decile) stated[(source[row], record[row])] = Number(value[row]);
        return stated;
    }

    private static byte Number(string text) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (byte)0;
}
