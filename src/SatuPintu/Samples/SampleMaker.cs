using System.Text.Json;
using SatuPintu.Integration;
using SatuPintu.Regions;

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

        using var folder = OutputFolder.Open(request.Folder, overwrite: false);
        var workshop = new SampleWorkshop(areas, regency, request);
        progress?.Report(new StageProgress("sample_people", "", 0, 0));
        var population = workshop.People(cancellation);
        progress?.Report(new StageProgress("sample_write", "", 0, 0));

        // The lists do not depend on each other, nor the truth on how they are written.
        var lists = Enum.GetValues<ListKind>();
        var made = new SampleList[lists.Length + 1];
        Parallel.For(0, made.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var source = i < lists.Length ? lists[i].ToString().ToLowerInvariant() : "truth";
            folder.Write(source + ".csv", stream =>
                made[i] = new SampleList(source, Path.Combine(request.Folder, source + ".csv"), i < lists.Length ? workshop.Write(population, lists[i], stream, cancellation) : workshop.WriteTruth(population, stream, cancellation)));
        });
        folder.Write(SummaryFile.Name, stream => Summarise(stream, request, made, folder));
        folder.Commit();
        return made;
    }

    /// <summary>Says what the sample was made of; with it the folder is known as ours, and may be made anew.</summary>
    private static void Summarise(Stream stream, SampleRequest request, SampleList[] made, OutputFolder folder)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("program", SummaryFile.Program);
        json.WriteString("version", ProgramVersion.Number);
        json.WriteStartObject("sample");
        json.WriteNumber("seed", request.Seed);
        json.WriteString("regency", request.Regency);
        json.WriteNumber("scale", request.Scale);
        json.WriteNumber("noise", request.Noise);
        json.WriteEndObject();
        json.WriteStartArray("files");
        foreach (var list in made)
        {
            var name = list.Source + ".csv";
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("rows", list.Rows);
            json.WriteNumber("bytes", new FileInfo(Path.Combine(folder.Partial, name)).Length);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
