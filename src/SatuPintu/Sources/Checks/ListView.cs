using System.Globalization;

namespace SatuPintu.Sources.Checks;

/// <summary>The relation to the head of the family as the checks tell it apart.</summary>
internal enum Role : byte
{
    Unknown,
    Head,
    Wife,
    Husband,
    Spouse,
    Child,
    Grandchild,
    Parent,
}

/// <summary>A list as the checks look at it: numbers, dates and relations read once for each distinct value.</summary>
internal sealed class ListView
{
    private readonly BirthDate[] births;
    private readonly char[] sexes;
    private readonly Role[] roles;

    public ListView(StandardTable table, CheckRules rules, DateOnly asOf)
    {
        Table = table;
        Rules = rules;
        AsOf = new BirthDate((short)asOf.Year, (byte)asOf.Month, (byte)asOf.Day);
        Findings = new FindingList(table.Findings);
        Nik = Delivered(Elements.Nik) is { } nik ? new NumberColumn(nik) : null;
        Kk = Delivered(Elements.FamilyCard) is { } kk ? new NumberColumn(kk) : null;
        births = ByRow(table[Elements.DateOfBirth], BirthDate.Parse);
        sexes = ByRow(table[Elements.Sex], sex => sex.Length == 1 ? sex[0] : ' ');
        roles = ByRow(table[Elements.Relation], RoleOf);
        NikTrust = new NikTrust[table.RowCount];
        IsRepeated = new bool[table.RowCount];
        WithoutContent = new bool[table.RowCount];
    }

    public StandardTable Table { get; }
    public CheckRules Rules { get; }
    public BirthDate AsOf { get; }
    public FindingList Findings { get; }
    public NumberColumn? Nik { get; }
    public NumberColumn? Kk { get; }
    public NikTrust[] NikTrust { get; }

    /// <summary>Rows that repeat a person of an earlier row; left out when a family is counted.</summary>
    public bool[] IsRepeated { get; }

    /// <summary>Rows that hold no record: empty, or the headings again.</summary>
    public bool[] WithoutContent { get; }

    public int RowCount => Table.RowCount;

    /// <summary>The column an element was read from, or, when the table does not say, the element itself.</summary>
    public TextColumn? Delivered(string element) =>
        Table.RawColumns.TryGetValue(element, out var at) ? Table.Raw.Columns[at] : Table[element];

    /// <summary>The cell as delivered from which an element was read.</summary>
    public string DeliveredValue(int row, string element) => Delivered(element)?[row] ?? "";

    public BirthDate Birth(int row) => births.Length == 0 ? default : births[row];

    /// <summary>L, P or a blank.</summary>
    public char Sex(int row) => sexes.Length == 0 ? ' ' : sexes[row];

    public Role RoleAt(int row) => roles.Length == 0 ? Role.Unknown : roles[row];

    /// <summary>The number a spreadsheet shows beside the row, for texts.</summary>
    public string RowNumber(int row) => Table.Raw.RowNumbers[row].ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// What each row's value reads as, each distinct value read once; empty when the list has no such column. It stands by row and
    /// not by value because the families are walked across the whole list, where each step aside costs a look into memory.
    /// </summary>
    public static T[] ByRow<T>(TextColumn? column, Func<string, T> read)
    {
        if (column is null) return [];
        var values = column.Values;
        var readings = new T[values.Length];
        for (var i = 0; i < readings.Length; i++) readings[i] = read(values[i]);
        var codes = column.Codes;
        var byRow = new T[codes.Length];
        for (var row = 0; row < byRow.Length; row++) byRow[row] = readings[codes[row]];
        return byRow;
    }

    private Role RoleOf(string relation)
    {
        if (relation.Length == 0) return Role.Unknown;
        var known = Rules.Relations;
        if (Is(known.Head)) return Role.Head;
        if (Is(known.Wife)) return Role.Wife;
        if (Is(known.Husband)) return Role.Husband;
        if (Is(known.Spouse)) return Role.Spouse;
        if (Is(known.Child)) return Role.Child;
        if (Is(known.Grandchild)) return Role.Grandchild;
        return Is(known.Parent) ? Role.Parent : Role.Unknown;

        bool Is(IReadOnlyList<string> names)
        {
            foreach (var name in names)
                if (name.Equals(relation, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }
}
