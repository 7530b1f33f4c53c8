namespace SatuPintu.Access;

/// <summary>A role as it was given: for one agency, or all, and one area with what lies below it. What is held here says nothing of there.</summary>
/// <param name="Role">The role, by id.</param>
/// <param name="Agency">The agency, by id; <c>*</c> for all.</param>
/// <param name="Area">A code of 2, 4, 6 or 10 digits; empty text for the nation.</param>
public sealed record Grant(string Role, string Agency, string Area)
{
    /// <summary>Whether it holds for an agency and an area. For all agencies (<c>*</c>) only one for all does.</summary>
    public bool Covers(string agency, string area) => (Agency == "*" || Agency == agency) && area.StartsWith(Area, StringComparison.Ordinal);
}
