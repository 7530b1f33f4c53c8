using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace SatuPintu.Storage.Keys;

/// <summary>The file of a key ring: JSON with a form, a version, the keys and a sum that shows damage.</summary>
internal static class KeysFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = "keys.json";

    private const string Form = "satupintu-keys";
    private const int FormVersion = 1;
    private const int MaxBytes = 16 << 20;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="UserError">The file is missing, open to others, damaged, of another version or cannot be read.</exception>
    public static KeySet Read(string folder)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file)) throw Missing(folder, file);
        byte[] bytes = [];
        try
        {
            KeyFolder.RequireOwnerOnly(folder);
            KeyFolder.RequireOwnerOnly(file);
            if (new FileInfo(file).Length > MaxBytes) throw Damaged(file);
            bytes = File.ReadAllBytes(file);
            using var json = JsonDocument.Parse(bytes);
            return Read(json.RootElement, file);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(file);
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            throw KeyErrors.Reading(file, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Writes the keys, whole or not at all.</summary>
    /// <exception cref="UserError">The folder cannot be written or the disk is full.</exception>
    public static void Write(string folder, KeySet keys)
    {
        var file = Path.Combine(folder, Name);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) Write(json, keys);
        try
        {
            WholeFile.Replace(file, buffer.WrittenSpan);
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            throw KeyErrors.Writing(file, e);
        }
        finally
        {
            buffer.Clear();
        }
    }

    // A folder that may not be entered looks as if it were empty.
    private static UserError Missing(string folder, string file)
    {
        try
        {
            if (Directory.Exists(folder)) _ = Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (UnauthorizedAccessException e)
        {
            return KeyErrors.Reading(file, e);
        }
        return new UserError(ExitCode.Input, "keys.none", ("file", file), ("variable", KeyFolder.Variable));
    }

    private static UserError Damaged(string file) => new(ExitCode.Input, "keys.damaged", ("file", file));

    private static KeySet Read(JsonElement root, string file)
    {
        if (root.GetProperty("format").GetString() != Form) throw Damaged(file);
        var version = root.GetProperty("format_version").GetInt32();
        if (version != FormVersion) throw new UserError(ExitCode.Input, "keys.other_version", ("file", file), ("version", version));
        var keys = new KeySet(
            root.GetProperty("ring").GetGuid(), Numbered(root.GetProperty("data")), Numbered(root.GetProperty("index")),
            Key(root.GetProperty("context")), Key(root.GetProperty("audit")));
        // One changed character would make another key, and all written with it would be lost with that key.
        if (!CryptographicOperations.FixedTimeEquals(keys.Sum(), root.GetProperty("sum").GetBytesFromBase64())) throw Damaged(file);
        return keys;
    }

    private static ImmutableArray<NumberedKey> Numbered(JsonElement keys)
    {
        var all = keys.EnumerateArray().Select(k => new NumberedKey(k.GetProperty("version").GetInt32(), Key(k.GetProperty("key")))).ToImmutableArray();
        if (all.IsEmpty || all[0].Version < 1) throw new FormatException("No key.");
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i].Version <= all[i - 1].Version) throw new FormatException("Keys out of order.");
        }
        return all;
    }

    private static byte[] Key(JsonElement key) =>
        key.GetBytesFromBase64() is { Length: KeySet.KeySize } bytes ? bytes : throw new FormatException("A key of another size.");

    private static void Write(Utf8JsonWriter json, KeySet keys)
    {
        json.WriteStartObject();
        json.WriteString("format", Form);
        json.WriteNumber("format_version", FormVersion);
        json.WriteString("ring", keys.Ring);
        Numbered(json, "data", keys.Data);
        Numbered(json, "index", keys.Index);
        json.WriteBase64String("context", keys.Context);
        json.WriteBase64String("audit", keys.Audit);
        json.WriteBase64String("sum", keys.Sum());
        json.WriteEndObject();
    }

    private static void Numbered(Utf8JsonWriter json, string name, ImmutableArray<NumberedKey> keys)
    {
        json.WriteStartArray(name);
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteNumber("version", key.Version);
            json.WriteBase64String("key", key.Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
