using SatuPintu.Storage;

namespace SatuPintu.People;

/// <summary>Writes <c>origins.csv</c>: what each record says wherever a person's records disagree.</summary>
public static class OriginsFile
{
    /// <summary>
    /// Writes, for every element on which the records of a person have two different values, a row for each record with a value, by
    /// person, element, list and row. <c>chosen</c> is true for the record the value was taken from; in a group of elements taken
    /// from one record (an address) that record may lack one of them, and then no row is chosen.
    /// </summary>
    public static void Write(string path, GoldenPersons persons, CancellationToken cancellation = default)
    {
        var linked = persons.Linked;
        var ids = new RecordIds(linked.Lists);
        var sources = linked.Lists.Select(l => EncodedText.Of(l.Source.Id)).ToArray();
        var names = persons.AllElements.Select(EncodedText.Of).ToArray();
        var columns = new EncodedColumn?[names.Length];
        var pools = new ElementPool?[names.Length];
        foreach (var element in persons.Disagreements.Select(d => d.Element).Distinct())
            pools[element] = persons.PoolOf(persons.AllElements[element]);
        Parallel.For(0, columns.Length, new ParallelOptions { CancellationToken = cancellation }, e =>
        {
            if (pools[e] is not null) columns[e] = new EncodedColumn(persons[persons.AllElements[e]]);
        });
        var (yes, no) = (EncodedText.Of("true"), EncodedText.Of("false"));
        var entityId = new IdField('E');
        using var csv = new CsvWriter(path, "entity_id", "element", "value", "source", "record_id", "chosen");
        var count = 0;
        foreach (var (entity, element) in persons.Disagreements)
        {
            if ((count++ & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var origin = persons.OriginOf(persons.AllElements[element], entity);
            foreach (var member in linked.Members(entity))
            {
                var value = pools[element]![member];
                if (value == 0) continue;
                csv.Field(entityId.Of(entity));
                csv.Field(names[element]);
                csv.Field(columns[element]!.OfCode(value));
                csv.Field(sources[member.List]);
                csv.Field(ids[member]);
                csv.Field(origin == member ? yes : no);
                csv.EndRow();
            }
        }
    }
}
