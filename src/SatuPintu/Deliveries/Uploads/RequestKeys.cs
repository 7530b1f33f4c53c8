using System.Security.Cryptography;
using System.Text.Json;
using SatuPintu.Storage;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>Keys that callers give to their requests, so that one sent again because its answer was lost is done once.</summary>
internal static class RequestKeys
{
    private const int Longest = 200;

    /// <summary>For how long a key is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Does a piece of work once for a key, and gives the same answer again after that.</summary>
    /// <exception cref="UserError">The key was used for another request, or is none.</exception>
    public static async Task<TAnswer> Once<TRequest, TAnswer>(RegistrySession session, string? key, TRequest request, Func<Task<TAnswer>> work, CancellationToken cancellation)
    {
        if (key is null || session.Actor.User is not { } account) return await work();
        if (key.Length is 0 or > Longest || key.Any(char.IsControl)) throw new UserError(ExitCode.Usage, "upload.key", ("most", Longest));
        var sha256 = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request));
        await session.Run("delete from access.request_key where account_id = $1 and key = $2 and made_at < transaction_timestamp() - $3::interval", cancellation, account, key, Kept);
        // Of two at once the second waits here until the first has its answer.
        if (await session.Run("insert into access.request_key (account_id, key, request_sha256, answer) values ($1, $2, $3, '') on conflict do nothing", cancellation, account, key, sha256) == 0)
        {
            var (before, said) = (await session.Read("select request_sha256, answer from access.request_key where account_id = $1 and key = $2", r => (r.GetFieldValue<byte[]>(0), r.GetString(1)), cancellation, account, key)).Single();
            return before.AsSpan().SequenceEqual(sha256) ? JsonSerializer.Deserialize<TAnswer>(said)! : throw new UserError(ExitCode.Usage, "upload.key_reused");
        }
        var answer = await work();
        await session.Run("update access.request_key set answer = $3 where account_id = $1 and key = $2", cancellation, account, key, JsonSerializer.Serialize(answer));
        return answer;
    }
}
