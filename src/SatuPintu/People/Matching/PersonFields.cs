using System.Globalization;
using System.Text;
using SatuPintu.Linkage.Records;

namespace SatuPintu.People.Matching;

/// <summary>Lays the records out as the fields that the linkage engine compares, and says by which keys they are brought together.</summary>
internal static class PersonFields
{
    /// <summary>
    /// The blocking keys of persons. A true pair need share only one of them, so each guards against another kind of error: a NIK with a
    /// lost last digit, a wrong name, a wrong birthday, a move to another village.
    /// </summary>
    public static readonly string[][] Keys =
    [
        ["identity_number:fifteen"],
        ["family_card"],
        ["birth_date:any_order", "village"],
        ["birth_date:any_order", "name:first"],
        ["birth_date:any_order", "name:last"],
        ["birth_date:any_order", "name:letters"],
        ["name:sound", "address:rarest"],
        ["name:sound", "birth_date:day_month", "village"],
        ["name:sound", "dwelling", "village"],
        ["name:first", "birth_date:year", "village"],
        ["name:last", "birth_date:year", "village"],
        ["address", "village"],
        ["head:sound", "address:rarest", "village"],
    ];

    /// <summary>The table of the records, all lists as one.</summary>
    public static RecordTable Table(PersonRecords records)
    {
        var rows = records.Rows;
        var names = records.Names.ToValues();
        var fields = new List<FieldData>
        {
            new("name", FieldKind.FullName, names, Array.ConvertAll(rows, r => r.Name)),
            Made("birth_date", FieldKind.Date, rows, r => r.BirthDate, d => d.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd"),
            new("sex", FieldKind.Category, records.Sexes.ToValues(), Array.ConvertAll(rows, r => (int)r.Sex)),
            new("relation", FieldKind.Category, records.Relations.ToValues(), Array.ConvertAll(rows, r => (int)r.Relation)),
            Made("identity_number", FieldKind.Nik, rows, r => r.NikWhole ? r.Nik : -r.Nik / 10, n => Math.Abs(n).ToString(n < 0 ? "D15" : "D16", CultureInfo.InvariantCulture)),
            new("village", FieldKind.Category, records.Villages.ToValues(), Array.ConvertAll(rows, r => r.Village)),
            Made("address", FieldKind.Text, rows, r => (r.Street, r.House, r.Rt, r.Rw), a => Address(records, a)),
            // A head's own name says the same again.
            new("head", FieldKind.FullName, names, Array.ConvertAll(rows, r => records.HeadRelation != 0 && r.Relation == records.HeadRelation ? 0 : r.Head)),
            new("dwelling", FieldKind.Text, records.Dwellings.ToValues(), Array.ConvertAll(rows, r => r.Dwelling)),
            Made("family_card", FieldKind.Identifier, rows, r => r.FamilyCard, n => n.ToString("D16", CultureInfo.InvariantCulture)),
        };
        return new RecordTable(fields, rows.Length, rows.Length, Array.ConvertAll(rows, r => r.Family)) { Lists = Array.ConvertAll(rows, r => (int)r.List) };
    }

    private static string Address(PersonRecords records, (int Street, int House, short Rt, short Rw) at)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(records.Streets[at.Street]));
        if (at.House != 0) text.Append(" NO").Append(Encoding.UTF8.GetString(records.Houses[at.House]).Replace(" ", "", StringComparison.Ordinal));
        if (at.Rt != 0) text.Append(CultureInfo.InvariantCulture, $" RT{at.Rt}");
        if (at.Rw != 0) text.Append(CultureInfo.InvariantCulture, $" RW{at.Rw}");
        return text.ToString();
    }

    /// <summary>A field whose distinct values are written out once each.</summary>
    private static FieldData Made<T>(string name, FieldKind kind, PersonRow[] rows, Func<PersonRow, T> valueOf, Func<T, string> text, string? dateFormat = null)
        where T : notnull, IEquatable<T>
    {
        var numbers = new Dictionary<T, int>();
        var texts = new List<string>();
        var codes = new int[rows.Length];
        for (var r = 0; r < rows.Length; r++)
        {
            var value = valueOf(rows[r]);
            if (value.Equals(default)) continue;
            if (!numbers.TryGetValue(value, out codes[r]))
            {
                texts.Add(text(value));
                numbers.Add(value, codes[r] = texts.Count);
            }
        }
        return new FieldData(name, kind, TextValues.From(texts), codes, dateFormat);
    }
}
