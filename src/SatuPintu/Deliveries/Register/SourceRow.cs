using Npgsql;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>A source as it stands in the database.</summary>
internal static class SourceRow
{
    /// <summary>Whether a source stands there exactly as a form has it: the form was sent twice then.</summary>
    public static Task<bool> IsAs(RegistrySession session, string id, string? agency, CheckedSource form, CancellationToken cancellation) => session.One<bool>("""
        select exists (select from registry.source where source = $1 and agency = coalesce($2::text, agency) and title = $3 and area = $4 and definition = $5 and metadata = $6)
        """, cancellation, id, agency, form.Title, form.Area, CheckedSource.Json(form.Definition), CheckedSource.Json(form.Metadata));

    /// <summary>Writes, and says plainly what the rules of the database refuse.</summary>
    /// <exception cref="UserError">The actor may not keep this source.</exception>
    public static async Task<int> Allowed(Func<Task<int>> write)
    {
        try
        {
            return await write();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new UserError(ExitCode.Usage, "source.not_yours", e);
        }
    }
}
