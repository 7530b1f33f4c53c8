namespace SatuPintu.Linkage.Records;

/// <summary>A field of all records, dictionary-encoded, as it was delivered; the engine brings the distinct values into its own form.</summary>
/// <param name="Name">Its name in settings, model and reports.</param>
/// <param name="Kind">How its values are compared.</param>
/// <param name="Values">The distinct values.</param>
/// <param name="Codes">By record, the number of its value; 0 is missing. The records of the left list come first.</param>
/// <param name="DateFormat">How a date is written (<c>yyyyMMdd</c>, <c>dd-MM-yyyy</c>, …); null to recognise it.</param>
public sealed record FieldData(string Name, FieldKind Kind, TextValues Values, int[] Codes, string? DateFormat = null)
{
    private TextValues values = Values;
    private int[] codes = Codes;

    /// <summary>The distinct values; none once a run has used them up (<see cref="Engine.LinkageOptions.UseUp"/>).</summary>
    public TextValues Values
    {
        get => values;
        init => values = value;
    }

    /// <summary>By record, the number of its value; none once a run has used them up.</summary>
    public int[] Codes
    {
        get => codes;
        init => codes = value;
    }

    internal void Release()
    {
        values = new TextValues([], [0]);
        codes = [];
    }
}

/// <summary>The records to link: those of one list, or those of a left list followed by those of a right list.</summary>
public sealed class RecordTable
{
    /// <summary>Makes the table.</summary>
    /// <param name="fields">The fields to compare, each with one code a record.</param>
    /// <param name="count">How many records there are.</param>
    /// <param name="leftCount">How many of them are of the left list; equal to <paramref name="count"/> where one list is compared with itself.</param>
    /// <param name="families">By record, the number of the family it stands in within its own list; 0 for none. Null where lists have no families.</param>
    /// <exception cref="ArgumentException">A field has another number of records.</exception>
    public RecordTable(IReadOnlyList<FieldData> fields, int count, int leftCount, int[]? families = null)
    {
        if (fields.Any(f => f.Codes.Length != count) || families is not null && families.Length != count || leftCount < 0 || leftCount > count)
            throw new ArgumentException("Every field has one code a record.", nameof(fields));
        Fields = fields;
        Count = count;
        LeftCount = leftCount;
        Families = families;
    }

    /// <summary>The fields to compare.</summary>
    public IReadOnlyList<FieldData> Fields { get; }

    /// <summary>How many records there are.</summary>
    public int Count { get; }

    /// <summary>How many records the left list has; they come first.</summary>
    public int LeftCount { get; }

    /// <summary>Whether records of a left list are compared with those of a right list; else one list is compared with itself.</summary>
    public bool IsLink => LeftCount < Count;

    /// <summary>By record, the number of its family; 0 for none.</summary>
    public int[]? Families { get; }

    /// <summary>By record, the number of the list it came from, where several lists are compared as one; null where that does not matter.</summary>
    /// <exception cref="ArgumentException">There is not one number a record.</exception>
    public int[]? Lists
    {
        get;
        init
        {
            if (value is not null && value.Length != Count) throw new ArgumentException("Every record has one list.", nameof(value));
            field = value;
        }
    }
}
