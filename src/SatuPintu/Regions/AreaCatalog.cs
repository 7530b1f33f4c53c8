using System.Text;

namespace SatuPintu.Regions;

/// <summary>
/// The official list of areas: 38 provinces, 514 regencies and cities, their districts, and every village with its code and name.
/// </summary>
/// <remarks>
/// The list comes from the package <c>idn-area-data</c> and is built in. Loading takes the three upper levels and an index of
/// villages by district; the villages of a district are made when first asked for. All members may be called from any thread.
/// </remarks>
public sealed class AreaCatalog
{
    private static readonly Lazy<AreaCatalog> Built = new(() => new AreaCatalog());

    private readonly Dictionary<string, Area> upper;
    private readonly Dictionary<string, Area>.AlternateLookup<ReadOnlySpan<char>> upperBySpan;
    private readonly Area[] provinces;
    private readonly Area[] regencies;
    private readonly Area[] districts;
    private readonly int[] regencyStart;
    private readonly int[] districtStart;
    private readonly byte[] villageFile;
    private readonly int[] villageStart;
    private readonly Area[]?[] villages;
    private readonly Lazy<Dictionary<string, FormerArea>> former = new(LoadFormer);

    private AreaCatalog()
    {
        provinces = Upper("areas/provinces.csv", AreaLevel.Province, null, out _);
        regencies = Upper("areas/regencies.csv", AreaLevel.Regency, provinces, out regencyStart);
        districts = Upper("areas/districts.csv", AreaLevel.District, regencies, out districtStart);
        upper = new Dictionary<string, Area>(provinces.Length + regencies.Length + districts.Length, StringComparer.Ordinal);
        foreach (var level in new[] { provinces, regencies, districts })
            foreach (var area in level)
                upper.Add(area.Code, area);
        upperBySpan = upper.GetAlternateLookup<ReadOnlySpan<char>>();
        villageFile = EmbeddedFile.Bytes("areas/villages.csv");
        (villageStart, VillageCount) = IndexVillages();
        villages = new Area[districts.Length][];
        Lookup = new AreaLookup(this);
    }

    /// <summary>The list built into the program.</summary>
    public static AreaCatalog Official => Built.Value;

    /// <summary>The provinces in the order of their codes.</summary>
    public IReadOnlyList<Area> Provinces => provinces;

    /// <summary>The regencies and cities in the order of their codes.</summary>
    public IReadOnlyList<Area> Regencies => regencies;

    /// <summary>The districts in the order of their codes.</summary>
    public IReadOnlyList<Area> Districts => districts;

    /// <summary>How many villages the list has.</summary>
    public int VillageCount { get; }

    /// <summary>The area of a code of 2, 4, 6 or 10 digits without dots; null when there is none.</summary>
    public Area? Find(ReadOnlySpan<char> code)
    {
        if (code.Length is 2 or 4 or 6) return upperBySpan.TryGetValue(code, out var area) ? area : null;
        if (code.Length != 10 || !upperBySpan.TryGetValue(code[..6], out var district)) return null;
        foreach (var village in VillagesIn(district))
            if (code.SequenceEqual(village.Code)) return village;
        return null;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{char})"/>
    public Area? Find(string code) => Find(code.AsSpan());

    /// <summary>The areas directly below the one of this code, in the order of codes; none for a village or an unknown code.</summary>
    public IReadOnlyList<Area> Children(string code) => Find(code) switch
    {
        { Level: AreaLevel.Province } province => new ArraySegment<Area>(regencies, regencyStart[province.Index], regencyStart[province.Index + 1] - regencyStart[province.Index]),
        { Level: AreaLevel.Regency } regency => new ArraySegment<Area>(districts, districtStart[regency.Index], districtStart[regency.Index + 1] - districtStart[regency.Index]),
        { Level: AreaLevel.District } district => VillagesIn(district),
        _ => [],
    };

    /// <summary>The districts of a regency (4 digits).</summary>
    public IReadOnlyList<Area> DistrictsOf(string regency) => Find(regency)?.Level == AreaLevel.Regency ? Children(regency) : [];

    /// <summary>The villages of a district (6 digits).</summary>
    public IReadOnlyList<Area> VillagesOf(string district) => Find(district)?.Level == AreaLevel.District ? Children(district) : [];

    /// <summary>Whether the official list has a district of these six digits.</summary>
    public bool HasDistrict(ReadOnlySpan<char> six) => six.Length == 6 && upperBySpan.ContainsKey(six);

    /// <inheritdoc cref="HasDistrict(ReadOnlySpan{char})"/>
    public bool HasDistrict(string six) => HasDistrict(six.AsSpan());

    /// <summary>What is known of the six digits a NIK or KK number starts with.</summary>
    /// <remarks>
    /// A number that the list does not have, but which is below the highest in its regency, belonged to a district that has left
    /// (Kabupaten Serang starts at 05, since 01 to 04 became Kota Serang and others); a NIK keeps the code it was issued under.
    /// </remarks>
    public AreaStanding DistrictExistedOrExists(ReadOnlySpan<char> six)
    {
        if (six.Length != 6 || six.ContainsAnyExceptInRange('0', '9')) return AreaStanding.Unknown;
        if (upperBySpan.ContainsKey(six)) return AreaStanding.Exists;
        var number = ((six[4] - '0') * 10) + six[5] - '0';
        if (upperBySpan.TryGetValue(six[..4], out var regency))
        {
            var highest = districts[districtStart[regency.Index + 1] - 1].Code;
            return number > 0 && number < ((highest[4] - '0') * 10) + highest[5] - '0' ? AreaStanding.Existed : AreaStanding.RegencyOnly;
        }
        return number > 0 && Former(six) is not null ? AreaStanding.Existed : AreaStanding.Unknown;
    }

