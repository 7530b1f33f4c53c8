using SatuPintu.Linkage.Blocking;
using SatuPintu.Linkage.Comparisons;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.People.Matching;

/// <summary>Turns standard tables into the records that linkage compares.</summary>
internal sealed class PersonRecordsBuilder
{
    private static readonly string[] DwellingElements =
        [Elements.HomeOwnership, Elements.Roof, Elements.Floor, Elements.Wall, Elements.Lighting, Elements.CookingFuel];

    private readonly IReadOnlyList<StandardTable> lists;
    private readonly PersonRecords records;
    private readonly Dictionary<string, int> villages = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int> districts = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int> houses = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int> relations = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int>[] dwelling = [.. DwellingElements.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 })];

    private PersonRecordsBuilder(IReadOnlyList<StandardTable> lists)
    {
        this.lists = lists;
        records = new PersonRecords(lists.Count, lists.Sum(l => l.RowCount));
    }

    /// <summary>Builds the records of some lists.</summary>
    public static PersonRecords Build(IReadOnlyList<StandardTable> lists, IReadOnlyList<bool[]> unusable, CancellationToken cancellation)
    {
        var builder = new PersonRecordsBuilder(lists);
        for (var list = 0; list < lists.Count; list++)
        {
            cancellation.ThrowIfCancellationRequested();
            builder.Add(list, unusable[list]);
        }
        builder.Complete();
        return builder.records;
    }

    private void Add(int list, bool[] unusable)
    {
        var table = lists[list];
        var first = records.FirstOf[list];
        records.FirstOf[list + 1] = first + table.RowCount;
        records.HasFamilyCards[list] = table[Elements.FamilyCard] is not null;
        for (var row = 0; row < table.RowCount; row++)
        {
            records.Rows[first + row].List = (byte)list;
            records.Rows[first + row].Usable = !unusable[row];
        }
        FillNames(first, table, Elements.FullName, true, static (ref PersonRow row, int n) => row.Name = n);
        FillNames(first, table, Elements.HeadName, false, static (ref PersonRow row, int n) => row.Head = n);
        FillStreets(first, table[Elements.Street]);
        Fill(first, table[Elements.DateOfBirth], DateNumber, static (ref PersonRow row, int n) => row.BirthDate = n);
        Fill(first, table[Elements.VillageCode], v => Number(villages, v), static (ref PersonRow row, int n) => row.Village = n);
        Fill(first, table[Elements.DistrictCode], v => Number(districts, v), static (ref PersonRow row, int n) => row.District = (short)n);
        Fill(first, table[Elements.HouseNumber], v => Number(houses, v), static (ref PersonRow row, int n) => row.House = n);
        Fill(first, table[Elements.Rt], SmallNumber, static (ref PersonRow row, int n) => row.Rt = (short)n);
        Fill(first, table[Elements.Rw], SmallNumber, static (ref PersonRow row, int n) => row.Rw = (short)n);
        Fill(first, table[Elements.Sex], v => v == "L" ? 1 : v == "P" ? 2 : 0, static (ref PersonRow row, int n) => row.Sex = (byte)n);
        Fill(first, table[Elements.Relation], v => Number(relations, v), static (ref PersonRow row, int n) => row.Relation = (byte)n);
        for (var i = 0; i < DwellingElements.Length; i++)
        {
            int attribute = i, shift = 8 * i;
            Fill(first, table[DwellingElements[i]], v => Number(dwelling[attribute], v), (ref PersonRow row, int n) => row.Dwelling |= (ulong)Math.Min(n, 255) << shift);
        }
        Fill(first, table[Elements.Nik], v => Identity(v, 16), static (ref PersonRow row, long n) => (row.Nik, row.NikWhole) = (n, n != 0));
        Fill(first, table[Elements.NikDamaged], FifteenDigits, static (ref PersonRow row, long n) => row.Nik = row.Nik == 0 ? n : row.Nik);
        Fill(first, table[Elements.FamilyCard], v => Identity(v, 16), static (ref PersonRow row, long n) => row.FamilyCard = n);
    }

    private void Complete()
    {
        records.Names.Complete();
        records.Streets.Complete();
        records.HeadRelation = (byte)relations.GetValueOrDefault("Kepala Keluarga");
        records.SpouseRelation = (byte)relations.GetValueOrDefault("Istri");
        records.ChildRelation = (byte)relations.GetValueOrDefault("Anak");
        Phonetics();
        IdentityRoles.Apply(records);
        CommonDates.Mark(records);
        FamilyNumbers.Apply(records);
    }

    private void Phonetics()
    {
        var names = records.Names;
        records.NamePhonetic = new ulong[names.Count];
        records.WordPhonetic = new (ulong, ulong)[names.Count];
        for (var name = 1; name < names.Count; name++)
        {
            var words = names.Words(name).Select(word => NameKey.Of(word)).ToList();
            records.WordPhonetic[name] = (Hashing.Of(words[0]), words.Count > 1 ? Hashing.Of(words[1]) : 0);
            words.Sort(StringComparer.Ordinal);
            records.NamePhonetic[name] = words.Aggregate(7UL, (hash, word) => Hashing.Mix(hash, Hashing.Of(word)));
        }
    }

    private delegate void Setter<in T>(ref PersonRow row, T number);

    /// <summary>Sets a field of every row from the number of its value; each distinct value is turned into a number once.</summary>
    private void Fill<T>(int first, TextColumn? column, Func<string, T> number, Setter<T> set)
    {
        if (column is null) return;
        var values = column.Values;
        var numbers = new T[values.Length];
        for (var code = 1; code < values.Length; code++) numbers[code] = number(values[code]);
        Fill(first, column.Codes, numbers, set);
    }

    private void Fill<T>(int first, ReadOnlySpan<int> codes, T[] numberOfCode, Setter<T> set)
    {
        for (var row = 0; row < codes.Length; row++) set(ref records.Rows[first + row], numberOfCode[codes[row]]);
    }

    /// <summary>Takes names as standardisation parsed them, and parses those of a table that came without.</summary>
    private void FillNames(int first, StandardTable table, string element, bool counted, Setter<int> set)
    {
        if (table.Names(element) is { } parsed)
        {
            var names = parsed.Names.ToArray();
            Fill(first, parsed.Codes, Numbers(records.Names, names.Length, code => names[code].Tokens, counted ? parsed.Codes : []), set);
        }
        else if (table[element] is { } column)
        {
            var values = column.Values.ToArray();
            Fill(first, column.Codes, Numbers(records.Names, values.Length, code => PersonNameReader.Read(values[code]).Tokens, counted ? column.Codes : []), set);
        }
    }

    private void FillStreets(int first, TextColumn? column)
    {
        if (column is null) return;
        var values = column.Values.ToArray();
        Fill(first, column.Codes, Numbers(records.Streets, values.Length, code => StreetWords(values[code]), column.Codes), static (ref PersonRow row, int n) => row.Street = n);
    }

    /// <summary>The number in an index of each distinct name, counted by the rows that have it; the words are found on both cores.</summary>
    private static int[] Numbers(NameIndex index, int count, Func<int, IReadOnlyList<string>> wordsOf, ReadOnlySpan<int> counted)
    {
        var rows = new int[count];
        foreach (var code in counted) rows[code]++;
        var words = new IReadOnlyList<string>[count];
        Parallel.For(1, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, code => words[code] = wordsOf(code));
        var numbers = new int[count];
        for (var code = 1; code < count; code++) numbers[code] = index.Add(words[code], rows[code]);
        return numbers;
    }

    private static int Number(Dictionary<string, int> numbers, string value)
    {
        if (!numbers.TryGetValue(value, out var number)) numbers.Add(value, number = numbers.Count);
        return number;
    }

    // The kind of a street (JL, LINK, GG) is often left out or mistaken; the name after it is what identifies.
    private static string[] StreetWords(string street) =>
        AddressReader.Read(street).StreetName.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int DateNumber(string iso) =>
        iso.Length == 10 ? int.Parse(iso.AsSpan(0, 4)) * 10000 + int.Parse(iso.AsSpan(5, 2)) * 100 + int.Parse(iso.AsSpan(8, 2)) : 0;

    private static int SmallNumber(string text) => int.TryParse(text, out var number) && number is > 0 and < 1000 ? number : 0;

    private static long Identity(string digits, int length) => digits.Length == length && long.TryParse(digits, out var number) ? number : 0;

    private static long FifteenDigits(string digits) => digits.Length is 15 or 16 && long.TryParse(digits.AsSpan(0, 15), out var number) ? number * 10 : 0;
}
