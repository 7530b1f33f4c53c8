using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Tests.Made;

/// <summary>A field of a made list: its name, kind and the values by record.</summary>
internal sealed record MadeField(string Name, FieldKind Kind, IReadOnlyList<string> Values, string? Format = null);

/// <summary>Turns lists written out as text into the tables the engine takes.</summary>
internal static class Lists
{
    /// <summary>One field, dictionary-encoded; an empty text is missing.</summary>
    public static FieldData Field(string name, FieldKind kind, IEnumerable<string> values, string? format = null)
    {
        var interner = new ValueInterner();
        var codes = values.Select(v => interner.Intern(System.Text.Encoding.UTF8.GetBytes(v))).ToArray();
        return new FieldData(name, kind, interner.ToValues(), codes, format);
    }

    /// <summary>A table of fields; without a number of left records it is one list.</summary>
    public static RecordTable Table(IReadOnlyList<MadeField> fields, int? leftCount = null, int[]? families = null)
    {
        var count = fields[0].Values.Count;
        return new RecordTable([.. fields.Select(f => Field(f.Name, f.Kind, f.Values, f.Format))], count, leftCount ?? count, families);
    }

    /// <summary>The same records in another order: record r of the new fields is record <paramref name="order"/>[r] of the old.</summary>
    public static IReadOnlyList<MadeField> Reordered(IReadOnlyList<MadeField> fields, int[] order) =>
        [.. fields.Select(f => f with { Values = [.. order.Select(r => f.Values[r])] })];

    /// <summary>The numbers from 0, shuffled.</summary>
    public static int[] Shuffled(int count, Random random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        return order;
    }

    /// <summary>The records of some entities as sets, in no order, for comparing two divisions of the same records.</summary>
    public static HashSet<string> Groups(IReadOnlyList<int> entityOf, Func<int, int>? nameOf = null) =>
        [.. Enumerable.Range(0, entityOf.Count).GroupBy(r => entityOf[r]).Select(g => string.Join(',', g.Select(r => nameOf?.Invoke(r) ?? r).Order()))];
}
