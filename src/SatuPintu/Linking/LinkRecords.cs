using System.Text;
using SatuPintu.Linkage.Records;
using SatuPintu.Sources.Reading;

namespace SatuPintu.Linking;

/// <summary>The records to link, and the ids of those of each list.</summary>
/// <param name="Table">The records.</param>
/// <param name="Left">Ids of the left (or only) list.</param>
/// <param name="Right">Ids of the right list; null where there is one list.</param>
internal sealed record LinkRecords(RecordTable Table, RecordKeys Left, RecordKeys? Right)
{
    /// <summary>The id of a record.</summary>
    public string Id(int record) => record < Left.Count || Right is null ? Left.Text(record) : Right.Text(record - Left.Count);

    /// <summary>Puts the lists together, so that equal values of both have one number. The rows are used up by it.</summary>
    public static LinkRecords Of(LinkSettings settings, ListRows left, ListRows? right, CancellationToken cancellation)
    {
        var lists = right is null ? new[] { left } : [left, right];
        var count = checked((int)lists.Sum(l => (long)l.Keys.Count));
        var fields = new FieldData[settings.Fields!.Count];
        Parallel.For(0, fields.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var field = settings.Fields[i];
            var takers = Array.ConvertAll(lists, l => l.Fields[i]);
            foreach (var list in lists) list.Fields[i] = null!;
            var (values, codes) = Merge(takers, count, ValueCodings.For(field));
            fields[i] = new FieldData(field.Name, field.Kind, values.ToValues(), codes, field.Format);
        });
        return new LinkRecords(new RecordTable(fields, count, left.Keys.Count, Families(lists, count)), left.Keys, right?.Keys);
    }

    private static (ByteDictionary Values, int[] Codes) Merge(FieldTaker[] takers, int count, ValueCoding? coding)
    {
        var codes = GC.AllocateUninitializedArray<int>(count);
        // The first list's values keep their numbers, unless codes are brought to one set.
        var values = coding is null ? takers[0].Values : new ByteDictionary();
        var at = 0;
        foreach (var taker in takers)
        {
            var own = taker.Values;
            int[]? renumber = null;
            if (own != values)
            {
                renumber = coding is null ? values.AddAll(own) : new int[own.Count];
                for (var code = 1; coding is not null && code < renumber.Length; code++) renumber[code] = values.CodeOf(coding.Of(own[code]));
            }
            taker.Codes.CopyTo(codes.AsSpan(at, taker.Codes.Count), renumber);
            at += taker.Codes.Count;
        }
        return (values, codes);
    }

    private static int[]? Families(ListRows[] lists, int count)
    {
        if (lists.All(l => l.Family is null)) return null;
        var families = new int[count];
        var at = 0;
        foreach (var list in lists)
        {
            if (list.Family is { } family)
            {
                // "0" and the like are no number of a family.
                var renumber = new int[family.Values.Count];
                for (var code = 1; code < renumber.Length; code++) renumber[code] = family.Values[code].ContainsAnyExcept("0 .-"u8) ? code : 0;
                family.Codes.CopyTo(families.AsSpan(at, list.Keys.Count), renumber);
            }
            at += list.Keys.Count;
        }
        return families;
    }
}

/// <summary>Brings the codes that lists have for one thing to one set (<c>1</c>, <c>L</c> and <c>male</c>).</summary>
internal sealed class ValueCoding(Dictionary<string, string> codes)
{
    /// <summary>The code that stands for a text, or the text.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) =>
        codes.TryGetValue(Key(Encoding.UTF8.GetString(text)), out var code) ? Encoding.UTF8.GetBytes(code) : text;

    /// <summary>Whether a text is one of the codes.</summary>
    public bool Knows(string text) => codes.ContainsKey(Key(text));

    /// <summary>A text as codes are compared.</summary>
    public static string Key(string text) => Sources.HeadingText.Normalise(text);
}
