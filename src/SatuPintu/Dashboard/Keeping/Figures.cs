using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Access;
using SatuPintu.Programmes;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard.Keeping;

/// <summary>Keeps the figures of the dashboard, so that nobody who looks at it makes the registry count.</summary>
/// <remarks>
/// They are counted from all that the registry holds and written where they differ; what stood before goes into the past by a trigger, so that every earlier
/// dashboard can be read again (decision 0014).
/// </remarks>
public static class Figures
{
    private static readonly RowBatch<FigureRow> Rows = new RowBatch<FigureRow>()
        .With("area", "text", f => f.Area).With("kind", "text", f => f.Key.Kind).With("a", "text", f => f.Key.A).With("b", "text", f => f.Key.B).With("value", "bigint", f => f.Value);

    private static readonly RowBatch<KeyValuePair<GapKey, string>> GapRows = new RowBatch<KeyValuePair<GapKey, string>>()
        .With("gap", "text", g => g.Key.Gap).With("area", "text", g => g.Key.Area).With("person_id", "uuid", g => g.Key.Person).With("detail", "text", g => g.Value);

    /// <summary>Brings figures and gap lists up to a change, within its transaction and after all that it writes.</summary>
    /// <param name="session">A transaction of the service itself.</param>
    /// <param name="change">The change, as <c>registry.change</c> has it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">The session is not one of the service itself.</exception>
    public static async Task Keep(RegistrySession session, Guid change, CancellationToken cancellation)
    {
        if (!session.Actor.Is("system")) throw new ArgumentException("Figures are kept by the service itself.", nameof(session));
        await session.Lock(Turn.Figures, cancellation);
        await session.Run("delete from registry.figure_due", cancellation);
        var sources = await KeptSource.Read(session, cancellation);
        var content = await RegistryContent.Read(session, [.. sources.Select(s => s.Kept.Source)], DateOnly.FromDateTime(DateTime.UtcNow), cancellation);
        var (figures, gaps, told) = Counting.Of(content, sources, GapRules.Load(), cancellation);
        await WriteFigures(session, change, figures, cancellation);
        await WriteGaps(session, gaps, cancellation);
        await session.Run("insert into registry.figure_set (change_id, sources, gaps) values ($1, $2, $3)", cancellation, change,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(sources.Select(s => s.Kept), KeptSource.Form), NpgsqlDbType = NpgsqlDbType.Jsonb }, told.ToArray());
    }

    /// <summary>Whether a change has come that no figures were counted with.</summary>
    public static Task<bool> AreDue(RegistryDatabase database, CancellationToken cancellation = default) =>
        database.In(Actor.System, session => session.One<bool>("select exists (select from registry.figure_due)", cancellation), cancellation);

    /// <summary>Counts with all changes that no figures were counted with: decisions and corrections, which do not count themselves, and what an earlier version of the program loaded.</summary>
    /// <returns>Whether there was any.</returns>
    public static Task<bool> CatchUp(RegistryDatabase database, CancellationToken cancellation = default) => database.In(Actor.System, async session =>
    {
        var latest = await session.Read("select c.change_id from registry.figure_due join registry.change c using (change_id) order by c.happened_at desc, change_id desc limit 1", r => r.GetGuid(0), cancellation);
        if (latest is not [var change]) return false;
        await Keep(session, change, cancellation);
        return true;
    }, cancellation);

    private static async Task WriteFigures(RegistrySession session, Guid change, IReadOnlyList<FigureRow> figures, CancellationToken cancellation)
    {
        var standing = (await session.Read("select area, kind, a, b, value from registry.figure", r => new FigureRow(r.GetString(0), new FigureKey(r.GetString(1), r.GetString(2), r.GetString(3)), r.GetInt64(4)), cancellation))
            .ToDictionary(f => (f.Area, f.Key), f => f.Value);
        List<FigureRow> added = [], changed = [];
        foreach (var figure in figures)
        {
            if (!standing.Remove((figure.Area, figure.Key), out var before)) added.Add(figure);
            else if (before != figure.Value) changed.Add(figure);
        }
        const string same = "f.area = m.area and f.kind = m.kind and f.a = m.a and f.b = m.b";
        await session.Run($"insert into registry.figure ({Rows.Names}, recorded_from, because) select {Rows.Names}, transaction_timestamp(), {Rows.Parameter(1)} from {Rows.Rows}", cancellation, Rows.Of(added, change));
        await session.Run($"update registry.figure f set value = m.value, because = {Rows.Parameter(1)} from {Rows.Rows} where {same}", cancellation, Rows.Of(changed, change));
        await session.Run($"delete from registry.figure f using {Rows.Rows} where {same}", cancellation, Rows.Of([.. standing.Select(f => new FigureRow(f.Key.Area, f.Key.Key, f.Value))]));
    }

    private static async Task WriteGaps(RegistrySession session, Dictionary<GapKey, string> gaps, CancellationToken cancellation)
    {
        List<KeyValuePair<GapKey, string>> gone = [];
        await using (var command = new NpgsqlCommand("select gap, area, person_id, detail from registry.gap", session.Connection) { CommandTimeout = 0 })
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var key = new GapKey(reader.GetString(0), reader.GetString(1), reader.GetGuid(2));
                var detail = reader.GetString(3);
                if (gaps.TryGetValue(key, out var now) && now == detail) gaps.Remove(key);
                else gone.Add(new(key, detail));
            }
        }
        const int chunk = 20_000;
        foreach (var rows in gone.Chunk(chunk)) await session.Run($"delete from registry.gap g using {GapRows.Rows} where g.gap = m.gap and g.area = m.area and g.person_id = m.person_id", cancellation, GapRows.Of(rows));
        foreach (var rows in gaps.OrderBy(g => g.Key.Gap, StringComparer.Ordinal).ThenBy(g => g.Key.Area, StringComparer.Ordinal).Chunk(chunk))
            await session.Run($"insert into registry.gap ({GapRows.Names}, recorded_from) select {GapRows.Names}, transaction_timestamp() from {GapRows.Rows}", cancellation, GapRows.Of(rows));
    }
}
