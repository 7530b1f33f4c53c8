using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Register;

/// <summary>A source to add.</summary>
/// <param name="Id">Its id, which becomes that of its definition.</param>
/// <param name="Agency">The agency that delivers it.</param>
/// <param name="Form">What is known of it.</param>
public sealed record AddSourceCommand(string Id, string Agency, SourceForm Form);

/// <summary>Adds a source; leaves <c>source.added</c>. Adding the same one twice is adding it once.</summary>
public static class AddSource
{
    /// <summary>Adds it.</summary>
    /// <exception cref="UserError">Something is not taken, or the actor may not.</exception>
    public static Task Run(RegistryDatabase database, Actor actor, AddSourceCommand command, CancellationToken cancellation = default)
    {
        RegisterRules.RequireKeeper(actor, "source.register");
        var (id, agency) = (RegisterRules.Id(command.Id), RegisterRules.Id(command.Agency));
        if (id == RegisterRules.OwnRanking) throw new UserError(ExitCode.Usage, "register.taken", ("id", id));
        var form = CheckedSource.Of(id, command.Form);
        return database.In(actor, async session =>
        {
            if (!await session.One<bool>("select exists (select from registry.agency where agency = $1 and retired_at is null)", cancellation, agency)) throw new UserError(ExitCode.Usage, "source.agency");
            // What the actor may not keep is refused by the database, and what they may not see they cannot know to be there.
            var isNew = await SourceRow.Allowed(() => session.Run("insert into registry.source (source, agency, title, area, definition, metadata) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", cancellation,
                id, agency, form.Title, form.Area, CheckedSource.Json(form.Definition), CheckedSource.Json(form.Metadata))) > 0;
            if (isNew) await session.Trace("source.added", id, details: new { agency, area = form.Area }, cancellation: cancellation);
            else if (!await SourceRow.IsAs(session, id, agency, form, cancellation)) throw new UserError(ExitCode.Usage, "register.taken", ("id", id));
        }, cancellation);
    }
}
