namespace SatuPintu.Access;

/// <summary>Whoever a piece of work is done for: a user with what they may do and where, or the service itself.</summary>
/// <param name="User">The account; null for the service.</param>
/// <param name="Grants">The roles held, each with its agency and area.</param>
public sealed record Actor(Guid? User, params IReadOnlyList<Grant> Grants)
{
    /// <summary>The service itself: jobs, sign-in, migrations of data. It sees everything and every use of it is code of ours.</summary>
    public static Actor System { get; } = new(null, new Grant("system", "*", ""));

    /// <summary>What a token was made for, where one is used; null where the person is there in person.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The roles held anywhere, each once.</summary>
    public IEnumerable<string> Roles => Grants.Select(g => g.Role).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a role is held anywhere.</summary>
    public bool Is(string role) => Grants.Any(g => g.Role == role);

    /// <summary>Whether one of some roles is held for an agency and an area; the service holds all.</summary>
    public bool Holds(string agency, string area, params ReadOnlySpan<string> roles)
    {
        foreach (var grant in Grants)
        {
            if ((grant.Role == "system" || roles.Contains(grant.Role)) && grant.Covers(agency, area)) return true;
        }
        return false;
    }
}