    /// <inheritdoc cref="DistrictExistedOrExists(ReadOnlySpan{char})"/>
    public AreaStanding DistrictExistedOrExists(string six) => DistrictExistedOrExists(six.AsSpan());

    /// <summary>The former regency or province that a code of at least four digits starts with; null when there is none.</summary>
    public FormerArea? Former(ReadOnlySpan<char> code)
    {
        if (code.Length < 4) return null;
        var byCode = former.Value.GetAlternateLookup<ReadOnlySpan<char>>();
        return byCode.TryGetValue(code[..4], out var area) || byCode.TryGetValue(code[..2], out area) ? area : null;
    }

    /// <summary>All codes no longer given out, in the order of the file.</summary>
    public IReadOnlyCollection<FormerArea> FormerAreas => former.Value.Values;

    /// <summary>The names of the list, to look up.</summary>
    internal AreaLookup Lookup { get; }

    /// <summary>The districts of a regency as a span, for the resolver.</summary>
    internal ReadOnlySpan<Area> DistrictsIn(Area regency) =>
        districts.AsSpan(districtStart[regency.Index], districtStart[regency.Index + 1] - districtStart[regency.Index]);

    /// <summary>The regencies of a province as a span, for the resolver.</summary>
    internal ReadOnlySpan<Area> RegenciesIn(Area province) =>
        regencies.AsSpan(regencyStart[province.Index], regencyStart[province.Index + 1] - regencyStart[province.Index]);

    /// <summary>The villages of a district, made on first use.</summary>
    internal Area[] VillagesIn(Area district)
    {
        var made = Volatile.Read(ref villages[district.Index]);
        if (made is not null) return made;
        made = ReadVillages(district);
        return Interlocked.CompareExchange(ref villages[district.Index], made, null) ?? made;
    }

    private Area[] ReadVillages(Area district)
    {
        var made = new List<Area>();
        var rest = villageFile.AsSpan(villageStart[district.Index], villageStart[district.Index + 1] - villageStart[district.Index]);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var first = line.IndexOf((byte)',');
            var last = first + 1 + line[(first + 1)..].IndexOf((byte)',');
            var code = Encoding.ASCII.GetString(line[..first]).Replace(".", "", StringComparison.Ordinal);
            made.Add(new Area(code, AreaName.AsWritten(Encoding.UTF8.GetString(line[(last + 1)..])), AreaLevel.Village, district, made.Count));
        }
        return made.ToArray();
    }

    /// <summary>Finds where the villages of each district start; the file is in the order of codes, as the districts are.</summary>
    private (int[] Start, int Count) IndexVillages()
    {
        var starts = new int[districts.Length + 1];
        ReadOnlySpan<byte> file = villageFile;
        var at = file.IndexOf((byte)'\n') + 1;
        var district = -1;
        var count = 0;
        while (at < file.Length)
        {
            while (district < 0 || !StartsWith(file[at..], districts[district].Code))
            {
                if (++district == districts.Length) throw new InvalidDataException("areas/villages.csv is not in the order of areas/districts.csv.");
                starts[district] = at;
            }
            count++;
            var end = file[at..].IndexOf((byte)'\n');
            at = end < 0 ? file.Length : at + end + 1;
        }
        while (++district <= districts.Length) starts[district] = file.Length;
        return (starts, count);
    }

    /// <summary>Whether a line starts with a dotted code that reads as these six digits.</summary>
    private static bool StartsWith(ReadOnlySpan<byte> line, string six) =>
        line.Length > 8 && line[0] == six[0] && line[1] == six[1] && line[3] == six[2] && line[4] == six[3] && line[6] == six[4] && line[7] == six[5];

    private static Area[] Upper(string file, AreaLevel level, Area[]? parents, out int[] starts)
    {
        var records = EmbeddedFile.Records(file);
        var areas = new Area[records.Count];
        starts = new int[(parents?.Length ?? 0) + 1];
        var parent = -1;
        for (var i = 0; i < areas.Length; i++)
        {
            var code = records[i][0].Replace(".", "", StringComparison.Ordinal);
            while (parents is not null && (parent < 0 || !code.StartsWith(parents[parent].Code, StringComparison.Ordinal)))
            {
                if (++parent == parents.Length) throw new InvalidDataException($"{file} is not in the order of codes at {code}.");
                starts[parent] = i;
            }
            var name = level == AreaLevel.District ? AreaName.AsWritten(records[i][^1]) : AreaName.FromCapitals(records[i][^1]);
            areas[i] = new Area(code, name, level, parents?[parent], i);
        }
        while (parents is not null && ++parent <= parents.Length) starts[parent] = areas.Length;
        return areas;
    }

    private static Dictionary<string, FormerArea> LoadFormer()
    {
        const string File = "Regions/former-areas.csv";
        var all = new Dictionary<string, FormerArea>(StringComparer.Ordinal);
        foreach (var f in EmbeddedFile.Records(File))
        {
            if (f[0].Length is not (2 or 4) || f[0].AsSpan().ContainsAnyExceptInRange('0', '9') || f[1].Length == 0)
                throw new InvalidDataException($"{File}: '{f[0]}' is not a code of 2 or 4 digits with a name.");
            all.Add(f[0], new FormerArea(f[0], f[1], f[2], f[3], f[4]));
        }
        return all;
    }
}
