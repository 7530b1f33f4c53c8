using SatuPintu.Linkage.Comparisons;

namespace SatuPintu.People.Matching;

/// <summary>
/// The records of all lists as linkage sees them, list after list. Texts are numbers of distinct values; 0 is missing everywhere.
/// </summary>
internal sealed class PersonRecords
{
    /// <summary>Makes room for the records of some lists.</summary>
    public PersonRecords(int lists, int count)
    {
        FirstOf = new int[lists + 1];
        HasFamilyCards = new bool[lists];
        Rows = new PersonRow[count];
    }

    /// <summary>How many records there are.</summary>
    public int Count => Rows.Length;

    /// <summary>The first record of each list; one more entry than lists.</summary>
    public int[] FirstOf { get; }

    /// <summary>By list, whether it has a column of family cards.</summary>
    public bool[] HasFamilyCards { get; }

    /// <summary>The records.</summary>
    public PersonRow[] Rows { get; }

    /// <summary>How many families there are, over all lists.</summary>
    public int Families { get; set; }

    /// <summary>The distinct names of persons and heads.</summary>
    public NameIndex Names { get; } = new();

    /// <summary>The distinct names of streets.</summary>
    public NameIndex Streets { get; } = new();

    /// <summary>For each name, a hash of its words' phonetic keys in alphabetical order; 0 for the missing name.</summary>
    public ulong[] NamePhonetic { get; set; } = [];

    /// <summary>For each name, hashes of the phonetic keys of its first and second word; 0 where there is none.</summary>
    public (ulong First, ulong Second)[] WordPhonetic { get; set; } = [];

    /// <summary>Number of the relation that the head has to himself.</summary>
    public byte HeadRelation { get; set; }

    /// <summary>Number of the relation of a spouse.</summary>
    public byte SpouseRelation { get; set; }

    /// <summary>Number of the relation of a child.</summary>
    public byte ChildRelation { get; set; }
}
