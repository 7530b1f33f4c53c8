using System.Collections.Frozen;

namespace SatuPintu.Access;

/// <summary>Decides by the table of actions; use cases ask before they do something, pages before they offer it.</summary>
public static class Actions
{
    private static readonly FrozenDictionary<string, AllowedAction> ById = ActionTable.All.ToFrozenDictionary(a => a.Id, StringComparer.Ordinal);

    /// <summary>All actions, in the order of the table.</summary>
    public static IReadOnlyList<AllowedAction> All => ActionTable.All;

    /// <summary>All roles that can be held.</summary>
    public static IReadOnlyList<string> Roles => ActionTable.Roles;

    /// <summary>What a token can be made for.</summary>
    public static IReadOnlyList<string> Scopes => ActionTable.Scopes;

    /// <summary>Whether somebody may do an action to a thing as it is now.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">The action.</param>
    /// <param name="agency">The agency of the thing; left out, the role must be held for all.</param>
    /// <param name="area">The area of the thing; left out, the role must be held for the nation.</param>
    /// <param name="state">The state of the thing; left out, the first of its kind: that it is not there yet, where it can be so.</param>
    /// <param name="owner">Whom the thing belongs to, where it belongs to somebody.</param>
    public static bool May(Actor actor, string action, string agency = "*", string area = "", string? state = null, Guid? owner = null) => WhyNot(actor, action, agency, area, state, owner) is null;

    /// <summary>Whether somebody may do an action somewhere, to something: what a menu asks.</summary>
    public static bool MayAnywhere(Actor actor, string action)
    {
        var row = Row(action);
        return InScope(actor, row) && (row.Roles.Contains(ActionTable.Own) || actor.Grants.Any(g => Has(row, g)));
    }

    /// <summary>Sees to it that somebody may do an action.</summary>
    /// <inheritdoc cref="May" path="/param"/>
    /// <exception cref="UserError">They may not: by role, here, by the token, or as the thing is now.</exception>
    public static void Require(Actor actor, string action, string agency = "*", string area = "", string? state = null, Guid? owner = null)
    {
        if (WhyNot(actor, action, agency, area, state, owner) is { } why) throw new UserError(ExitCode.Usage, why, ("scope", Row(action).Scope ?? "-"));
    }

    /// <summary>Whether somebody may do an action to an account, or to what belongs to it: it is their own, or their roles reach over all that it holds.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">The action.</param>
    /// <param name="held">What the account holds.</param>
    /// <param name="state">The state of the thing.</param>
    /// <param name="owner">The account.</param>
    public static bool MayOver(Actor actor, string action, IReadOnlyList<Grant> held, string state, Guid owner) => WhyNotOver(actor, action, held, state, owner) is null;

    /// <summary>Sees to it that somebody may do an action to an account, or to what belongs to it.</summary>
    /// <inheritdoc cref="MayOver" path="/param"/>
    /// <exception cref="UserError">They may not.</exception>
    public static void RequireOver(Actor actor, string action, IReadOnlyList<Grant> held, string state, Guid owner)
    {
        if (WhyNotOver(actor, action, held, state, owner) is { } why) throw new UserError(ExitCode.Usage, why, ("scope", Row(action).Scope ?? "-"));
    }

    /// <summary>Where somebody may do an action: codes of areas, empty for the nation; none where they may not at all.</summary>
    public static IReadOnlyList<string> Areas(Actor actor, string action)
    {
        var row = Row(action);
        return InScope(actor, row) ? [.. actor.Grants.Where(g => Has(row, g)).Select(g => g.Area).Distinct(StringComparer.Ordinal)] : [];
    }

    private static string? WhyNotOver(Actor actor, string action, IReadOnlyList<Grant> held, string state, Guid owner)
    {
        if (held.Count > 0) return held.Select(g => WhyNot(actor, action, g.Agency, g.Area, state, owner)).FirstOrDefault(why => why is not null);
        // Whoever holds nothing is administered by any administrator.
        return actor.Grants.Any(g => WhyNot(actor, action, g.Agency, g.Area, state, owner) is null) ? null : WhyNot(actor, action, "*", "", state, owner);
    }

    private static string? WhyNot(Actor actor, string action, string agency, string area, string? state, Guid? owner)
    {
        var row = Row(action);
        var states = ActionTable.States[row.Thing];
        if (state is not null && !states.Contains(state, StringComparer.Ordinal)) throw new ArgumentException($"A {row.Thing} is never {state}.", nameof(state));
        if (!InScope(actor, row)) return row.Scope is null ? "access.no_token" : "access.scope";
        var isOwn = row.Roles.Contains(ActionTable.Own) && owner is not null && owner == actor.User;
        if (!isOwn && !actor.Grants.Any(g => Has(row, g))) return "access.may_not";
        if (!isOwn && !actor.Grants.Any(g => Has(row, g) && Reaches(row.Bound, g, agency, area))) return "access.not_here";
        return row.States.Contains(state ?? states[0], StringComparer.Ordinal) ? null : "access.not_now";
    }

    private static AllowedAction Row(string action) => ById.TryGetValue(action, out var row) ? row : throw new ArgumentException($"There is no action {action}.", nameof(action));

    private static bool InScope(Actor actor, AllowedAction row) => actor.Scopes is null || row.Scope is not null && actor.Scopes.Contains(row.Scope, StringComparer.Ordinal);

    private static bool Has(AllowedAction row, Grant grant) => grant.Role == "system" || row.Roles.Contains(grant.Role, StringComparer.Ordinal);

    private static bool Reaches(Bound bound, Grant grant, string agency, string area) => bound switch
    {
        Bound.Nothing => true,
        Bound.Agency => grant.Covers(agency, grant.Area),
        Bound.Area => grant.Covers(grant.Agency, area),
        _ => grant.Covers(agency, area),
    };
}
