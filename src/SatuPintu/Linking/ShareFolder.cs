using System.Text.Json;
using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking;

/// <summary>A file that a share was made of.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
internal sealed record ShareInput(string Path, string Sha256)
{
    /// <summary>Takes the identity of a file.</summary>
    public static ShareInput Of(string path) => new(System.IO.Path.GetFullPath(path), InputFile.Of("", path).Sha256);

    /// <summary>Fails where the file is gone or another one.</summary>
    public void Require()
    {
        if (!File.Exists(Path)) throw new UserError(ExitCode.Input, "linking.share_list_gone", ("file", Path));
        if (InputFile.Of("", Path).Sha256 != Sha256) throw new UserError(ExitCode.Input, "linking.share_list_changed", ("file", Path));
    }
}

/// <summary>The folder of one share: its pairs, and in <c>summary.json</c> what they were made of.</summary>
/// <param name="Folder">The folder, as a full path.</param>
/// <param name="Number">Which share, from 1.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Linkage">Tells the linkage from any other.</param>
/// <param name="Command">What was asked for.</param>
/// <param name="Files">The files it was made of.</param>
internal sealed record ShareFolder(string Folder, int Number, int Of, string Linkage, LinkCommand Command, IReadOnlyList<ShareInput> Files)
{
    /// <summary>The name of the pairs.</summary>
    public const string PairsName = "share.bin";

    private const string CommandName = "share";

    /// <summary>Folders as they are named, <c>*</c> and <c>?</c> in the last part of the path standing for all that are there.</summary>
    public static IEnumerable<string> Expand(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            var name = Path.GetFileName(full);
            if (Directory.Exists(full) || name.IndexOfAny(['*', '?']) < 0)
            {
                yield return full;
                continue;
            }
            var parent = Path.GetDirectoryName(full)!;
            // Hidden folders are those of runs that are not over.
            var found = Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, name).Where(f => Path.GetFileName(f)[0] != '.').Order(StringComparer.Ordinal).ToList() : [];
            if (found.Count == 0) throw new UserError(ExitCode.Input, "linking.share_none", ("folders", folder));
            foreach (var one in found) yield return one;
        }
    }

    /// <summary>Reads what a folder says of its share.</summary>
    /// <exception cref="UserError">It is no share.</exception>
    public static ShareFolder Read(string folder)
    {
        var file = Path.Combine(folder, SummaryFile.Name);
        if (!File.Exists(file) || !File.Exists(Path.Combine(folder, PairsName))) throw NoShare(folder);
        var root = JsonPlace.Read(file).Value;
        try
        {
            if (root.GetProperty("command").GetString() != CommandName) throw NoShare(folder);
            if (root.GetProperty("version").GetString() is var version && version != ProgramVersion.Number)
                throw new UserError(ExitCode.Input, "linking.share_version", ("folder", folder), ("version", version), ("program", ProgramVersion.Number));
            var share = root.GetProperty("share");
            var request = root.GetProperty("request");
            var command = new LinkCommand
            {
                Left = Text("left")!,
                Right = Text("right"),
                Settings = Text("settings"),
                Model = Text("model"),
                Labels = Text("labels"),
                ReviewAt = Number("review_at"),
                MatchAt = Number("match_at"),
                ShowValues = request.GetProperty("show_values").GetBoolean(),
                Out = folder,
            };
            return new ShareFolder(folder, share.GetProperty("number").GetInt32(), share.GetProperty("of").GetInt32(), share.GetProperty("linkage").GetString()!, command,
                [.. root.GetProperty("made_of").EnumerateArray().Select(f => new ShareInput(f.GetProperty("path").GetString()!, f.GetProperty("sha256").GetString()!))]);

            string? Text(string name) => request.GetProperty(name).GetString();
            double? Number(string name) => request.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw NoShare(folder);
        }
    }

    /// <summary>Reads the pairs.</summary>
    /// <exception cref="UserError">They are not whole.</exception>
    public SharePairs Pairs()
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(Folder, PairsName));
            return SharePairs.Read(stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.Input, "linking.share_torn", e, ("file", Path.Combine(Folder, PairsName)), ("share", $"{Number}/{Of}"));
        }
    }

    /// <summary>Writes what a share was made of.</summary>
    public static void WriteSummary(Stream stream, LinkCommand command, SharePairs pairs, IReadOnlyList<LinkInput> inputs, IReadOnlyList<(string Name, long Bytes)> files, StageClock clock)
    {
        using var json = new Utf8JsonWriter(stream, LinkModelFile.Readable);
        SummaryParts.Begin(json, CommandName);
        json.WriteStartObject("share");
        json.WriteNumber("number", pairs.Share.Number);
        json.WriteNumber("of", pairs.Share.Of);
        json.WriteString("linkage", pairs.Linkage);
        json.WriteNumber("compared_pairs", pairs.Compared);
        json.WriteNumber("pairs", pairs.Count);
        json.WriteEndObject();
        json.WriteStartObject("request");
        Path("left", command.Left);
        Path("right", command.Right);
        Path("settings", command.Settings);
        Path("model", command.Model);
        Path("labels", command.Labels);
        Number("review_at", command.ReviewAt);
        Number("match_at", command.MatchAt);
        json.WriteBoolean("show_values", command.ShowValues);
        json.WriteEndObject();
        json.WriteStartArray("made_of");
        foreach (var input in inputs.Select(i => new ShareInput(i.Path, i.Sha256)).Concat(new[] { command.Settings, command.Model, command.Labels }.OfType<string>().Select(ShareInput.Of)))
        {
            json.WriteStartObject();
            json.WriteString("path", input.Path);
            json.WriteString("sha256", input.Sha256);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        SummaryParts.Files(json, files);
        SummaryParts.End(json, clock.Seconds);

        void Path(string name, string? path) => json.WriteString(name, path is null ? null : System.IO.Path.GetFullPath(path));

        void Number(string name, double? number)
        {
            if (number is { } value) json.WriteNumber(name, value);
            else json.WriteNull(name);
        }
    }

    private static UserError NoShare(string folder) => new(ExitCode.Input, "linking.no_share", ("folder", folder), ("missing", $"{SummaryFile.Name}, {PairsName}"));
}
