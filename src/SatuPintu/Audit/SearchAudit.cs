using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Audit;

/// <summary>An entry as an auditor sees it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Actor">The name of who did it; null for the service.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">To what.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Rows">How many rows were listed or given out; null where none were.</param>
public sealed record AuditView(long Number, DateTime At, string? Actor, string Action, string? Subject, string? Purpose, long? Rows);

/// <summary>A page of entries.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Found">How many there are in all.</param>
public sealed record AuditPage(IReadOnlyList<AuditView> Entries, long Found);

/// <summary>Searches the audit log; leaves <c>audit.searched</c>.</summary>
public static class SearchAudit
{
    /// <summary>Entries a page.</summary>
    public const int PageSize = 50;

    /// <summary>Searches.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="actor">Who searches; an auditor or an administrator.</param>
    /// <param name="action">An action; null for all.</param>
    /// <param name="subject">A subject; null for all.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<AuditPage> Run(RegistryDatabase database, Actor actor, string? action, string? subject, int page, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        Actions.Require(actor, "audit.search");
        const string Where = "($1::text is null or e.action = $1) and ($2::text is null or e.subject = $2)";
        var found = await session.One<long>($"select count(*) from audit.entry e where {Where}", cancellation, action, subject);
        var entries = await session.Read($"""
            select e.number, e.happened_at, coalesce(a.display_name, e.actor::text), e.action, e.subject, e.purpose,
                case when jsonb_typeof(e.details->'rows') = 'number' then (e.details->>'rows')::bigint end
            from audit.entry e left join access.account a on a.account_id = e.actor where {Where} order by e.number desc limit {PageSize} offset $3
            """, r => new AuditView(r.GetInt64(0), r.GetDateTime(1), Text(r, 2), r.GetString(3), Text(r, 4), Text(r, 5), r.IsDBNull(6) ? null : r.GetInt64(6)), cancellation, action, subject, (Math.Max(1, page) - 1L) * PageSize);
        await session.Trace("audit.searched", details: new { action, subject, page }, cancellation: cancellation);
        return new AuditPage(entries, found);
    }, cancellation);

    private static string? Text(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
