using System.Globalization;
using SatuPintu.Sources;

namespace SatuPintu.People.Truth;

/// <summary>Compares <c>gaps.csv</c> with the truth: whoever is in a list by the truth is in it; deciles are those the integration holds.</summary>
internal sealed class GapTruth
{
    private readonly LinkTruth truth;
    private readonly ulong[] listsOfPerson;
    private readonly List<int>[] entitiesOfPerson;
    private readonly ulong welfare, programmes;
    private readonly Dictionary<string, string> decile = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> decileByP3ke = new(StringComparer.Ordinal);

    private GapTruth(LinkTruth truth, TextTable? persons, TextTable? origins)
    {
        this.truth = truth;
        listsOfPerson = new ulong[truth.Persons.Count];
        entitiesOfPerson = new List<int>[truth.Persons.Count];
        for (var i = 0; i < truth.Person.Length; i++)
        {
            var person = truth.Person[i];
            listsOfPerson[person] |= 1UL << truth.Source[i];
            if (truth.Entity[i] < 0) continue;
            var entities = entitiesOfPerson[person] ??= [];
            if (!entities.Contains(truth.Entity[i])) entities.Add(truth.Entity[i]);
        }
        var catalog = SourceCatalog.Load([]);
        for (var s = 0; s < truth.Sources.Count; s++)
        {
            var kind = catalog.All.FirstOrDefault(d => d.Id == truth.Sources[s])?.Kind ?? SourceKind.Unknown;
            if (kind == SourceKind.Welfare) welfare |= 1UL << s;
            if (kind == SourceKind.Programme) programmes |= 1UL << s;
        }
        if (persons is not null) ReadDeciles(persons, origins);
    }

    /// <summary>The gap lists the truth can judge, and the ids of those it cannot.</summary>
    internal static (IReadOnlyList<GapEvaluation> Gaps, IReadOnlyList<string> NotJudged) Compare(TextTable gaps, TextTable? persons, TextTable? origins, LinkTruth truth)
    {
        var judge = new GapTruth(truth, persons, origins);
        var gap = LinkTruth.Column(gaps, "gap");
        var entity = LinkTruth.Column(gaps, "entity_id");
        var number = new Dictionary<string, int>(truth.Entities.Count, StringComparer.Ordinal);
        for (var e = 0; e < truth.Entities.Count; e++) number.Add(truth.Entities[e], e);
        var listed = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var row = 0; row < gaps.RowCount; row++)
        {
            if (entity[row].Length == 0) continue;
            if (!number.TryGetValue(entity[row], out var e)) throw new UserError(ExitCode.Input, "evaluate.unknown_entity", ("file", gaps.File), ("entity", entity[row]));
            if (!listed.TryGetValue(gap[row], out var all)) listed.Add(gap[row], all = []);
            all.Add(e);
        }
        var personOf = judge.PersonOfEntity();
        var judged = new List<GapEvaluation>();
        var not = new List<string>();
        foreach (var (id, entities) in listed)
        {
            if (judge.Rule(id) is not { } belongs)
            {
                not.Add(id);
                continue;
            }
            var right = entities.Select(e => personOf[e]).Where(p => p >= 0 && belongs(p)).Distinct().Count();
            judged.Add(new GapEvaluation(id, entities.Count, right, Enumerable.Range(0, truth.Persons.Count).Count(p => judge.listsOfPerson[p] != 0 && belongs(p))));
        }
        return (judged, not);
    }

    private Func<int, bool>? Rule(string gap) => gap switch
    {
        "p3ke_not_dtks" => p => In(p, "p3ke") && !In(p, "dtks"),
        "dtks_no_programme" => p => In(p, "dtks") && !HasProgramme(p),
        "decile1_no_programme" => p => !HasProgramme(p) && (listsOfPerson[p] & welfare) != 0 && Decile(p, decile) == "1",
        "extreme_poor_no_programme" => p => In(p, "p3ke") && !HasProgramme(p) && Decile(p, decileByP3ke) == "1",
        "several_programmes" => p => ulong.PopCount(listsOfPerson[p] & programmes) > 1,
        "programme_no_welfare" => p => HasProgramme(p) && (listsOfPerson[p] & welfare) == 0,
        _ => null,
    };

    private bool HasProgramme(int person) => (listsOfPerson[person] & programmes) != 0;

    private bool In(int person, string source)
    {
        for (var s = 0; s < truth.Sources.Count; s++)
            if (truth.Sources[s] == source) return (listsOfPerson[person] & (1UL << s)) != 0;
        return false;
    }

    private string Decile(int person, Dictionary<string, string> of)
    {
        foreach (var entity in entitiesOfPerson[person] ?? [])
            if (of.TryGetValue(truth.Entities[entity], out var value)) return value;
        return "";
    }

    /// <summary>The person most records of an entity are; −1 for an entity without records.</summary>
    private int[] PersonOfEntity()
    {
        var votes = new Dictionary<(int Entity, int Person), int>();
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

    private void ReadDeciles(TextTable persons, TextTable? origins)
    {
        var id = LinkTruth.Column(persons, "entity_id");
        if (persons.Find(Elements.Decile) is not { } column) return;
        for (var row = 0; row < persons.RowCount; row++)
        {
            if (column.Codes[row] == 0) continue;
            decile[id[row]] = Plain(column[row]);
            decileByP3ke[id[row]] = Plain(column[row]);
        }
        if (origins is null) return;
        var (entity, element) = (LinkTruth.Column(origins, "entity_id"), LinkTruth.Column(origins, "element"));
        var (source, value) = (LinkTruth.Column(origins, "source"), LinkTruth.Column(origins, "value"));
        for (var row = 0; row < origins.RowCount; row++)
            if (source[row] == "p3ke" && element[row] == Elements.Decile) decileByP3ke[entity[row]] = Plain(value[row]);
    }

    private static string Plain(string number) => int.TryParse(number, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n.ToString(CultureInfo.InvariantCulture) : number;
}
