using SatuPintu.Storage.Keys;

namespace SatuPintu.Access.SecondFactor;

/// <summary>Seals the keys of codes by time, each for its account.</summary>
public sealed class SecondFactorKeys(KeyRing ring) : IDisposable
{
    private readonly FieldCipher cipher = new(ring, "second_factor.key");

    /// <inheritdoc/>
    public void Dispose() => cipher.Dispose();

    /// <summary>A key as it is kept.</summary>
    internal byte[] Seal(byte[] key, Guid account) => cipher.Encrypt(key, account.ToByteArray());

    /// <summary>A key that was kept.</summary>
    internal byte[] Open(byte[] kept, Guid account) => cipher.Decrypt(kept, account.ToByteArray());
}
