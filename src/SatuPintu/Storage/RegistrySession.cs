using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Access;

namespace SatuPintu.Storage;

/// <summary>How the database plans what it is asked.</summary>
public enum Plans
{
    /// <summary>Each statement anew, for what it is asked for.</summary>
    Made,
    /// <summary>Once a connection, for statements that are asked all day and of a few rows each.</summary>
    /// <remarks>
    /// To plan such a statement, with the policies of its tables, takes longer than to carry it out. A kept plan does not know what it is asked for, so this is not
    /// for statements that are better carried out one way for few rows and another for many.
    /// </remarks>
    Kept,
}

/// <summary>One transaction in the name of one actor.</summary>
public sealed class RegistrySession
{
    private readonly Plans plans;

    internal RegistrySession(NpgsqlConnection connection, Actor actor, Plans plans)
    {
        Connection = connection;
        Actor = actor;
        this.plans = plans;
    }

    /// <summary>In whose name.</summary>
    public Actor Actor { get; }

    /// <summary>The connection, for what the helpers here do not do; its transaction is this one.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Tells the database in whose name its transaction works, whether it may write, and how it is to plan.</summary>
    internal async Task Begin(string context, bool readOnly, CancellationToken cancellation)
    {
        await using var command = Command(Beginning(plans, readOnly), [SignedContext.Setting, context]);
        await command.PrepareAsync(cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs SQL with parameters <c>$1</c>, <c>$2</c> … and says how many rows it touched.</summary>
    public async Task<int> Run(string sql, CancellationToken cancellation = default, params object?[] parameters)
    {
        await using var command = await Ready(sql, parameters, cancellation);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The first column of the first row; the default where there is none.</summary>
    public async Task<T?> One<T>(string sql, CancellationToken cancellation = default, params object?[] parameters)
    {
        await using var command = await Ready(sql, parameters, cancellation);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    /// <summary>All rows, read one by one.</summary>
    public async Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation = default, params object?[] parameters)
    {
        await using var command = await Ready(sql, parameters, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>Leaves a trace in the audit log: what was done, to what, and why. It stands only if the transaction does.</summary>
    /// <param name="action">As <c>person.seen</c>: a thing and a past participle.</param>
    /// <param name="subject">The id of what it was done to.</param>
    /// <param name="purpose">Why, in the user's words; null where the action says it.</param>
    /// <param name="details">More, without names or identity numbers.</param>
    /// <param name="cancellation">Stops.</param>
    public Task Trace(string action, string? subject = null, string? purpose = null, object? details = null, CancellationToken cancellation = default) =>
        Run("select audit.append($1, $2, $3, $4)", cancellation, action, subject, purpose, new NpgsqlParameter { Value = JsonSerializer.Serialize(details ?? new { }), NpgsqlDbType = NpgsqlDbType.Jsonb });

    /// <summary>Waits for a turn and has it until the transaction ends.</summary>
    internal Task Lock(Turn turn, CancellationToken cancellation) => Run("select pg_advisory_xact_lock($1)", cancellation, (long)turn);

    /// <summary>Waits for the turn of one thing and has it until the transaction ends.</summary>
    internal Task Lock(Turn turn, string of, CancellationToken cancellation) => Run("select pg_advisory_xact_lock(hashtextextended($1, $2))", cancellation, of, (long)turn);

    /// <summary>Shares a turn until the transaction ends with all who share it; false where somebody has it alone.</summary>
    internal Task<bool> TryShare(Turn turn, CancellationToken cancellation) => One<bool>("select pg_try_advisory_xact_lock_shared($1)", cancellation, (long)turn);

    private async Task<NpgsqlCommand> Ready(string sql, object?[] parameters, CancellationToken cancellation)
    {
        var command = Command(sql, parameters);
        if (plans == Plans.Kept) await command.PrepareAsync(cancellation);
        return command;
    }

    private NpgsqlCommand Command(string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, Connection);
        // Nobody waits before a page for what the service does for itself; a merge may take minutes.
        if (Actor.User is null) command.CommandTimeout = 0;
        foreach (var parameter in parameters) command.Parameters.Add(Parameter(parameter));
        return command;
    }

    /// <summary>The statement that a transaction begins with.</summary>
    internal static string Beginning(Plans plans, bool readOnly) =>
        $"select set_config($1, $2, true){(readOnly ? ", set_config('transaction_read_only', 'on', true)" : "")}{(plans == Plans.Kept ? ", set_config('plan_cache_mode', 'force_generic_plan', true)" : "")}";

    /// <summary>A value as statements take it.</summary>
    internal static NpgsqlParameter Parameter(object? value) => value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value };
}
