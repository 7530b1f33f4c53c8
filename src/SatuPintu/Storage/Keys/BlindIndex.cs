using System.Security.Cryptography;
using System.Text;

namespace SatuPintu.Storage.Keys;

/// <summary>
/// Finds a row by an encrypted value, such as a NIK, without a word of the value in the database: a keyed hash stands beside it
/// and is searched.
/// </summary>
/// <remarks>
/// <para>Equal values have equal hashes; that is what the index is for, and all that it tells to one without the key.</para>
/// <para>All members may be called by several threads at once; each thread has hashes of its own.</para>
/// </remarks>
internal sealed class BlindIndex : IDisposable
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Size = 16;

    private const int OnStack = 256;
    private readonly KeyRing ring;
    private readonly byte[] boundPurpose;
    private readonly ThreadLocal<MadeFromKeys<IncrementalHash>> hashes;

    /// <summary>The index of one column.</summary>
    /// <param name="ring">The keys.</param>
    /// <param name="purpose">The column, such as <c>person.nik</c>; the same value has another hash in any other.</param>
    public BlindIndex(KeyRing ring, string purpose)
    {
        this.ring = ring;
        boundPurpose = Purpose.Bytes(purpose);
        hashes = new(() => new(ring, version => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, ring.IndexKey(version))));
    }

    /// <summary>The hash of a number such as a NIK or family card number, by its digits alone, with the newest key.</summary>
    /// <returns>The hash and the version of its key, which is stored with it; nothing when the text has no digit.</returns>
    public (int Version, byte[] Hash)? OfNumber(ReadOnlySpan<char> text) => Digits(text) is { Length: > 0 } digits ? Of(digits) : null;

    /// <summary>The hash of a text just as it is, with the newest key.</summary>
    /// <returns>The hash and the version of its key, which is stored with it.</returns>
    public (int Version, byte[] Hash) Of(ReadOnlySpan<char> text)
    {
        var version = ring.IndexVersion;
        return (version, Of(text, version));
    }

    /// <summary>The hashes to search a number by: one for each index key, newest first; none when the text has no digit.</summary>
    public (int Version, byte[] Hash)[] ToSearchNumber(ReadOnlySpan<char> text) => Digits(text) is { Length: > 0 } digits ? ToSearch(digits) : [];

    /// <summary>The hashes to search a text by: one for each index key, newest first.</summary>
    public (int Version, byte[] Hash)[] ToSearch(ReadOnlySpan<char> text)
    {
        var versions = ring.IndexVersions;
        var found = new (int, byte[])[versions.Count];
        for (var i = 0; i < found.Length; i++) found[^(i + 1)] = (versions[i], Of(text, versions[i]));
        return found;
    }

    /// <summary>The hash of a text just as it is, with the key of a version.</summary>
    /// <exception cref="UserError">The ring has no such key.</exception>
    public byte[] Of(ReadOnlySpan<char> text, int version)
    {
        var hash = hashes.Value!.Of(version);
        var size = boundPurpose.Length + Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = size <= OnStack ? stackalloc byte[size] : new byte[size];
        boundPurpose.CopyTo(bytes);
        var used = boundPurpose.Length + Encoding.UTF8.GetBytes(text, bytes[boundPurpose.Length..]);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.AppendData(bytes[..used]);
        hash.GetHashAndReset(whole);
        CryptographicOperations.ZeroMemory(bytes);
        return whole[..Size].ToArray();
    }

    /// <summary>The digits 0 to 9 of a text, in their order.</summary>
    public static string Digits(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange('0', '9')) return text.ToString();
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits.Append(c);
        }
        return digits.ToString();
    }

    /// <summary>Lets the hashes go.</summary>
    public void Dispose() => hashes.Dispose();
}
