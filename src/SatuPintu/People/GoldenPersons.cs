using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>A person's records have two different values of an element.</summary>
/// <param name="Entity">The person, from 0.</param>
/// <param name="Element">Index of the element in <see cref="GoldenPersons.AllElements"/>.</param>
public readonly record struct Disagreement(int Entity, int Element);

/// <summary>One source's own value of an element, for each person (<c>decile_dtks</c>).</summary>
/// <param name="Element">Id of the element.</param>
/// <param name="List">Index of the list.</param>
/// <param name="Column">The value by person; its name is the heading.</param>
public sealed record SourceColumn(string Element, int List, TextColumn Column);

/// <summary>One record for each person: a value for each element, and where it came from.</summary>
/// <remarks>Persons are the entities of linkage under the same numbers.</remarks>
public sealed class GoldenPersons
{
    private readonly Dictionary<string, TextColumn> columns;
    private readonly Dictionary<string, (ElementPool Pool, int[] Origin)> origins;

    internal GoldenPersons(
        LinkedRecords linked,
        IReadOnlyList<string> allElements,
        IReadOnlyList<string> elementIds,
        Dictionary<string, TextColumn> columns,
        Dictionary<string, (ElementPool Pool, int[] Origin)> origins,
        IReadOnlyList<SourceColumn> bySource,
        IReadOnlyList<Disagreement> disagreements,
        ulong[] inLists,
        ElementPool nik)
    {
        Linked = linked;
        ElementIds = elementIds;
        AllElements = allElements;
        this.columns = columns;
        this.origins = origins;
        BySource = bySource;
        Disagreements = disagreements;
        InLists = inLists;
        Nik = nik;
    }

    /// <summary>The records and what joined them.</summary>
    public LinkedRecords Linked { get; }

    /// <summary>How many persons there are.</summary>
    public int Count => Linked.EntityCount;

    /// <summary>The elements kept, in the order of the data standard; also those no list carries.</summary>
    public IReadOnlyList<string> ElementIds { get; }

    /// <summary>Every element of the data standard, which <see cref="Disagreement.Element"/> counts through.</summary>
    internal IReadOnlyList<string> AllElements { get; }

    /// <summary>The value kept of an element, by person.</summary>
    /// <exception cref="KeyNotFoundException">The element is not among <see cref="ElementIds"/>.</exception>
    public TextColumn this[string element] => columns[element];

    /// <summary>Each source's own values, of elements that keep them.</summary>
    public IReadOnlyList<SourceColumn> BySource { get; }

    /// <summary>Where a person's records disagree, by person, then by element.</summary>
    public IReadOnlyList<Disagreement> Disagreements { get; }

    /// <summary>For each person the lists with a record of it: bit <c>i</c> stands for list <c>i</c>.</summary>
    public IReadOnlyList<ulong> InLists { get; }

    /// <summary>The families of these persons.</summary>
    public GoldenFamilies Families { get; internal set; } = GoldenFamilies.None;

    /// <summary>The family of each person, from 0.</summary>
    public IReadOnlyList<int> FamilyOf => Families.FamilyOf;

    /// <summary>NIK of every record, usable or not, under one numbering.</summary>
    internal ElementPool Nik { get; }

    /// <summary>The record a person's value of an element was taken from; null when there is no value.</summary>
    public RecordRef? OriginOf(string element, int entity)
    {
        if (!origins.TryGetValue(element, out var origin) || columns[element].Codes[entity] == 0) return null;
        return Linked.Members(entity)[origin.Origin[entity] - 1];
    }

    /// <summary>The value of an element in one record, as standardised.</summary>
    public string ValueIn(string element, RecordRef record) => Linked.Lists[record.List].Value(record.Row, element);

    /// <summary>The id of a person in every output: <c>E0000001</c> for the first.</summary>
    public static string EntityId(int entity) => $"E{entity + 1:D7}";

    internal ElementPool PoolOf(string element) => origins[element].Pool;
}
