using System.Buffers;

namespace SatuPintu.Access.Accounts;

/// <summary>Names that people sign in by: letters, digits, dot, hyphen, underscore and at, 3 to 64 of them; large and small letters are one.</summary>
internal static class UserName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-");

    /// <summary>The form in which names are compared; null where it is no name.</summary>
    public static string? Normalized(string name) => name.Length is >= 3 and <= 64 && !name.AsSpan().ContainsAnyExcept(Allowed) ? name.ToLowerInvariant() : null;
}
