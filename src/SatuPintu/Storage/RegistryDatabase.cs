using Npgsql;
using SatuPintu.Access;

namespace SatuPintu.Storage;

/// <summary>
/// The registry's database, as the service uses it: one transaction for one piece of work, in the name of one actor. Reading for analysis goes to a
/// standby where the connection string names several hosts.
/// </summary>
public sealed class RegistryDatabase : IAsyncDisposable
{
    private const int WriteBuffer = 128 << 10;
    private readonly NpgsqlMultiHostDataSource hosts;
    private readonly NpgsqlDataSource primary;
    private readonly NpgsqlDataSource standby;
    private readonly SignedContext context;
    private readonly NpgsqlDataSource unpooled;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="connectionString">Of the service's role, which owns nothing.</param>
    /// <param name="contextKey">32 bytes by which contexts are signed; the database holds the same.</param>
    public RegistryDatabase(string connectionString, byte[] contextKey)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        // Thousands of rows go out in one statement; by 8 kB at a time, a third of a merge was spent on handing them over.
        builder.ConnectionStringBuilder.WriteBufferSize = WriteBuffer;
        builder.ConnectionStringBuilder.ApplicationName = "satupintu";
        // Whatever a transaction here sets or makes ends with it, so there is nothing to set back before the connection serves another.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        // A server that ended one connection is not away; it is asked again a second later, and not after ten.
        builder.ConnectionStringBuilder.HostRecheckSeconds = 1;
        hosts = builder.BuildMultiHost();
        // A connection that went back to a pool would keep its locks.
        builder.ConnectionStringBuilder.Pooling = false;
        unpooled = builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
        primary = hosts.WithTargetSession(TargetSessionAttributes.Primary);
        standby = hosts.WithTargetSession(TargetSessionAttributes.PreferStandby);
        context = new SignedContext(contextKey);
    }

    /// <summary>Does a piece of work in one transaction, which stands when the work ends and is undone when it fails.</summary>
    /// <exception cref="UserError">The database cannot be reached.</exception>
    public Task<T> In<T>(Actor actor, Func<RegistrySession, Task<T>> work, CancellationToken cancellation = default) => In(actor, Plans.Made, work, cancellation);

    /// <inheritdoc cref="In{T}(Actor, Func{RegistrySession, Task{T}}, CancellationToken)"/>
    public Task<T> In<T>(Actor actor, Plans plans, Func<RegistrySession, Task<T>> work, CancellationToken cancellation = default) => Within(primary, actor, work, readOnly: false, plans, cancellation);

    /// <inheritdoc cref="In{T}(Actor, Func{RegistrySession, Task{T}}, CancellationToken)"/>
    public Task In(Actor actor, Func<RegistrySession, Task> work, CancellationToken cancellation = default) => In(actor, async session =>
    {
        await work(session);
        return 0;
    }, cancellation);

    /// <summary>Reads in one snapshot: what is read in several steps belongs together.</summary>
    public Task<T> See<T>(Actor actor, Func<RegistrySession, Task<T>> work, CancellationToken cancellation = default) => Within(primary, actor, work, readOnly: true, Plans.Made, cancellation);

    /// <summary>Reads in one snapshot, on a standby where there is one; what was written a moment ago may not be there yet.</summary>
    public Task<T> Analyse<T>(Actor actor, Func<RegistrySession, Task<T>> work, CancellationToken cancellation = default) => Within(standby, actor, work, readOnly: true, Plans.Made, cancellation);

    /// <summary>Asks one thing of a few rows, as is done at every page: in one exchange with the server, of which a transaction of its own takes three, and by a plan that the server keeps.</summary>
    /// <exception cref="UserError">The database cannot be reached.</exception>
    internal async Task<List<T>> Ask<T>(Actor actor, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation = default, params object?[] parameters)
    {
        await using var connection = await DatabaseErrors.Open(primary, cancellation);
        return await DatabaseErrors.Within(async () =>
        {
            // What is sent together is one transaction, in which the context holds.
            await using var both = new NpgsqlBatch(connection);
            both.BatchCommands.Add(Command(RegistrySession.Beginning(Plans.Kept, readOnly: false), [SignedContext.Setting, context.For(actor, connection.ProcessID, DateTimeOffset.UtcNow)]));
            both.BatchCommands.Add(Command(sql, parameters));
            await both.PrepareAsync(cancellation);
            await using var reader = await both.ExecuteReaderAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
            return rows;
        });

        static NpgsqlBatchCommand Command(string sql, object?[] parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in parameters) command.Parameters.Add(RegistrySession.Parameter(parameter));
            return command;
        }
    }

    /// <summary>Takes a lock that no other program has; it is let go with what is returned, or with the program. Null where another has it.</summary>
    internal async Task<IAsyncDisposable?> TryLock(Turn turn, CancellationToken cancellation)
    {
        var connection = await DatabaseErrors.Open(unpooled, cancellation);
        try
        {
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new NpgsqlParameter { Value = (long)turn } } };
            if (await command.ExecuteScalarAsync(cancellation) is true) return new HeldLock(connection, turn);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Lets go of the connections that are kept for later: their server has ended.</summary>
    internal void Forget()
    {
        primary.Clear();
        standby.Clear();
        hosts.Clear();
    }

    /// <summary>How far the database is.</summary>
    internal Task<Migrations.MigrationStatus> Status(CancellationToken cancellation) => Migrations.Migrator.Status(primary, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await primary.DisposeAsync();
        await unpooled.DisposeAsync();
        await standby.DisposeAsync();
        await hosts.DisposeAsync();
    }

    /// <summary>A lock that this program has.</summary>
    private sealed class HeldLock(NpgsqlConnection connection, Turn turn) : IAsyncDisposable
    {
        // Let go of before the connection is closed: the server learns of a closed one some time later, and whoever asked in between would find the lock taken.
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new NpgsqlParameter { Value = (long)turn } } };
                try
                {
                    await command.ExecuteNonQueryAsync();
                }
                catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
                {
                    // The server has ended or ended the connection, and the lock with it.
                }
            }
        }
    }

    private async Task<T> Within<T>(NpgsqlDataSource source, Actor actor, Func<RegistrySession, Task<T>> work, bool readOnly, Plans plans, CancellationToken cancellation)
    {
        await using var connection = await DatabaseErrors.Open(source, cancellation);
        return await DatabaseErrors.Within(async () =>
        {
            await using var transaction = await connection.BeginTransactionAsync(readOnly ? System.Data.IsolationLevel.RepeatableRead : System.Data.IsolationLevel.ReadCommitted, cancellation);
            var session = new RegistrySession(connection, actor, plans);
            await session.Begin(context.For(actor, connection.ProcessID, DateTimeOffset.UtcNow), readOnly, cancellation);
            var result = await work(session);
            await transaction.CommitAsync(cancellation);
            return result;
        });
    }
}
