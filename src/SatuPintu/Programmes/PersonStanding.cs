using System.Globalization;
using System.Numerics;
using System.Text;
using SatuPintu.People;
using SatuPintu.Sources;

namespace SatuPintu.Programmes;

/// <summary>What the lists say of each person's welfare and programmes.</summary>
internal sealed class PersonStanding
{
    private readonly GoldenPersons persons;
    private readonly ulong[] programmeLists;

    public PersonStanding(GoldenPersons persons)
    {
        this.persons = persons;
        var lists = persons.Linked.Lists;
        Programmes = [.. lists.Where(l => l.Source.Kind == SourceKind.Programme).Select(l => l.Source.Programme ?? l.Source.Id).Distinct(StringComparer.Ordinal)];
        programmeLists = [.. Programmes.Select(p => lists.Index()
            .Where(l => l.Item.Source.Kind == SourceKind.Programme && (l.Item.Source.Programme ?? l.Item.Source.Id) == p)
            .Aggregate(0UL, (mask, l) => mask | 1UL << l.Index))];
        Deciles = [.. lists.Index()
            .Where(l => l.Item.Source.Kind == SourceKind.Welfare && l.Item[Elements.Decile] is not null)
            .Select(l => (l.Index, Lowest(l.Index, l.Item[Elements.Decile]!)))];
    }

    /// <summary>The programmes whose lists were given, in the order of the lists.</summary>
    public IReadOnlyList<string> Programmes { get; }

    /// <summary>For each welfare list with deciles, the lowest that any record of a person has there; 0 for none.</summary>
    public (int List, byte[] Lowest)[] Deciles { get; }

    /// <summary>How many programmes a person is in.</summary>
    public int ProgrammesOf(int entity) => BitOperations.PopCount(ProgrammeMask(entity));

    /// <summary>The programmes of a person: bit <c>i</c> stands for programme <c>i</c>.</summary>
    public ulong ProgrammeMask(int entity)
    {
        var mask = 0UL;
        for (var p = 0; p < programmeLists.Length; p++)
            if ((persons.InLists[entity] & programmeLists[p]) != 0) mask |= 1UL << p;
        return mask;
    }

    /// <summary>What a gap tells of a person: <c>dtks:3|p3ke:1</c>, <c>PKH|BPNT</c>, <c>stated:PKH</c>, joined by bars.</summary>
    public string Detail(int entity, IReadOnlyList<GapDetail> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            switch (part)
            {
                case GapDetail.Deciles:
                    foreach (var (list, lowest) in Deciles)
                        if (lowest[entity] != 0) Add($"{persons.Linked.Lists[list].Source.Id}:{lowest[entity]}");
                    break;
                case GapDetail.Programmes:
                    for (var p = 0; p < Programmes.Count; p++)
                        if ((ProgrammeMask(entity) >> p & 1) != 0) Add(Programmes[p]);
                    break;
                case GapDetail.StatedAid:
                    foreach (var aid in persons[Elements.ActiveAid][entity].Split('|', StringSplitOptions.RemoveEmptyEntries)) Add("stated:" + aid);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(parts), part, null);
            }
        return text.ToString();

        void Add(string item)
        {
            if (text.Length > 0) text.Append('|');
            text.Append(item);
        }
    }

    private byte[] Lowest(int list, TextColumn column)
    {
        var decileOf = new byte[column.Values.Length];
        for (var code = 1; code < decileOf.Length; code++)
            decileOf[code] = byte.TryParse(column.Values[code], NumberStyles.None, CultureInfo.InvariantCulture, out var d) && d is >= 1 and <= 10 ? d : (byte)0;
        var lowest = new byte[persons.Count];
        var entityOf = persons.Linked.EntityOf[list];
        for (var row = 0; row < entityOf.Length; row++)
        {
            var decile = decileOf[column.Codes[row]];
            if (entityOf[row] >= 0 && decile != 0 && (lowest[entityOf[row]] == 0 || decile < lowest[entityOf[row]])) lowest[entityOf[row]] = decile;
        }
        return lowest;
    }
}
