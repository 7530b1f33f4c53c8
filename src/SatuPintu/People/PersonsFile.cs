using System.Numerics;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.People;

/// <summary>Writes <c>persons.csv</c>: one row for each person.</summary>
public static class PersonsFile
{
    /// <summary>
    /// Writes the persons in order: ids of person and family, every element of the standard, <c>in_SOURCE</c> for each list, the
    /// values each source keeps of its own (<c>decile_SOURCE</c>), the programmes by their lists, the number of lists, the records.
    /// </summary>
    public static void Write(string path, GoldenPersons persons, CancellationToken cancellation = default)
    {
        var lists = persons.Linked.Lists;
        var columns = persons.ElementIds.Select(e => persons[e]).Concat(persons.BySource.Select(s => s.Column)).ToArray();
        var encoded = new EncodedColumn[columns.Length];
        Parallel.For(0, columns.Length, new ParallelOptions { CancellationToken = cancellation }, c => encoded[c] = new EncodedColumn(columns[c]));
        var elements = persons.ElementIds.Count;
        var programmes = new ProgrammeNames(persons);
        var ids = new RecordIds(lists);
        var (yes, no) = (EncodedText.Of("true"), EncodedText.Of("false"));
        var (entityId, familyId) = (new IdField('E'), new IdField('F'));
        var familyOf = persons.FamilyOf;

        string[] headings =
        [
            "entity_id", "family_id", .. persons.ElementIds, .. lists.Select(l => "in_" + l.Source.Id), .. persons.BySource.Select(s => s.Column.Name),
            "programmes", "lists", "records",
        ];
        using var csv = new CsvWriter(path, headings);
        var records = new JoinedField();
        for (var entity = 0; entity < persons.Count; entity++)
        {
            if ((entity & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            csv.Field(entityId.Of(entity));
            csv.Field(familyId.Of(familyOf[entity]));
            for (var c = 0; c < elements; c++) csv.Field(encoded[c][entity]);
            var isIn = persons.InLists[entity];
            for (var list = 0; list < lists.Count; list++) csv.Field((isIn >> list & 1) != 0 ? yes : no);
            for (var c = elements; c < encoded.Length; c++) csv.Field(encoded[c][entity]);
            csv.Field(programmes.Of(isIn));
            csv.Field(BitOperations.PopCount(isIn));
            records.Clear();
            foreach (var member in persons.Linked.Members(entity)) records.Add(lists[member.List].Source.Id, ':', ids[member]);
            csv.Field(records.Text);
            csv.EndRow();
        }
    }
}

/// <summary>The programmes whose lists a person stands in, as one field: <c>PKH|BPNT</c>.</summary>
internal sealed class ProgrammeNames(GoldenPersons persons)
{
    private readonly Dictionary<ulong, EncodedText> made = [];
    private readonly ulong programmeLists = persons.Linked.Lists.Index()
        .Where(l => l.Item.Source.Kind == SourceKind.Programme)
        .Aggregate(0UL, (mask, l) => mask | 1UL << l.Index);

    /// <summary>The field for the lists a person stands in.</summary>
    public EncodedText Of(ulong inLists)
    {
        var mask = inLists & programmeLists;
        if (made.TryGetValue(mask, out var text)) return text;
        var names = persons.Linked.Lists
            .Where((_, list) => (mask >> list & 1) != 0)
            .Select(l => l.Source.Programme ?? l.Source.Id)
            .Distinct(StringComparer.Ordinal);
        text = EncodedText.Of(string.Join('|', names));
        made.Add(mask, text);
        return text;
    }
}

/// <summary>A field put together from parts with bars between them, in one buffer.</summary>
internal sealed class JoinedField
{
    private char[] buffer = new char[256];
    private int length;

    /// <summary>The field as far as it is made.</summary>
    public ReadOnlySpan<char> Text => buffer.AsSpan(0, length);

    /// <summary>Begins another field.</summary>
    public void Clear() => length = 0;

    /// <summary>Adds <c>first sign second</c>.</summary>
    public void Add(string first, char sign, string second)
    {
        Bar(first.Length + second.Length + 2);
        first.CopyTo(buffer.AsSpan(length));
        length += first.Length;
        buffer[length++] = sign;
        second.CopyTo(buffer.AsSpan(length));
        length += second.Length;
    }

    /// <summary>Adds a part.</summary>
    public void Add(ReadOnlySpan<char> part)
    {
        Bar(part.Length + 1);
        part.CopyTo(buffer.AsSpan(length));
        length += part.Length;
    }

    private void Bar(int more)
    {
        while (buffer.Length - length < more) Array.Resize(ref buffer, buffer.Length * 2);
        if (length > 0) buffer[length++] = '|';
    }
}
