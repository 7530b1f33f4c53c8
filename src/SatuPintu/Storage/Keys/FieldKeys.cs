using System.Security.Cryptography;

namespace SatuPintu.Storage.Keys;

/// <summary>The ciphers of one column in one thread, and a store of random nonces.</summary>
internal sealed class FieldKeys(KeyRing ring, byte[] boundPurpose)
{
    private const int StoreSize = 256 * 12;

    private readonly MadeFromKeys<AesGcm> ciphers = new(ring, version => Make(ring.DataKey(version), boundPurpose));
    private readonly byte[] random = new byte[StoreSize];
    private int used = StoreSize;

    /// <summary>The cipher to encrypt with.</summary>
    public AesGcm Newest(out int version)
    {
        version = ring.DataVersion;
        return ciphers.Of(version);
    }

    /// <summary>The cipher of a key version.</summary>
    /// <exception cref="UserError">The ring has no such key.</exception>
    public AesGcm Of(int version) => ciphers.Of(version);

    /// <summary>Fills in random bytes that were never used before.</summary>
    public void Nonce(Span<byte> nonce)
    {
        if (used == random.Length)
        {
            RandomNumberGenerator.Fill(random);
            used = 0;
        }
        random.AsSpan(used, nonce.Length).CopyTo(nonce);
        used += nonce.Length;
    }

    // A key for each column: the number of values that one key may encrypt with random nonces is bounded.
    private static AesGcm Make(byte[] dataKey, byte[] boundPurpose)
    {
        Span<byte> key = stackalloc byte[KeySet.KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, salt: [], info: [.. "satupintu field 1"u8, .. boundPurpose]);
        var cipher = new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }
}
