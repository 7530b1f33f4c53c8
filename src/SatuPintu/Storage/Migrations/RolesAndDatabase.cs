using Npgsql;

namespace SatuPintu.Storage.Migrations;

/// <summary>Makes what a fresh server lacks: the role that owns the registry, the role of the service, which owns nothing, and the database.</summary>
public static class RolesAndDatabase
{
    /// <summary>The role under which migrations run.</summary>
    public const string Owner = "satupintu_owner";

    /// <summary>The role of the service.</summary>
    public const string Service = "satupintu_service";

    /// <summary>Makes roles and database where they are missing, and sets the passwords.</summary>
    /// <param name="administrator">A connection that may create roles and databases.</param>
    /// <param name="database">The name of the database.</param>
    /// <param name="ownerPassword">Password of <see cref="Owner"/>.</param>
    /// <param name="servicePassword">Password of <see cref="Service"/>.</param>
    /// <param name="cancellation">Stops between statements.</param>
    public static async Task Make(NpgsqlDataSource administrator, string database, string ownerPassword, string servicePassword, CancellationToken cancellation = default)
    {
        await using var connection = await DatabaseErrors.Open(administrator, cancellation);
        await Role(connection, Owner, ownerPassword, cancellation);
        await Role(connection, Service, servicePassword, cancellation);
        if (await Exists(connection, "select exists (select from pg_database where datname = $1)", database, cancellation)) return;
        await Run(connection, $"create database {Quoted(database)} owner {Owner} template template0", cancellation);
        await Run(connection, $"revoke all on database {Quoted(database)} from public; grant connect, temporary on database {Quoted(database)} to {Service}", cancellation);
    }

    private static async Task Role(NpgsqlConnection connection, string role, string password, CancellationToken cancellation)
    {
        var verb = await Exists(connection, "select exists (select from pg_roles where rolname = $1)", role, cancellation) ? "alter" : "create";
        await Run(connection, $"{verb} role {role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '{password.Replace("'", "''", StringComparison.Ordinal)}'", cancellation);
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, string sql, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = name } } };
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
