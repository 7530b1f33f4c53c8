using System.Data;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using SatuPintu.Storage.Migrations;

namespace SatuPintu.Storage.Backup;

/// <summary>
/// Takes a backup while the registry is at work: all tables as of one moment and the delivered files, in one archive. Identity numbers in it are
/// sealed as they are in the database; the keys are not in it and are backed up for themselves.
/// </summary>
public static class TakeBackup
{
    /// <summary>Writes the backup; under its name it is whole or not there.</summary>
    /// <returns>How many rows it holds.</returns>
    /// <exception cref="UserError">It cannot be written, or the database cannot be read.</exception>
    public static async Task<long> Run(Registry registry, string file, CancellationToken cancellation = default)
    {
        if (File.Exists(file)) throw new UserError(ExitCode.Output, "backup.exists", ("file", file));
        var part = file + ".part";
        try
        {
            long rows;
            await using (var stream = OwnerOnlyFile.Create(part))
            await using (var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
                rows = await Write(registry, archive, cancellation);
            File.Move(part, file);
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.Output, "backup.unwritable", e, ("file", file), ("why", e.Message));
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<long> Write(Registry registry, ZipArchive archive, CancellationToken cancellation)
    {
        await using var connection = await DatabaseErrors.Open(registry.NeedOwner(), cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var tables = new List<BackupPart>();
        foreach (var table in await BackupTables.InOrder(connection, cancellation))
        {
            var rows = await One<long>(connection, $"select count(*) from {table}", cancellation);
            await using var copy = await connection.BeginRawBinaryCopyAsync($"copy (select * from {table}) to stdout (format binary)", cancellation);
            tables.Add(await Add(archive, "tables/" + table, copy, rows, cancellation));
        }
        var files = new List<BackupPart>();
        var folder = Path.Combine(registry.Place.Data, RegistryPlace.Deliveries);
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                await using var stream = File.OpenRead(path);
                files.Add(await Add(archive, RegistryPlace.Deliveries + "/" + Path.GetRelativePath(folder, path), stream, 0, cancellation));
            }
        }
        var manifest = new BackupManifest(BackupManifest.Written, ProgramVersion.Number, new DateTimeOffset(await One<DateTime>(connection, "select transaction_timestamp()", cancellation)), Migration.All.Count, registry.Keys.Id,
            await One<long>(connection, "select count(*) from audit.entry", cancellation), Convert.ToHexStringLower(await One<byte[]>(connection, "select hash from audit.entry order by number desc limit 1", cancellation) ?? []), tables, files);
        var entry = archive.CreateEntry(BackupManifest.EntryName);
        await using var writing = await entry.OpenAsync(cancellation);
        await JsonSerializer.SerializeAsync(writing, manifest, BackupJson.Default.BackupManifest, cancellation);
        return tables.Sum(t => t.Rows);
    }

    private static async Task<BackupPart> Add(ZipArchive archive, string name, Stream content, long rows, CancellationToken cancellation)
    {
        await using var writing = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        var (bytes, sha256) = await Counted.Copy(content, writing, cancellation);
        return new BackupPart(name, rows, bytes, sha256);
    }

    private static async Task<T?> One<T>(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }
}
