using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SatuPintu.Access;

/// <summary>
/// What a transaction tells the database of whoever it acts for, signed (HMAC-SHA-256, RFC 2104). It holds for one connection and for
/// a minute, so that a setting that was seen somewhere is of no use elsewhere.
/// </summary>
internal sealed class SignedContext(byte[] key)
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    /// <summary>The name of the setting.</summary>
    public const string Setting = "satupintu.context";

    /// <summary>The text of the setting.</summary>
    /// <param name="actor">For whom the transaction acts.</param>
    /// <param name="backend">The number of the server's process behind the connection.</param>
    /// <param name="now">The time, by the server's clock within a minute.</param>
    public string For(Actor actor, int backend, DateTimeOffset now)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(new
        {
            pid = backend,
            until = (now + Holds).ToUnixTimeSeconds(),
            user = actor.User,
            grants = actor.Grants.Select(g => new { role = g.Role, agency = g.Agency, area = g.Area }),
        });
        var body = Convert.ToBase64String(said);
        return $"{body}.{Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(body)))}";
    }
}
