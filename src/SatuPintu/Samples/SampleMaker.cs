using SatuPintu.Regions;
using SatuPintu.Storage;

namespace SatuPintu.Samples;

/// <summary>What sample to make.</summary>
/// <param name="Folder">Where the lists go; made when missing.</param>
/// <param name="Seed">The same seed gives the same bytes.</param>
/// <param name="Regency">Code of the regency, 4 digits; 3672 (Kota Cilegon) has the published counts.</param>
/// <param name="Scale">Multiplies every count; 1 is the size of the regency.</param>
/// <param name="Noise">Multiplies every rate of errors; 0 is none, 1 as in real lists.</param>
public sealed record SampleRequest(string Folder, ulong Seed, string Regency = "3672", double Scale = 1, double Noise = 1);

/// <summary>A list that was made.</summary>
/// <param name="Source">Id of its source.</param>
/// <param name="File">Its file.</param>
/// <param name="Rows">How many records it has.</param>
public readonly record struct SampleList(string Source, string File, int Rows);

/// <summary>Makes lists like those of the agencies, with the truth beside them.</summary>
/// <remarks>
/// A population of families is made first, each with its own stream of chance, then drawn into the lists so that rows,
/// families and equal NIK by district are the published ones, then written as dirty as such lists are. Names, places, counts
/// and rates stand in the readable files beside this code. No row is a real person.
/// </remarks>
public static class SampleMaker
{
    /// <summary>Makes the sample.</summary>
    /// <returns>The lists and, last, the truth (<c>source,record_id,person_id,kecamatan</c>).</returns>
    /// <exception cref="UserError">There is no such regency, a number is out of range, or the folder cannot be written.</exception>
    public static IReadOnlyList<SampleList> Make(SampleRequest request, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        var areas = AreaCatalog.Official;
        if (areas.Find(request.Regency) is not { Level: AreaLevel.Regency } regency)
            throw new UserError(ExitCode.Usage, "sample.no_regency", ("regency", request.Regency));
        if (request.Scale is not (> 0 and <= 20)) throw new UserError(ExitCode.Usage, "sample.scale", ("scale", request.Scale));
        if (request.Noise is not (>= 0 and <= 20)) throw new UserError(ExitCode.Usage, "sample.noise", ("noise", request.Noise));

        progress?.Report(new StageProgress("sample", "", 0, 0));
        var workshop = new SampleWorkshop(areas, regency, request);
        var population = workshop.People(cancellation);
        Directory.CreateDirectory(request.Folder);
        var made = new List<SampleList>();
        var truth = Path.Combine(request.Folder, "truth.csv");
        using var rows = new CsvWriter(truth, "source", "record_id", "person_id", "kecamatan");
        foreach (var list in Enum.GetValues<ListKind>())
        {
            var source = list.ToString().ToLowerInvariant();
            var file = Path.Combine(request.Folder, source + ".csv");
            using (var stream = OwnerOnlyFile.Create(file)) workshop.Write(population, list, stream, rows, cancellation);
            made.Add(new SampleList(source, file, population.Lists[(int)list].Count));
        }
        made.Add(new SampleList("truth", truth, (int)rows.Rows));
        return made;
    }
}

/// <summary>Everything a sample is made with.</summary>
internal sealed class SampleWorkshop
{
    private readonly AreaCatalog areas;
    private readonly Structure structure;
    private readonly System.Text.Json.JsonElement noise, names;
    private readonly PlaceMaker places;
    private readonly NameMaker nameMaker;
    private readonly FamilyMaker families;
    private readonly SampleRequest request;
    private readonly DateOnly asOf;

    internal SampleWorkshop(AreaCatalog areas, Area regency, SampleRequest request)
    {
        this.areas = areas;
        this.request = request;
        noise = SampleData.Read("noise.json");
        names = SampleData.Read("names.json");
        var placeData = SampleData.Read("places.json");
        asOf = DateOnly.ParseExact(noise.GetProperty("as_of").GetString()!, "yyyy-MM-dd");
        structure = SampleData.StructureOf(noise);
        places = new PlaceMaker(placeData, request.Seed);
        nameMaker = new NameMaker(names, regency.Parent!.Code);
        families = new FamilyMaker(nameMaker, new NumberMaker(), new OriginMaker(placeData, areas, regency), structure, asOf);
        Counts = SampleCounts.Of(regency, areas, request.Scale);
    }

    /// <summary>The counts asked for.</summary>
    internal IReadOnlyList<DistrictCounts> Counts { get; }

    /// <summary>Makes the people and fills the lists.</summary>
    internal Population People(CancellationToken cancellation)
    {
        var population = new Population();
        var makers = new Makers(families, places, structure, areas, request.Seed);
        foreach (var counts in Counts)
        {
            cancellation.ThrowIfCancellationRequested();
            var district = new DistrictMaker(makers, counts);
            population.Families.AddRange(district.Make());
            population.NikCoverage.Add(counts.District.Code, district.NikCoverage);
        }
        new ListMaker(places, structure, areas, request.Seed).Fill(population, Counts);
        population.SetNik((list, entry) => Clerk(list).Nik(entry, population.NikCoverage[entry.Person.Family.Home.District.Code]));
        return population;
    }

    /// <summary>Writes one list and its part of the truth.</summary>
    internal void Write(Population population, ListKind list, Stream stream, CsvWriter truth, CancellationToken cancellation)
    {
        var source = list.ToString().ToLowerInvariant();
        var clerk = Clerk(list);
        using var file = ListRows.Open(list, stream);
        var entries = population.Lists[(int)list];
        for (var row = 0; row < entries.Count; row++)
        {
            if (row % 4096 == 0) cancellation.ThrowIfCancellationRequested();
            clerk.Turn(entries[row]);
            var id = ListRows.Id(list, row);
            ListRows.Write(list, file, clerk, id, population.Nik[(int)list][row], asOf);
            truth.Field(source);
            truth.Field(id);
            truth.Field($"p{entries[row].Person.Id}");
            truth.Field(clerk.PublishedDistrict);
            truth.EndRow();
        }
    }

    private readonly Dictionary<ListKind, Clerk> clerks = [];

    private Clerk Clerk(ListKind list)
    {
        if (clerks.TryGetValue(list, out var clerk)) return clerk;
        var model = new NoiseModel(noise, list.ToString().ToLowerInvariant(), request.Noise);
        var errors = new NameErrors(names, (chance, male) => nameMaker.Make(chance, nameMaker.Group(chance), male, chance.From(1950, 2015), null));
        clerk = new Clerk(list, model, errors, places, areas, structure, request.Seed);
        clerks.Add(list, clerk);
        return clerk;
    }
}
