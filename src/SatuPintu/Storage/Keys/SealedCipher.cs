using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SatuPintu.Storage.Keys;

/// <summary>The head of a sealed file and the cipher of its chunks, by a key that only this file has.</summary>
/// <remarks>
/// <para>Head: magic (8 bytes), form (1), key version (4), file id (16), tag over these (16).</para>
/// <para>Chunk: salt (4), ciphertext, tag (16). Every chunk but the last holds <see cref="ChunkSize"/> bytes of content and the last holds fewer, possibly none.</para>
/// </remarks>
internal sealed class SealedCipher : IDisposable
{
    /// <summary>How many bytes of content a chunk holds.</summary>
    public const int ChunkSize = 1 << 16;

    /// <summary>How many bytes a chunk on disk is longer than its content.</summary>
    public const int Overhead = SaltSize + TagSize;

    /// <summary>How many bytes a whole chunk takes on disk.</summary>
    public const int StoredSize = ChunkSize + Overhead;

    /// <summary>How many bytes the head takes.</summary>
    public const int HeadSize = BoundSize + TagSize;

    private const byte Form = 1;
    private const int BoundSize = 29, SaltSize = 4, TagSize = 16, NonceSize = 12;
    private const ulong NumberOfHead = ulong.MaxValue;

    private readonly byte[] head = new byte[HeadSize];
    private readonly AesGcm aes;

    private SealedCipher(ReadOnlySpan<byte> bound, byte[] dataKey)
    {
        bound.CopyTo(head);
        Span<byte> key = stackalloc byte[KeySet.KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, salt: bound[13..], info: "satupintu file 1"u8);
        aes = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        Span<byte> nonce = stackalloc byte[NonceSize];
        BinaryPrimitives.WriteUInt64BigEndian(nonce, NumberOfHead);
        aes.Encrypt(nonce, [], [], head.AsSpan(BoundSize), bound);
    }

    /// <summary>What a sealed file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "SPSEALED"u8;

    /// <summary>The head as it stands in the file.</summary>
    public ReadOnlySpan<byte> Head => head;

    /// <summary>The version of the data key.</summary>
    public int KeyVersion => VersionIn(head);

    /// <summary>The cipher of a new file, with the newest key.</summary>
    public static SealedCipher New(KeyRing ring)
    {
        Span<byte> bound = stackalloc byte[BoundSize];
        Magic.CopyTo(bound);
        bound[8] = Form;
        var version = ring.DataVersion;
        BinaryPrimitives.WriteInt32BigEndian(bound[9..], version);
        RandomNumberGenerator.Fill(bound[13..]);
        return new SealedCipher(bound, ring.DataKey(version));
    }

    /// <summary>The cipher of a file that stands, by its head.</summary>
    /// <exception cref="UserError">It is no sealed file, was sealed with other keys, or its head is damaged.</exception>
    public static SealedCipher Of(ReadOnlySpan<byte> head, KeyRing ring, string file)
    {
        var version = KeyVersionOf(head, file);
        var cipher = new SealedCipher(head[..BoundSize], ring.DataKey(version));
        if (CryptographicOperations.FixedTimeEquals(cipher.head, head[..HeadSize])) return cipher;
        cipher.Dispose();
        throw new UserError(ExitCode.Input, "keys.file.wrong_key", ("file", file), ("version", version));
    }

    /// <summary>The version of the data key by the head of a file, not yet checked.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static int KeyVersionOf(ReadOnlySpan<byte> head, string file)
    {
        if (!head.StartsWith(Magic)) throw new UserError(ExitCode.Input, "keys.file.not_sealed", ("file", file));
        if (head.Length > 8 && head[8] != Form) throw new UserError(ExitCode.Input, "keys.file.other_version", ("file", file), ("version", head[8]));
        return head.Length >= HeadSize ? VersionIn(head) : throw new UserError(ExitCode.Input, "keys.file.incomplete", ("file", file));
    }

    /// <summary>Encrypts a chunk.</summary>
    /// <param name="number">Its number in the file, from 0.</param>
    /// <param name="last">Whether it is the last.</param>
    /// <param name="plain">The content.</param>
    /// <param name="stored">Gets <see cref="Overhead"/> bytes more than the content.</param>
    public void Seal(long number, bool last, ReadOnlySpan<byte> plain, Span<byte> stored)
    {
        // A chunk that was cut off is written again when an upload goes on, perhaps with other content; the salt keeps the
        // nonce from serving twice.
        RandomNumberGenerator.Fill(stored[..SaltSize]);
        Span<byte> nonce = stackalloc byte[NonceSize];
        Nonce(number, stored, nonce);
        Span<byte> bound = stackalloc byte[BoundSize + 9];
        Bind(number, last, bound);
        aes.Encrypt(nonce, plain, stored[SaltSize..^TagSize], stored[^TagSize..], bound);
    }

    /// <summary>Decrypts a chunk.</summary>
    /// <returns>Whether it is the chunk of that number as it was written.</returns>
    public bool TryOpen(long number, bool last, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Nonce(number, stored, nonce);
        Span<byte> bound = stackalloc byte[BoundSize + 9];
        Bind(number, last, bound);
        try
        {
            aes.Decrypt(nonce, stored[SaltSize..^TagSize], stored[^TagSize..], plain, bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>Lets the cipher go.</summary>
    public void Dispose() => aes.Dispose();

    private static int VersionIn(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt32BigEndian(head[9..]);

    private static void Nonce(long number, ReadOnlySpan<byte> stored, Span<byte> nonce)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        stored[..SaltSize].CopyTo(nonce[8..]);
    }

    private void Bind(long number, bool last, Span<byte> bound)
    {
        head.AsSpan(0, BoundSize).CopyTo(bound);
        BinaryPrimitives.WriteInt64BigEndian(bound[BoundSize..], number);
        bound[^1] = last ? (byte)1 : (byte)0;
    }
}
