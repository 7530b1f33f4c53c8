using System.Text.Json;
using SatuPintu.Access;
using SatuPintu.Dashboard.Keeping;
using SatuPintu.Regions;
using SatuPintu.Storage;

namespace SatuPintu.Dashboard;

/// <summary>The figures as one change kept them.</summary>
/// <param name="At">When.</param>
/// <param name="Sources">The sources that stood.</param>
/// <param name="Gaps">The gaps that could be told from them.</param>
public sealed record FigureMoment(DateTimeOffset At, IReadOnlyList<KeptSource> Sources, IReadOnlyList<string> Gaps);

/// <summary>Reads kept figures in the name of whoever asks; the policies of rows leave out what lies elsewhere.</summary>
internal static class FigureReader
{
    /// <summary>The areas in which an actor may see figures, without those that lie in another of them.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static IReadOnlyList<string> AreasOf(Actor actor, string action = "totals.see")
    {
        var areas = Actions.Areas(actor, action);
        if (areas.Count == 0) throw new UserError(ExitCode.Usage, "access.may_not");
        return [.. areas.Where(a => !areas.Any(other => other.Length < a.Length && a.StartsWith(other, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The area that is asked for, or the first of the actor's own.</summary>
    /// <exception cref="UserError">There is no such area, or it is not the actor's.</exception>
    public static string AreaFor(Actor actor, string? asked, string action = "totals.see")
    {
        var own = AreasOf(actor, action);
        if (asked is null) return own[0];
        if (asked.Length > 0 && AreaCatalog.Official.Find(asked) is null) throw new UserError(ExitCode.Usage, "dashboard.area_unknown", ("area", asked.Length > 20 ? asked[..20] : asked));
        return own.Any(o => asked.StartsWith(o, StringComparison.Ordinal)) ? asked : throw new UserError(ExitCode.Usage, "access.not_here");
    }

    /// <summary>The latest figures, or those that stood at a moment; null where there were none yet.</summary>
    public static async Task<FigureMoment?> Moment(RegistrySession session, DateTimeOffset? at, CancellationToken cancellation) =>
        (await session.Read("select recorded_at, sources::text, gaps from registry.figure_set where $1::timestamptz is null or recorded_at <= $1 order by recorded_at desc limit 1",
            r => new FigureMoment(r.GetFieldValue<DateTimeOffset>(0), JsonSerializer.Deserialize<KeptSource[]>(r.GetString(1), KeptSource.Form)!, r.GetFieldValue<string[]>(2)), cancellation, at?.ToUniversalTime())).FirstOrDefault();

    /// <summary>The figures of some kinds of some areas, by area and what they are about; those that are not there are nought.</summary>
    /// <param name="session">A transaction in the name of whoever asks.</param>
    /// <param name="at">The moment; null for now.</param>
    /// <param name="areas">The areas.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="a">What they are about; null for all.</param>
    /// <param name="b">The other that they are about; null for all.</param>
    public static async Task<FigureTable> Read(RegistrySession session, DateTimeOffset? at, IEnumerable<string> areas, IEnumerable<string> kinds, CancellationToken cancellation, string? a = null, string? b = null)
    {
        var from = at is null ? "registry.figure" : "registry.figure_known($5)";
        object?[] with = [areas.ToArray(), kinds.ToArray(), a, b, .. at is { } moment ? new object?[] { moment.ToUniversalTime() } : []];
        return new FigureTable(await session.Read($"select area, kind, a, b, value from {from} where area = any ($1) and kind = any ($2) and ($3::text is null or a = $3) and ($4::text is null or b = $4)",
            r => new FigureRow(r.GetString(0), new FigureKey(r.GetString(1), r.GetString(2), r.GetString(3)), r.GetInt64(4)), cancellation, with));
    }
}

/// <summary>Figures that were read.</summary>
internal sealed class FigureTable(IReadOnlyList<FigureRow> rows)
{
    private readonly Dictionary<(string Area, FigureKey Key), long> values = rows.ToDictionary(r => (r.Area, r.Key), r => r.Value);

    /// <summary>All of them.</summary>
    public IReadOnlyList<FigureRow> Rows => rows;

    /// <summary>A figure; nought where there is none.</summary>
    public long this[string area, string kind, string a = "", string b = ""] => values.GetValueOrDefault((area, new FigureKey(kind, a, b)));
}
