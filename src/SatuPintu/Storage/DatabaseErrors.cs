using System.Net.Sockets;
using Npgsql;

namespace SatuPintu.Storage;

/// <summary>Says in the user's language what is wrong with a database.</summary>
internal static class DatabaseErrors
{
    /// <summary>Opens a connection.</summary>
    /// <exception cref="UserError">It cannot be had.</exception>
    public static async Task<NpgsqlConnection> Open(NpgsqlDataSource source, CancellationToken cancellation)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellation);
        }
        catch (NpgsqlException e)
        {
            // Whatever else keeps a connection from being made: the server is not there.
            if ((Of(e) ?? (e is PostgresException ? null : new UserError(ExitCode.Database, "database.unreachable", e, ("detail", e.Message)))) is not { } error) throw;
            throw error;
        }
    }

    /// <summary>Does a piece of work and says what was wrong where it fails for the database's sake.</summary>
    /// <exception cref="UserError">The database is away, or its disk is full.</exception>
    public static async Task<T> Within<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException e)
        {
            if (Of(e) is not { } error) throw;
            throw error;
        }
    }

    /// <summary>What a failure to connect, or one in the midst of work, means to a user; null where it is a fault of ours.</summary>
    public static UserError? Of(NpgsqlException e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } p => new UserError(ExitCode.Database, "database.refused", ("detail", p.MessageText)),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } p => new UserError(ExitCode.Database, "database.none", ("detail", p.MessageText)),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => new UserError(ExitCode.Database, "database.full"),
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } p => new UserError(ExitCode.Database, "database.starting", ("detail", p.MessageText)),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } p => new UserError(ExitCode.Database, "database.disk_full", ("detail", p.MessageText)),
        { InnerException: SocketException or TimeoutException or IOException } => new UserError(ExitCode.Database, "database.unreachable", ("detail", e.InnerException.Message)),
        _ => null,
    };
}
