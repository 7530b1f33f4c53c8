using System.Text.Json;

namespace SatuPintu.Linking;

/// <summary>A file of an index and the records that are in it.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="First">The number of its first record.</param>
/// <param name="Count">How many it holds.</param>
internal sealed record IndexPart(string Name, int First, int Count);

/// <summary><c>index.json</c>: which files an index is made of. Replacing it is what makes a change stand.</summary>
/// <param name="Records">The file with most of the records.</param>
/// <param name="More">The files with what was added since, in order.</param>
internal sealed record IndexHead(IndexPart Records, IReadOnlyList<IndexPart> More)
{
    /// <summary>Its name.</summary>
    public const string Name = "index.json";

    private const string Format = "satupintu-linkage-index";
    private const int Version = 1;

    /// <summary>How many records there are.</summary>
    public int Count => Records.Count + More.Sum(m => m.Count);

    /// <summary>Writes the head.</summary>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, LinkModelFile.Readable);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("format_version", Version);
        json.WritePropertyName("records");
        Part(json, Records);
        json.WriteStartArray("more");
        foreach (var part in More) Part(json, part);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads the head of an index.</summary>
    /// <exception cref="UserError">The folder holds no index, or it is damaged or of another version.</exception>
    public static IndexHead Read(string folder)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file)) throw new UserError(ExitCode.Input, "linking.index.none", ("folder", folder), ("file", Name));
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            if (root.GetProperty("format").GetString() != Format) throw new UserError(ExitCode.Input, "linking.index.none", ("folder", folder), ("file", Name));
            var version = root.GetProperty("format_version").GetInt32();
            if (version != Version) throw new UserError(ExitCode.Input, "linking.index.version", ("file", file), ("version", version));
            var head = new IndexHead(Part(root.GetProperty("records")), [.. root.GetProperty("more").EnumerateArray().Select(Part)]);
            var next = 0;
            foreach (var part in (IndexPart[])[head.Records, .. head.More])
            {
                if (part.First != next || part.Count < 0 || part.Name != Path.GetFileName(part.Name) || part.Name.Length == 0) throw Damaged(file);
                next = checked(next + part.Count);
            }
            return head;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw Damaged(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.Input, "linking.index.unreadable", e, ("file", file), ("why", e.Message));
        }
    }

    /// <summary>That a file of an index is not as it was written.</summary>
    public static UserError Damaged(string file) => new(ExitCode.Input, "linking.index.damaged", ("file", file));

    private static void Part(Utf8JsonWriter json, IndexPart part)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Name);
        json.WriteNumber("first", part.First);
        json.WriteNumber("count", part.Count);
        json.WriteEndObject();
    }

    private static IndexPart Part(JsonElement part) => new(part.GetProperty("name").GetString() ?? "", part.GetProperty("first").GetInt32(), part.GetProperty("count").GetInt32());
}
