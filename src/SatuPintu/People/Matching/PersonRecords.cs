using System.Text;
using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Records;
using SatuPintu.Sources.Values;

namespace SatuPintu.People.Matching;

/// <summary>The usable records of all lists, one after the other.</summary>
internal sealed class PersonRecords
{
    private (ulong All, ulong First, ulong Last)[] sounds = [];

    public PersonRecords(int lists, int count)
    {
        FirstOf = new int[lists + 1];
        HasFamilyCards = new bool[lists];
        Rows = new PersonRow[count];
        RowOf = new int[count];
    }

    /// <summary>How many records there are.</summary>
    public int Count => Rows.Length;

    /// <summary>The first record of each list; one more entry than lists.</summary>
    public int[] FirstOf { get; }

    /// <summary>By record, its row in its list.</summary>
    public int[] RowOf { get; }

    /// <summary>By list, whether it has a column of family cards.</summary>
    public bool[] HasFamilyCards { get; }

    /// <summary>The records.</summary>
    public PersonRow[] Rows { get; }

    /// <summary>The distinct names of persons and heads, their words in canonical spelling.</summary>
    public ValueInterner Names { get; } = new(1 << 12);

    /// <summary>The distinct names of streets.</summary>
    public ValueInterner Streets { get; } = new(1 << 10);

    /// <summary>The distinct house numbers.</summary>
    public ValueInterner Houses { get; } = new(1 << 10);

    /// <summary>The distinct villages.</summary>
    public ValueInterner Villages { get; } = new();

    /// <summary>The distinct dwellings, by all their attributes.</summary>
    public ValueInterner Dwellings { get; } = new(1 << 10);

    /// <summary>The sexes.</summary>
    public ValueInterner Sexes { get; } = new();

    /// <summary>The relations to the head.</summary>
    public ValueInterner Relations { get; } = new();

    /// <summary>Number of the relation that the head has to himself; 0 where no list tells relations.</summary>
    public int HeadRelation { get; set; }

    /// <summary>A hash of how the words of a name sound, in any order.</summary>
    public ulong SoundOf(int name) => Sounds(name).All;

    /// <summary>A hash of how the first word of a name sounds.</summary>
    public ulong SoundOfFirst(int name) => Sounds(name).First;

    /// <summary>A hash of how the last word of a name sounds.</summary>
    public ulong SoundOfLast(int name) => Sounds(name).Last;

    private (ulong All, ulong First, ulong Last) Sounds(int name)
    {
        if (sounds.Length < Names.Count) sounds = new (ulong, ulong, ulong)[Names.Count];
        if (sounds[name].All != 0) return sounds[name];
        var words = Array.ConvertAll(Encoding.UTF8.GetString(Names[name]).Split(' '), word => NameKey.Of(word));
        return sounds[name] = (words.Order(StringComparer.Ordinal).Aggregate(7UL, (hash, word) => Hashing.Mix(hash, Hashing.Of(word))), Hashing.Of(words[0]), Hashing.Of(words[^1]));
    }

    /// <summary>The record at a place; negative where its row takes no part.</summary>
    public int Find(RecordRef place) => Array.BinarySearch(RowOf, FirstOf[place.List], FirstOf[place.List + 1] - FirstOf[place.List], place.Row);

    /// <summary>Where a record stands.</summary>
    public RecordRef Ref(int record) => new(Rows[record].List, RowOf[record]);
}
