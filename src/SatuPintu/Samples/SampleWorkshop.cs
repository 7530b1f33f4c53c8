using System.Text.Json;
using SatuPintu.Regions;
using SatuPintu.Storage;

namespace SatuPintu.Samples;

/// <summary>Everything a sample is made with.</summary>
internal sealed class SampleWorkshop
{
    private readonly AreaCatalog areas;
    private readonly Structure structure;
    private readonly JsonElement noise, names;
    private readonly PlaceMaker places;
    private readonly NameMaker nameMaker;
    private readonly OriginMaker origins;
    private readonly HousingMaker housing;
    private readonly SampleRequest request;
    private readonly DateOnly asOf;
    private readonly Clerk[] clerks;

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
        (double, double)? centre = placeData.GetProperty("centres").TryGetProperty(regency.Code, out var c) ? (c[0].GetDouble(), c[1].GetDouble()) : null;
        origins = new OriginMaker(placeData, areas, regency);
        housing = new HousingMaker(centre);
        places.LayOut(areas.DistrictsOf(regency.Code).SelectMany(d => areas.VillagesOf(d.Code)));
        clerks = [.. Enum.GetValues<ListKind>().Select(MakeClerk)];
        Counts = SampleCounts.Of(regency, areas, request.Scale);
    }

    /// <summary>The counts asked for.</summary>
    internal IReadOnlyList<DistrictCounts> Counts { get; }

    /// <summary>Makes the people and fills the lists.</summary>
    internal Population People(CancellationToken cancellation)
    {
        var population = new Population();
        var made = new (List<Family> Families, double NikCoverage)[Counts.Count];
        Parallel.For(0, made.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var families = new FamilyMaker(nameMaker, new NumberMaker(), origins, housing, structure, asOf);
            var district = new DistrictMaker(new Makers(families, places, structure, areas, request.Seed), Counts[i]);
            made[i] = (district.Make(), district.NikCoverage);
        });
        for (var i = 0; i < made.Length; i++)
        {
            population.Families.AddRange(made[i].Families);
            population.NikCoverage.Add(Counts[i].District.Code, made[i].NikCoverage);
        }
        population.PartNik();
        new ListMaker(places, structure, areas, request.Seed).Fill(population, Counts);
        population.SetNik((list, entry) => clerks[(int)list].Nik(entry, list == ListKind.P3ke ? population.NikCoverage[entry.Person.Family.Home.District.Code] : 1));
        return population;
    }

    /// <summary>Writes one list and closes its file.</summary>
    /// <returns>How many records it has.</returns>
    internal int Write(Population population, ListKind list, Stream stream, CancellationToken cancellation)
    {
        var clerk = clerks[(int)list];
        using var file = ListRows.Open(list, stream);
        var entries = population.Lists[(int)list];
        for (var row = 0; row < entries.Count; row++)
        {
            if (row % 4096 == 0) cancellation.ThrowIfCancellationRequested();
            clerk.Turn(entries[row]);
            ListRows.Write(list, file, clerk, ListRows.Id(list, row), population.Nik[(int)list][row], asOf);
        }
        return entries.Count;
    }

    /// <summary>Writes who each record is, and closes the file.</summary>
    /// <returns>How many records there are in all.</returns>
    internal int WriteTruth(Population population, Stream stream, CancellationToken cancellation)
    {
        using var csv = new CsvWriter(stream, "source", "record_id", "person_id", "kecamatan");
        foreach (var list in Enum.GetValues<ListKind>())
        {
            var source = EncodedText.Of(list.ToString().ToLowerInvariant());
            var entries = population.Lists[(int)list];
            for (var row = 0; row < entries.Count; row++)
            {
                if (row % 4096 == 0) cancellation.ThrowIfCancellationRequested();
                var person = entries[row].Person;
                csv.Field(source);
                csv.Field(ListRows.Id(list, row));
                csv.Field($"p{person.Id}");
                csv.Field(places.Called(person.Family.HomeIn(list).District));
                csv.EndRow();
            }
        }
        return (int)csv.Rows;
    }

    private Clerk MakeClerk(ListKind list)
    {
        var model = new NoiseModel(noise, list.ToString().ToLowerInvariant(), request.Noise);
        var errors = new NameErrors(names, (chance, male) => nameMaker.Make(chance, nameMaker.Group(chance), male, chance.From(1950, 2015), null));
        return new Clerk(list, model, errors, places, areas, structure, request.Seed);
    }
}
