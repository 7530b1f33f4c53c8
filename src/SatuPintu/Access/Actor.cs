namespace SatuPintu.Access;

/// <summary>Whoever a piece of work is done for: a user with what they may do and where, or the service itself.</summary>
/// <param name="User">The account; null for the service.</param>
/// <param name="Roles">The roles held, by id.</param>
/// <param name="Agencies">The agencies bound to, by id; <c>*</c> for all.</param>
/// <param name="Areas">The areas bound to, as codes of 2, 4, 6 or 10 digits; empty text for the nation.</param>
public sealed record Actor(Guid? User, IReadOnlyList<string> Roles, IReadOnlyList<string> Agencies, IReadOnlyList<string> Areas)
{
    /// <summary>The service itself: jobs, sign-in, migrations of data. It sees everything and every use of it is code of ours.</summary>
    public static Actor System { get; } = new(null, ["system"], ["*"], [""]);

    /// <summary>Whether a role is held.</summary>
    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);
}
