using SatuPintu.Sources;

namespace SatuPintu.People;

/// <summary>One element over all lists under one numbering, so that records of different lists compare by number.</summary>
/// <remarks>Texts are touched once for each distinct value of each list; the records keep their codes and are looked up through a table.</remarks>
internal sealed class ElementPool
{
    private readonly TextColumn?[] columns;
    private readonly int[]?[] pooled;

    private ElementPool(string element, string[] values, TextColumn?[] columns, int[]?[] pooled)
    {
        Element = element;
        Values = values;
        this.columns = columns;
        this.pooled = pooled;
    }

    /// <summary>Id of the element.</summary>
    public string Element { get; }

    /// <summary>The distinct values of all lists; the first is empty.</summary>
    public string[] Values { get; }

    /// <summary>Whether any list carries the element.</summary>
    public bool Carried => Array.Exists(columns, c => c is not null);

    /// <summary>Whether one list carries it.</summary>
    public bool CarriedBy(int list) => columns[list] is not null;

    /// <summary>The number of the value in a record; 0 when missing or not carried.</summary>
    public int this[RecordRef record]
    {
        get
        {
            if (columns[record.List] is not { } column) return 0;
            var code = column.Codes[record.Row];
            return pooled[record.List] is { } numbers ? numbers[code] : code;
        }
    }

    /// <summary>The number of the value at each place of the records in order.</summary>
    public int[] InOrder(RecordOrder order)
    {
        var numbers = new int[order.Count];
        for (var list = 0; list < columns.Length; list++)
        {
            if (columns[list] is not { } column) continue;
            var codes = column.Codes;
            var places = order.PlacesOf(list);
            var renumber = pooled[list];
            for (var row = 0; row < codes.Length; row++)
                if (places[row] >= 0) numbers[places[row]] = renumber is null ? codes[row] : renumber[codes[row]];
        }
        return numbers;
    }

    /// <summary>Pools an element of some lists.</summary>
    public static ElementPool Of(string element, IReadOnlyList<StandardTable> lists)
    {
        var columns = new TextColumn?[lists.Count];
        for (var list = 0; list < lists.Count; list++) columns[list] = lists[list][element];
        var carriers = columns.Count(c => c is not null);
        var pooled = new int[]?[lists.Count];
        if (carriers == 0) return new ElementPool(element, [""], columns, pooled);

        // A column that stands alone keeps its numbers, if it has no text under two of them.
        if (carriers == 1)
        {
            var at = Array.FindIndex(columns, c => c is not null);
            columns[at] = columns[at]!.Compact();
            return new ElementPool(element, columns[at]!.Values.ToArray(), columns, pooled);
        }

        var total = columns.Sum(c => c?.Values.Length ?? 0);
        var numberOf = new Dictionary<string, int>(total, StringComparer.Ordinal) { [""] = 0 };
        var values = new List<string>(total) { "" };
        for (var list = 0; list < lists.Count; list++)
        {
            if (columns[list] is not { } column) continue;
            var texts = column.Values;
            var numbers = new int[texts.Length];
            for (var code = 1; code < texts.Length; code++)
            {
                ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(numberOf, texts[code], out var known);
                if (!known)
                {
                    number = values.Count;
                    values.Add(texts[code]);
                }
                numbers[code] = number;
            }
            pooled[list] = numbers;
        }
        return new ElementPool(element, values.ToArray(), columns, pooled);
    }
}
