using Npgsql;

namespace SatuPintu.Storage.Migrations;

/// <summary>How far a database is.</summary>
/// <param name="Done">The steps that have been run.</param>
/// <param name="Missing">The steps that are still to be run.</param>
public sealed record MigrationStatus(IReadOnlyList<DoneMigration> Done, IReadOnlyList<Migration> Missing);

/// <summary>A step that has been run.</summary>
/// <param name="Number">Its place.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Fingerprint">SHA-256 of the SQL that was run.</param>
/// <param name="At">When.</param>
public sealed record DoneMigration(int Number, string Name, byte[] Fingerprint, DateTime At);

/// <summary>Brings a database up to date, step by step, each in a transaction of its own. It runs under the role that owns the database, never under the service's.</summary>
public static class Migrator
{
    /// <summary>Runs the missing steps and stores the key by which contexts are checked.</summary>
    /// <returns>The steps that were run.</returns>
    /// <exception cref="UserError">The database is of another version of PostgreSQL or of the program, belongs to other keys, or a step failed.</exception>
    public static async Task<IReadOnlyList<Migration>> Migrate(NpgsqlDataSource owner, byte[] contextKey, Guid keyRing, CancellationToken cancellation = default)
    {
        await using var connection = await DatabaseErrors.Open(owner, cancellation);
        if (connection.PostgreSqlVersion.Major < 18) throw new UserError(ExitCode.Database, "database.version", ("version", connection.PostgreSqlVersion));
        // Two programs that start at once do not both migrate.
        await Run(connection, "select pg_advisory_lock($1)", cancellation, (long)Turn.Migration);
        await Run(connection, """
            create schema if not exists storage;
            """, cancellation);
        await Run(connection, """
            create table if not exists storage.migration (number int primary key, name text not null, fingerprint bytea not null, at timestamptz not null default transaction_timestamp())
            """, cancellation);
        var missing = (await Status(connection, cancellation)).Missing;
        foreach (var step in missing) await Run(connection, step, cancellation);
        await BindKeys(connection, contextKey, keyRing, cancellation);
        await Run(connection, "grant usage on schema storage to satupintu_service; grant select on storage.migration to satupintu_service", cancellation);
        await Run(connection, "select pg_advisory_unlock($1)", cancellation, (long)Turn.Migration);
        return missing;
    }

    /// <summary>How far a database is, asked under any role.</summary>
    /// <exception cref="UserError">It belongs to another version of the program.</exception>
    public static async Task<MigrationStatus> Status(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        await using var connection = await DatabaseErrors.Open(source, cancellation);
        return await Status(connection, cancellation);
    }

    private static async Task<MigrationStatus> Status(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var done = new List<DoneMigration>();
        await using (var exists = new NpgsqlCommand("select to_regclass('storage.migration') is not null", connection))
            if (await exists.ExecuteScalarAsync(cancellation) is not true) return new MigrationStatus([], Migration.All);
        await using var command = new NpgsqlCommand("select number, name, fingerprint, at from storage.migration order by number", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) done.Add(new DoneMigration(reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetDateTime(3)));
        foreach (var step in done)
        {
            if (step.Number > Migration.All.Count) throw new UserError(ExitCode.Database, "database.ahead", ("number", step.Number));
            if (!Migration.All[step.Number - 1].Fingerprint.AsSpan().SequenceEqual(step.Fingerprint)) throw new UserError(ExitCode.Database, "database.changed", ("number", step.Number));
        }
        return new MigrationStatus(done, [.. Migration.All.Skip(done.Count)]);
    }

    // Keys that were lost and made anew must not go unnoticed: what is sealed would stay so.
    private static async Task BindKeys(NpgsqlConnection connection, byte[] contextKey, Guid keyRing, CancellationToken cancellation)
    {
        await using (var command = new NpgsqlCommand("select ring from access.context_key", connection))
            if (await command.ExecuteScalarAsync(cancellation) is Guid bound && bound != keyRing) throw new UserError(ExitCode.Database, "database.other_keys", ("theirs", bound), ("ours", keyRing));
        await Run(connection, "insert into access.context_key (key, ring) values ($1, $2) on conflict (one) do update set key = excluded.key where access.context_key.key <> excluded.key", cancellation, contextKey, keyRing);
    }

    private static async Task Run(NpgsqlConnection connection, Migration step, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await Run(connection, step.Sql, cancellation);
        }
        catch (PostgresException e)
        {
            throw new UserError(ExitCode.Database, "database.migration_failed", e, ("number", step.Number), ("name", step.Name), ("detail", e.MessageText));
        }
        await Run(connection, "insert into storage.migration (number, name, fingerprint) values ($1, $2, $3)", cancellation, step.Number, step.Name, step.Fingerprint);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
