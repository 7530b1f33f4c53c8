using System.Globalization;
using System.Security.Cryptography;

namespace SatuPintu.Access.Accounts;

/// <summary>
/// Which passwords are taken and how they are kept: PBKDF2 with SHA-512 (NIST SP 800-132) and a salt of its own for each, in a text that names its
/// parameters, so that they can be raised. The rules are those of NIST SP 800-63B: length and not a word that everybody tries, no mixture of kinds.
/// </summary>
internal static class Passwords
{
    /// <summary>The least number of characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most; longer ones only cost time.</summary>
    public const int Longest = 200;

    /// <summary>How many rounds of PBKDF2 a password is worth: as OWASP advises for SHA-512.</summary>
    public const int UsualRounds = 210_000;

    private const int Salt = 16;
    private const int Bytes = 32;
    private static readonly string[] Tried = ["password", "katasandi", "satupintu", "indonesia", "qwerty", "rahasia", "123456", "admin", "bismillah", "sayang"];
    // Against this an unknown name is checked, so that it takes as long as a known one.
    private static readonly Lazy<string> Nobody = new(() => Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    /// <summary>Rounds for passwords that are set from now on. Only tests, which sign in a thousand times, take fewer.</summary>
    internal static int Rounds { get; set; } = UsualRounds;

    /// <summary>The key of the text that says why a password is not taken; null where it is.</summary>
    public static string? WhyNot(string password, string userName)
    {
        if (password.Length < Shortest) return "password.short";
        if (password.Length > Longest) return "password.long";
        var plain = password.ToLowerInvariant();
        if (userName.Length >= 3 && plain.Contains(userName.ToLowerInvariant(), StringComparison.Ordinal)) return "password.holds_name";
        // What is left without the words that everybody tries must be worth something by itself.
        foreach (var word in Tried) plain = plain.Replace(word, "", StringComparison.Ordinal);
        return plain.Length < Shortest / 2 || plain.Distinct().Count() < 4 ? "password.common" : null;
    }

    /// <summary>The text to keep.</summary>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(Salt);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Rounds))}");
    }

    /// <summary>Whether a password is the one that was kept; always as slow, and false where nothing was kept.</summary>
    public static bool IsRight(string password, string? kept)
    {
        var parts = (kept ?? Nobody.Value).Split('$');
        if (parts is not ["pbkdf2-sha512", var rounds, var salt, var hash]) return false;
        var derived = Derive(password.Length > Longest ? "" : password, Convert.FromBase64String(salt), int.Parse(rounds, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(hash)) && kept is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, Bytes);
}
