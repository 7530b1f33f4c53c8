using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using SatuPintu.Storage.Migrations;

namespace SatuPintu.Storage.Backup;

/// <summary>Restores a backup into an empty registry: all of it or nothing.</summary>
public static class RestoreBackup
{
    /// <summary>Reads the backup through first, so that a damaged one changes nothing, and then restores it in one transaction.</summary>
    /// <returns>How many rows were restored.</returns>
    /// <exception cref="UserError">The backup or the registry is not fit for it.</exception>
    public static async Task<long> Run(Registry registry, string file, CancellationToken cancellation = default)
    {
        await using var archive = await Open(file, cancellation);
        var manifest = await Manifest(archive, file, cancellation);
        if (manifest.Migration != Migration.All.Count) throw new UserError(ExitCode.Input, "backup.other_version", ("theirs", manifest.Migration), ("ours", Migration.All.Count));
        if (manifest.KeyRing != registry.Keys.Id) throw new UserError(ExitCode.Input, "backup.other_keys", ("theirs", manifest.KeyRing), ("ours", registry.Keys.Id));
        foreach (var part in manifest.Tables.Concat(manifest.Files)) await Check(archive, part, file, cancellation);
        await registry.Migrate(cancellation);

        await using var connection = await DatabaseErrors.Open(registry.NeedOwner(), cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (var part in manifest.Tables) await RequireEmpty(connection, Table(part), cancellation);
        foreach (var part in manifest.Tables)
        {
            await using var from = await archive.GetEntry(part.Name)!.OpenAsync(cancellation);
            await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy {Table(part)} from stdin (format binary)", cancellation))
                await Counted.Copy(from, copy, cancellation);
            if (await Count(connection, Table(part), cancellation) != part.Rows) throw new UserError(ExitCode.Input, "backup.damaged", ("file", file), ("part", part.Name));
        }
        foreach (var part in manifest.Files) await Restore(archive, part, registry.Place.Data, cancellation);
        await transaction.CommitAsync(cancellation);
        return manifest.Tables.Sum(t => t.Rows);
    }

    private static string Table(BackupPart part) => part.Name["tables/".Length..];

    private static async Task<ZipArchive> Open(string file, CancellationToken cancellation)
    {
        try
        {
            return await ZipFile.OpenReadAsync(file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserError(ExitCode.Input, "backup.unreadable", e, ("file", file), ("why", e.Message));
        }
    }

    private static async Task<BackupManifest> Manifest(ZipArchive archive, string file, CancellationToken cancellation)
    {
        try
        {
            await using var reading = await (archive.GetEntry(BackupManifest.EntryName) ?? throw new JsonException()).OpenAsync(cancellation);
            var manifest = await JsonSerializer.DeserializeAsync(reading, BackupJson.Default.BackupManifest, cancellation);
            return manifest is { Format: BackupManifest.Written, Tables: not null, Files: not null } ? manifest : throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new UserError(ExitCode.Input, "backup.damaged", e, ("file", file), ("part", BackupManifest.EntryName));
        }
    }

    private static async Task Check(ZipArchive archive, BackupPart part, string file, CancellationToken cancellation)
    {
        var found = (Bytes: -1L, Sha256: "");
        try
        {
            if (archive.GetEntry(part.Name) is { } entry)
            {
                await using var reading = await entry.OpenAsync(cancellation);
                found = await Counted.Copy(reading, Stream.Null, cancellation);
            }
        }
        catch (InvalidDataException)
        {
            // What does not unpack is not what was packed.
        }
        if (found != (part.Bytes, part.Sha256)) throw new UserError(ExitCode.Input, "backup.damaged", ("file", file), ("part", part.Name));
    }

    private static async Task RequireEmpty(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        // The roles come with the migrations; they come again with the backup.
        if (table == "access.role")
        {
            await using var clear = new NpgsqlCommand("delete from access.role", connection);
            await clear.ExecuteNonQueryAsync(cancellation);
        }
        else if (await Count(connection, table, cancellation) > 0) throw new UserError(ExitCode.Database, "backup.not_empty", ("table", table));
    }

    private static async Task<long> Count(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Restore(ZipArchive archive, BackupPart part, string data, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(Path.Combine(data, part.Name));
        if (!target.StartsWith(Path.Combine(data, RegistryPlace.Deliveries) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new UserError(ExitCode.Input, "backup.damaged", ("file", ""), ("part", part.Name));
        Embedded.OwnerOnlyFolder.Create(Path.Combine(data, RegistryPlace.Deliveries));
        Embedded.OwnerOnlyFolder.Create(Path.GetDirectoryName(target)!);
        await using var from = await archive.GetEntry(part.Name)!.OpenAsync(cancellation);
        await using var to = OwnerOnlyFile.Create(target);
        await Counted.Copy(from, to, cancellation);
    }
}
