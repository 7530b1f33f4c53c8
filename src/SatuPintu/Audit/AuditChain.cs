using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SatuPintu.Audit;

/// <summary>An entry of the audit log, as it is bound into the chain.</summary>
/// <param name="Number">Its place, from 1 without gaps.</param>
/// <param name="Microseconds">When, in microseconds since 1970.</param>
/// <param name="Actor">Who; null for the service.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">To what; null where the action says it.</param>
/// <param name="Purpose">Why; null where nothing was stated.</param>
/// <param name="Details">More, as JSON in the database's own writing.</param>
/// <param name="Previous">The hash of the entry before.</param>
/// <param name="Hash">Its own hash.</param>
internal sealed record ChainedEntry(long Number, long Microseconds, Guid? Actor, string Action, string? Subject, string? Purpose, string Details, byte[] Previous, byte[] Hash);

/// <summary>
/// The chain of the audit log, reckoned outside the database: the hash of each entry is SHA-256 of the hash before it and of its own parts, the
/// length of each before it, so that an entry that is changed, left out, put in or moved shows.
/// </summary>
internal static class AuditChain
{
    /// <summary>What stands before the first entry.</summary>
    public static byte[] Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash that an entry must have.</summary>
    public static byte[] HashOf(ChainedEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(entry.Previous);
        Part(hash, entry.Number.ToString(CultureInfo.InvariantCulture));
        Part(hash, entry.Microseconds.ToString(CultureInfo.InvariantCulture));
        Part(hash, entry.Actor?.ToString("D"));
        Part(hash, entry.Action);
        Part(hash, entry.Subject);
        Part(hash, entry.Purpose);
        Part(hash, entry.Details);
        return hash.GetHashAndReset();
    }

    /// <summary>The bytes of a seal: the key signs that the chain was this long and ended so.</summary>
    public static byte[] Sign(byte[] key, long number, byte[] hash)
    {
        var signed = new byte[8 + hash.Length];
        BinaryPrimitives.WriteInt64BigEndian(signed, number);
        hash.CopyTo(signed, 8);
        return HMACSHA256.HashData(key, signed);
    }

    private static void Part(IncrementalHash hash, string? part)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
        BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
