using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>A change of a source. Its id and agency stay: what was delivered hangs on them.</summary>
/// <param name="Id">The source.</param>
/// <param name="Version">The version that the change was made on.</param>
/// <param name="Form">What is known of it from now on.</param>
public sealed record ChangeSourceCommand(string Id, int Version, SourceForm Form);

/// <summary>Changes a source; leaves <c>source.changed</c>. Deliveries that were received stay as they are.</summary>
public static class ChangeSource
{
    /// <summary>Changes it.</summary>
    /// <exception cref="UserError">Something is not taken, somebody changed the source meanwhile, or the actor may not.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, ChangeSourceCommand command, CancellationToken cancellation = default)
    {
        RegisterRules.RequireKeeper(actor, "source.change");
        var id = RegisterRules.Id(command.Id);
        var form = CheckedSource.Of(id, command.Form);
        return database.In(actor, async session =>
        {
            if (await SourceRow.IsAs(session, id, null, form, cancellation)) return;
            var changed = await SourceRow.Allowed(() => session.Run("""
                update registry.source set title = $3, area = $4, definition = $5, metadata = $6, version = version + 1 where source = $1 and version = $2
                """, cancellation, id, command.Version, form.Title, form.Area, CheckedSource.Json(form.Definition), CheckedSource.Json(form.Metadata)));
            if (changed == 0) throw new UserError(ExitCode.Usage, "register.stale", ("id", id));
            await session.Trace("source.changed", id, details: new { version = command.Version + 1 }, cancellation: cancellation);
        }, cancellation);
    }
}
