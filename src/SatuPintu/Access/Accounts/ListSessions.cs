using SatuPintu.Storage;

namespace SatuPintu.Access.Accounts;

/// <summary>A session that goes on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StartedAt">When somebody signed in.</param>
/// <param name="SeenAt">When they were there last, to the minute.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
public sealed record SessionView(Guid Id, DateTime StartedAt, DateTime SeenAt, DateTime EndsAt);

/// <summary>Lists the sessions of an account that go on, the latest first.</summary>
public static class ListSessions
{
    /// <summary>Lists them.</summary>
    /// <exception cref="UserError">They are somebody else's, and the actor does not administer them.</exception>
    public static Task<List<SessionView>> Run(RegistryDatabase database, Actor actor, Guid account, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        await AccountChange.Require(session, "session.list", account, "open", cancellation);
        return await session.Read($"select session_id, started_at, seen_at, ends_at from access.session where account_id = $1 and {Sessions.IsOpen} order by seen_at desc, session_id", r =>
            new SessionView(r.GetGuid(0), r.GetDateTime(1), r.GetDateTime(2), r.GetDateTime(3)), cancellation, account);
    }, cancellation);
}
