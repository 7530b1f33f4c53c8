using System.Security.Cryptography;
using System.Text;
using SatuPintu.Storage;

namespace SatuPintu.Access.SecondFactor;

/// <summary>Codes for whoever lost the device: ten, each taken once, of 50 bits each, so that a plain hash of them is enough.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Makes new ones in place of all that were there.</summary>
    public static async Task<IReadOnlyList<string>> Make(RegistrySession session, Guid account, CancellationToken cancellation)
    {
        await session.Run("delete from access.recovery_code where account_id = $1", cancellation, account);
        var codes = Enumerable.Range(0, Count).Select(_ => $"{RandomNumberGenerator.GetString(Letters, 5)}-{RandomNumberGenerator.GetString(Letters, 5)}").ToList();
        foreach (var code in codes) await session.Run("insert into access.recovery_code (account_id, code_hash) values ($1, $2)", cancellation, account, HashOf(account, code));
        return codes;
    }

    /// <summary>Takes one; false where it is none or was taken before.</summary>
    public static async Task<bool> Take(RegistrySession session, Guid account, string code, CancellationToken cancellation) =>
        await session.Run("update access.recovery_code set used_at = transaction_timestamp() where account_id = $1 and code_hash = $2 and used_at is null", cancellation, account, HashOf(account, code)) == 1;

    private static byte[] HashOf(Guid account, string code) => SHA256.HashData([.. account.ToByteArray(), .. Encoding.UTF8.GetBytes(code.Trim().ToLowerInvariant())]);
}
