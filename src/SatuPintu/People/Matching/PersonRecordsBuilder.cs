using System.Text;
using SatuPintu.Linkage.Records;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.People.Matching;

/// <summary>Turns standard tables into the records that linkage compares.</summary>
internal sealed class PersonRecordsBuilder
{
    private static readonly string[] DwellingElements =
        [Elements.HomeOwnership, Elements.Roof, Elements.Floor, Elements.Wall, Elements.Lighting, Elements.CookingFuel];

    private const int FewestDwellingAttributes = 3;
    private readonly IReadOnlyList<StandardTable> lists;
    private readonly PersonRecords records;
    private readonly Dictionary<string, int>[] dwelling = [.. DwellingElements.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 })];

    private PersonRecordsBuilder(IReadOnlyList<StandardTable> lists, int usable)
    {
        this.lists = lists;
        records = new PersonRecords(lists.Count, usable);
    }

    /// <summary>Builds the records of some lists; rows flagged in <paramref name="unusable"/> take no part.</summary>
    public static PersonRecords Build(IReadOnlyList<StandardTable> lists, IReadOnlyList<bool[]> unusable, CancellationToken cancellation)
    {
        var builder = new PersonRecordsBuilder(lists, unusable.Sum(u => u.Count(flagged => !flagged)));
        for (var list = 0; list < lists.Count; list++)
        {
            cancellation.ThrowIfCancellationRequested();
            builder.Add(list, unusable[list]);
        }
        builder.records.HeadRelation = builder.records.Relations.Find("Kepala Keluarga"u8);
        IdentityRoles.Apply(builder.records);
        FamilyNumbers.Apply(builder.records);
        return builder.records;
    }

    private void Add(int list, bool[] unusable)
    {
        var table = lists[list];
        var next = records.FirstOf[list];
        for (var row = 0; row < table.RowCount; row++)
        {
            if (unusable[row]) continue;
            records.Rows[next].List = (byte)list;
            records.RowOf[next++] = row;
        }
        records.FirstOf[list + 1] = next;
        records.HasFamilyCards[list] = table[Elements.FamilyCard] is not null;

        FillNames(list, Elements.FullName, static (ref PersonRow row, int n) => row.Name = n);
        FillNames(list, Elements.HeadName, static (ref PersonRow row, int n) => row.Head = n);
        Fill(list, Elements.Street, v => Number(records.Streets, StreetName(v)), static (ref PersonRow row, int n) => row.Street = n);
        Fill(list, Elements.HouseNumber, v => Number(records.Houses, v), static (ref PersonRow row, int n) => row.House = n);
        Fill(list, Elements.Rt, SmallNumber, static (ref PersonRow row, int n) => row.Rt = (short)n);
        Fill(list, Elements.Rw, SmallNumber, static (ref PersonRow row, int n) => row.Rw = (short)n);
        Fill(list, Elements.DateOfBirth, DateNumber, static (ref PersonRow row, int n) => row.BirthDate = n);
        Fill(list, Elements.VillageCode, v => Number(records.Villages, v), static (ref PersonRow row, int n) => row.Village = n);
        Fill(list, Elements.Sex, v => Number(records.Sexes, v), static (ref PersonRow row, int n) => row.Sex = (byte)n);
        Fill(list, Elements.Relation, v => Number(records.Relations, v), static (ref PersonRow row, int n) => row.Relation = (byte)n);
        Fill(list, Elements.Nik, v => Identity(v, 16), static (ref PersonRow row, long n) => (row.Nik, row.NikWhole) = (n, n != 0));
        Fill(list, Elements.NikDamaged, FifteenDigits, static (ref PersonRow row, long n) => row.Nik = row.Nik == 0 ? n : row.Nik);
        Fill(list, Elements.FamilyCard, v => Identity(v, 16), static (ref PersonRow row, long n) => row.FamilyCard = n);
        FillDwellings(list);
    }

    private delegate void Setter<in T>(ref PersonRow row, T number);

    /// <summary>Sets a field of every record from the number of its value; each distinct value is turned into a number once.</summary>
    private void Fill<T>(int list, string element, Func<string, T> number, Setter<T> set)
    {
        if (lists[list][element] is not { } column) return;
        var values = column.Values;
        var numbers = new T[values.Length];
        for (var code = 1; code < values.Length; code++) numbers[code] = number(values[code]);
        Fill(list, column.Codes, numbers, set);
    }

    private void Fill<T>(int list, ReadOnlySpan<int> codes, T[] numberOfCode, Setter<T> set)
    {
        for (var r = records.FirstOf[list]; r < records.FirstOf[list + 1]; r++) set(ref records.Rows[r], numberOfCode[codes[records.RowOf[r]]]);
    }

    /// <summary>Takes names as standardisation parsed them, and parses those of a table that came without.</summary>
    private void FillNames(int list, string element, Setter<int> set)
    {
        if (lists[list].Names(element) is { } parsed)
        {
            var names = parsed.Names;
            var numbers = new int[names.Length];
            for (var code = 1; code < numbers.Length; code++) numbers[code] = Number(records.Names, string.Join(' ', names[code].Tokens));
            Fill(list, parsed.Codes, numbers, set);
        }
        else Fill(list, element, v => Number(records.Names, string.Join(' ', PersonNameReader.Read(v).Tokens)), set);
    }

    /// <summary>Dwellings are compared by all their attributes at once: which of them differ says less than how many do.</summary>
    private void FillDwellings(int list)
    {
        var columns = DwellingElements.Select(e => lists[list][e]).ToArray();
        if (columns.All(c => c is null)) return;
        var codes = columns.Select((c, i) => c is null ? [] : Codes(c.Values, dwelling[i])).ToArray();
        var numbers = new Dictionary<ulong, int>();
        for (var r = records.FirstOf[list]; r < records.FirstOf[list + 1]; r++)
        {
            ulong all = 0;
            for (var i = 0; i < columns.Length; i++)
                if (columns[i] is { } column) all |= (ulong)Math.Min(codes[i][column.Codes[records.RowOf[r]]], 255) << 8 * i;
            if (!numbers.TryGetValue(all, out var number)) numbers.Add(all, number = Number(records.Dwellings, Words(all)));
            records.Rows[r].Dwelling = number;
        }

        static int[] Codes(ReadOnlySpan<string> values, Dictionary<string, int> known)
        {
            var numbers = new int[values.Length];
            for (var code = 1; code < numbers.Length; code++)
                if (!known.TryGetValue(values[code], out numbers[code])) known.Add(values[code], numbers[code] = known.Count);
            return numbers;
        }
    }

    // A word for each attribute; digits keep them from being compared as words that may be misspelt.
    private static string Words(ulong attributes)
    {
        var words = Enumerable.Range(0, DwellingElements.Length).Select(i => (Place: i, Value: (int)(attributes >> 8 * i) & 255)).Where(a => a.Value != 0)
            .Select(a => $"{(char)('A' + a.Place)}{a.Value}").ToList();
        return words.Count < FewestDwellingAttributes ? "" : string.Join(' ', words);
    }

    private static int Number(ValueInterner values, string text) => values.Intern(Encoding.UTF8.GetBytes(text));

    // The kind of a street (JL, LINK, GG) is often left out or mistaken; the name after it is what identifies.
    private static string StreetName(string street) => AddressReader.Read(street).StreetName;

    private static int DateNumber(string iso) =>
        iso.Length == 10 ? int.Parse(iso.AsSpan(0, 4)) * 10000 + int.Parse(iso.AsSpan(5, 2)) * 100 + int.Parse(iso.AsSpan(8, 2)) : 0;

    private static int SmallNumber(string text) => int.TryParse(text, out var number) && number is > 0 and < 1000 ? number : 0;

    private static long Identity(string digits, int length) => digits.Length == length && long.TryParse(digits, out var number) ? number : 0;

    private static long FifteenDigits(string digits) => digits.Length is 15 or 16 && long.TryParse(digits.AsSpan(0, 15), out var number) ? number * 10 : 0;
}
