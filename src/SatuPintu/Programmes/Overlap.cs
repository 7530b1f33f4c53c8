using SatuPintu.People;
using SatuPintu.Regions;
using SatuPintu.Sources;

namespace SatuPintu.Programmes;

/// <summary>What two lists share in one area.</summary>
/// <param name="AreaCode">Code of the district (6 digits) or of the whole regency (4 digits); empty for records elsewhere or nowhere known.</param>
/// <param name="AreaName">Official name of the area; empty without a code.</param>
/// <param name="ListA">Index of the first list.</param>
/// <param name="ListB">Index of the second list.</param>
/// <param name="RecordsA">Records of the first list in the area, usable or not.</param>
/// <param name="RecordsB">Records of the second list in the area, usable or not.</param>
/// <param name="OverlapNik">Different NIK that stand in both lists.</param>
/// <param name="OverlapLinked">Persons with records in both lists.</param>
public sealed record OverlapRow(string AreaCode, string AreaName, int ListA, int ListB, int RecordsA, int RecordsB, int OverlapNik, int OverlapLinked)
{
    /// <summary>Whether the row is the sum of a regency.</summary>
    public bool IsRegency => AreaCode.Length == 4;
}

/// <summary>Counts what each pair of lists shares, by district, as the published tables of overlap do, and by linked persons.</summary>
/// <remarks>
/// <para>For each pair: the districts of a regency in the order of their codes, then the regency, then the next regency; then, if there
/// is anything to count, a row without a code for records that lie elsewhere or whose district is not known.</para>
/// <para>A NIK or person that both lists have counts in the district where the first list has it (its first record with a known
/// district), else where the second list has it. So the districts of a regency add up to the regency.</para>
/// <para>Regencies get rows of their own when at least one in a hundred located records lies there; the rest is elsewhere.</para>
/// </remarks>
public sealed class Overlap
{
    private const int Unknown = -1;
    private const int Elsewhere = 0;
    private const double SmallestShare = 0.01;

    private readonly IReadOnlyList<StandardTable> lists;
    private readonly GoldenPersons persons;
    private readonly AreaPlaces places;
    private readonly int areas;

    private Overlap(GoldenPersons persons, AreaCatalog catalog)
    {
        this.persons = persons;
        lists = persons.Linked.Lists;
        places = AreaPlaces.Of(persons, catalog, SmallestShare);
        areas = places.Districts.Count + 1;
    }

    /// <summary>Counts the overlap of every pair of lists, in the order the lists were given.</summary>
    public static IReadOnlyList<OverlapRow> Count(GoldenPersons persons, AreaCatalog catalog, CancellationToken cancellation = default)
    {
        var overlap = new Overlap(persons, catalog);
        var pairs = new List<(int A, int B)>();
        for (var a = 0; a < overlap.lists.Count; a++)
            for (var b = a + 1; b < overlap.lists.Count; b++) pairs.Add((a, b));
        if (pairs.Count == 0) return [];

        var records = overlap.Records();
        int[][] nik = [], linked = [];
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = cancellation },
            () => nik = overlap.ByNik(pairs),
            () => linked = overlap.ByPerson(pairs));
        var rows = new List<OverlapRow>();
        for (var p = 0; p < pairs.Count; p++) overlap.AddRows(rows, pairs[p], records, nik[p], linked[p]);
        return rows;
    }

    private int[][] Records()
    {
        var counts = new int[lists.Count][];
        for (var list = 0; list < lists.Count; list++)
        {
            counts[list] = new int[areas];
            for (var row = 0; row < lists[list].RowCount; row++)
                counts[list][Math.Max(Elsewhere, places[new RecordRef(list, row)])]++;
        }
        return counts;
    }

    private int[][] ByNik(List<(int A, int B)> pairs)
    {
        var pool = persons.Nik;
        var sound = SoundNik.Of(persons);
        // For each list and NIK the area of its first record with a known one, kept two up so that 0 means "not in the list".
        var area = new int[lists.Count][];
        for (var list = 0; list < lists.Count; list++)
        {
            var first = area[list] = new int[pool.Values.Length];
            if (!pool.CarriedBy(list)) continue;
            for (var row = 0; row < lists[list].RowCount; row++)
            {
                var record = new RecordRef(list, row);
                var code = pool[record];
                if (code == 0 || first[code] > Unknown + 2 || !sound[record]) continue;
                first[code] = places[record] + 2;
            }
        }
        var counts = new int[pairs.Count][];
        for (var p = 0; p < pairs.Count; p++)
        {
            counts[p] = new int[areas];
            var (a, b) = (area[pairs[p].A], area[pairs[p].B]);
            for (var code = 1; code < a.Length; code++)
                if (a[code] != 0 && b[code] != 0) counts[p][Attributed(a[code] - 2, b[code] - 2)]++;
        }
        return counts;
    }

    private int[][] ByPerson(List<(int A, int B)> pairs)
    {
        var numberOf = new int[lists.Count, lists.Count];
        for (var p = 0; p < pairs.Count; p++) numberOf[pairs[p].A, pairs[p].B] = p;
        var counts = pairs.ConvertAll(_ => new int[areas]);
        Span<int> area = stackalloc int[lists.Count];
        for (var entity = 0; entity < persons.Count; entity++)
        {
            var members = persons.Linked.Members(entity);
            if (members.Length == 1) continue;
            area.Fill(Unknown);
            foreach (var member in members)
                if (area[member.List] == Unknown) area[member.List] = places[member];
            var isIn = persons.InLists[entity];
            for (var a = 0; a < lists.Count; a++)
            {
                if ((isIn >> a & 1) == 0) continue;
                for (var b = a + 1; b < lists.Count; b++)
                    if ((isIn >> b & 1) != 0) counts[numberOf[a, b]][Attributed(area[a], area[b])]++;
            }
        }
        return counts.ToArray();
    }

    private static int Attributed(int inA, int inB) => Math.Max(Elsewhere, inA == Unknown ? inB : inA);

    private void AddRows(List<OverlapRow> rows, (int A, int B) pair, int[][] records, int[] nik, int[] linked)
    {
        var (a, b) = pair;
        for (var start = 0; start < places.Districts.Count;)
        {
            var regency = places.Districts[start].Code[..4];
            var end = start;
            var total = new OverlapRow(regency, places.RegencyName(regency), a, b, 0, 0, 0, 0);
            for (; end < places.Districts.Count && places.Districts[end].Code.StartsWith(regency, StringComparison.Ordinal); end++)
            {
                var row = Row(end + 1, places.Districts[end].Code, places.Districts[end].Name);
                rows.Add(row);
                total = total with
                {
                    RecordsA = total.RecordsA + row.RecordsA,
                    RecordsB = total.RecordsB + row.RecordsB,
                    OverlapNik = total.OverlapNik + row.OverlapNik,
                    OverlapLinked = total.OverlapLinked + row.OverlapLinked,
                };
            }
            rows.Add(total);
            start = end;
        }
        var elsewhere = Row(Elsewhere, "", "");
        if (elsewhere is not { RecordsA: 0, RecordsB: 0, OverlapNik: 0, OverlapLinked: 0 }) rows.Add(elsewhere);

        OverlapRow Row(int area, string code, string name) => new(code, name, a, b, records[a][area], records[b][area], nik[area], linked[area]);
    }
}
