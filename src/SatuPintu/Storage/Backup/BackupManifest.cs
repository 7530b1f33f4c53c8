using System.Text.Json.Serialization;

namespace SatuPintu.Storage.Backup;

/// <summary>What a backup holds; the entry <c>manifest.json</c>, which is written last.</summary>
/// <param name="Format">The version of this layout.</param>
/// <param name="Program">The version of the program that wrote it.</param>
/// <param name="TakenAt">When; everything is as it was at this moment.</param>
/// <param name="Migration">The last migration of the database.</param>
/// <param name="KeyRing">The key ring without which sealed values stay sealed.</param>
/// <param name="AuditEntries">The length of the audit chain.</param>
/// <param name="AuditHash">Its last hash; empty where there is none.</param>
/// <param name="Tables">The tables.</param>
/// <param name="Files">The delivered files.</param>
internal sealed record BackupManifest(int Format, string Program, DateTimeOffset TakenAt, int Migration, Guid KeyRing, long AuditEntries, string AuditHash, IReadOnlyList<BackupPart> Tables, IReadOnlyList<BackupPart> Files)
{
    /// <summary>The layout that this program writes.</summary>
    public const int Written = 1;

    /// <summary>Its name in the archive.</summary>
    public const string EntryName = "manifest.json";
}

/// <summary>One part of a backup.</summary>
/// <param name="Name">The table or file.</param>
/// <param name="Rows">Rows; 0 for a file.</param>
/// <param name="Bytes">Bytes as they stand outside the archive.</param>
/// <param name="Sha256">Their SHA-256.</param>
internal sealed record BackupPart(string Name, long Rows, long Bytes, string Sha256);

[JsonSerializable(typeof(BackupManifest))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class BackupJson : JsonSerializerContext;
