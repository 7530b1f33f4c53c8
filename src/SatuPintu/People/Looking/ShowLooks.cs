using SatuPintu.Access;
using SatuPintu.Storage;

namespace SatuPintu.People.Looking;

/// <summary>A look at a person.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who looked; null for the service.</param>
/// <param name="Action">What was seen: <c>person.seen</c> masked, <c>person.seen_full</c>, <c>person.printed</c>, <c>family.seen</c>; <c>match.seen</c> and <c>person.grouping_previewed</c> by who reviews matches.</param>
/// <param name="Purpose">Why, in their words; null for a masked look.</param>
public sealed record PersonLook(DateTimeOffset At, string? Who, string Action, string? Purpose);

/// <summary>A page of looks at a person.</summary>
/// <param name="Area">The code of the person's area.</param>
/// <param name="Looks">The looks, the latest first.</param>
/// <param name="Found">How many there are in all.</param>
public sealed record PersonLooks(string Area, IReadOnlyList<PersonLook> Looks, long Found);

/// <summary>Shows who looked at a person and why: to coordinators, stewards and auditors within their areas; leaves <c>person.looks_seen</c>.</summary>
public static class ShowLooks
{
    /// <summary>Looks a page.</summary>
    public const int PageSize = 50;

    /// <summary>Shows them; null where there is no person of that id in the actor's areas.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<PersonLooks?> Run(RegistryDatabase database, Actor actor, Guid person, int page, CancellationToken cancellation = default) => database.In(actor, async session =>
    {
        if (await session.One<string>("select audit.area_of($1)", cancellation, person) is not { } area) return null;
        Actions.Require(actor, "person.see_looks", area: area);
        var (looks, found) = await Read(session, person, (Math.Clamp(page, 1, 1_000_000) - 1L) * PageSize, PageSize, cancellation);
        await session.Trace("person.looks_seen", person.ToString(), details: new { area }, cancellation: cancellation);
        return new PersonLooks(area, looks, found);
    }, cancellation);

    /// <summary>The latest ones, where the session may see them.</summary>
    internal static async Task<(IReadOnlyList<PersonLook> Looks, long Found)> Read(RegistrySession session, Guid person, long skip, int most, CancellationToken cancellation)
    {
        var found = 0L;
        var looks = await session.Read("select happened_at, who, action, purpose, found from audit.looks($1, $2, $3)", r =>
        {
            found = r.GetInt64(4);
            return new PersonLook(r.GetFieldValue<DateTimeOffset>(0), r.IsDBNull(1) ? null : r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3));
        }, cancellation, person, skip, most);
        return (looks, found);
    }
}
