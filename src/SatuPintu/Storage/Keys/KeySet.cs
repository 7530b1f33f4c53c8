using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SatuPintu.Storage.Keys;

/// <summary>A key and its number.</summary>
/// <param name="Version">1 for the first, one more for each that follows; a number is never used again.</param>
/// <param name="Bytes">The key.</param>
internal readonly record struct NumberedKey(int Version, byte[] Bytes);

/// <summary>All keys of a ring as they stand at one moment; a change makes another set.</summary>
/// <param name="Ring">What tells this ring from any other; it is no secret.</param>
/// <param name="Data">The keys of values and files, by version; the last is the one to write with.</param>
/// <param name="Index">The keys of the blind index, by version; the last is the one to write with.</param>
/// <param name="Context">The key that signs the contexts of database sessions.</param>
/// <param name="Audit">The key of the audit trail.</param>
internal sealed record KeySet(Guid Ring, ImmutableArray<NumberedKey> Data, ImmutableArray<NumberedKey> Index, byte[] Context, byte[] Audit)
{
    /// <summary>How long every key is, in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>A ring of new random keys, each in version 1.</summary>
    public static KeySet New() => new(Guid.NewGuid(), [new(1, NewKey())], [new(1, NewKey())], NewKey(), NewKey());

    /// <summary>The keys with one more, of the next version.</summary>
    public static ImmutableArray<NumberedKey> WithNew(ImmutableArray<NumberedKey> keys) => keys.Add(new(checked(keys[^1].Version + 1), NewKey()));

    /// <summary>The keys without one version; the newest cannot be taken away, so its number tells how many there were.</summary>
    /// <exception cref="UserError">The version is the newest, or there is none of that number.</exception>
    public static ImmutableArray<NumberedKey> Without(ImmutableArray<NumberedKey> keys, int version)
    {
        if (version == keys[^1].Version) throw new UserError(ExitCode.Usage, "keys.forget_newest", ("version", version));
        var left = keys.RemoveAll(k => k.Version == version);
        if (left.Length == keys.Length) throw new UserError(ExitCode.Usage, "keys.forget_unknown", ("version", version), ("versions", string.Join(", ", keys.Select(k => k.Version))));
        return left;
    }

    /// <summary>The key of a version, or nothing.</summary>
    public static byte[]? Find(ImmutableArray<NumberedKey> keys, int version)
    {
        foreach (var key in keys)
        {
            if (key.Version == version) return key.Bytes;
        }
        return null;
    }

    /// <summary>A sum over all of it that shows damage.</summary>
    public byte[] Sum()
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData("satupintu-keys 1"u8);
        sum.AppendData(Ring.ToByteArray(bigEndian: true));
        foreach (var list in (ImmutableArray<NumberedKey>[])[Data, Index])
        {
            Append(sum, list.Length);
            foreach (var key in list)
            {
                Append(sum, key.Version);
                sum.AppendData(key.Bytes);
            }
        }
        sum.AppendData(Context);
        sum.AppendData(Audit);
        return sum.GetHashAndReset();
    }

    private static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeySize);

    private static void Append(IncrementalHash sum, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        sum.AppendData(bytes);
    }
}
