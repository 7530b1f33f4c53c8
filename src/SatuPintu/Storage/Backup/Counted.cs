using System.Security.Cryptography;

namespace SatuPintu.Storage.Backup;

/// <summary>Copies a stream and says how long it was and what its SHA-256 is.</summary>
internal static class Counted
{
    private const int Buffer = 1 << 17;

    /// <summary>Copies all of a stream.</summary>
    public static async Task<(long Bytes, string Sha256)> Copy(Stream from, Stream to, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Buffer];
        long bytes = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0; bytes += read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
