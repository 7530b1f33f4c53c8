using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SatuPintu.Storage.Keys;

/// <summary>
/// Encrypts the values of one column, such as NIKs, each with AES-GCM and bound to its row: a value moved to another row or
/// column is refused.
/// </summary>
/// <remarks>
/// <para>All members may be called by several threads at once; each thread has ciphers of its own.</para>
/// <para>Layout: form (1 byte), key version (4), nonce (12), ciphertext, tag (16). See <c>docs/keys.md</c>.</para>
/// </remarks>
/// <example><code>
/// using var niks = new FieldCipher(ring, "person.nik");
/// var stored = niks.Encrypt("3173010101900001", row.ToByteArray());
/// var nik = niks.DecryptText(stored, row.ToByteArray());
/// </code></example>
internal sealed class FieldCipher : IDisposable
{
    /// <summary>How many bytes an encrypted value is longer than the value.</summary>
    public const int Overhead = HeadSize + NonceSize + TagSize;

    private const byte Form = 1;
    private const int HeadSize = 5, NonceSize = 12, TagSize = 16;
    private const int OnStack = 256;

    private readonly string purpose;
    private readonly byte[] boundPurpose;
    private readonly ThreadLocal<FieldKeys> keys;

    /// <summary>A cipher for one column.</summary>
    /// <param name="ring">The keys.</param>
    /// <param name="purpose">The column, such as <c>person.nik</c>; what was encrypted for one is refused for any other.</param>
    public FieldCipher(KeyRing ring, string purpose)
    {
        this.purpose = purpose;
        boundPurpose = Purpose.Bytes(purpose);
        keys = new ThreadLocal<FieldKeys>(() => new FieldKeys(ring, boundPurpose));
    }

    /// <summary>Encrypts bytes with the newest key.</summary>
    /// <param name="plain">The value; its length can be told from outside.</param>
    /// <param name="context">What the value belongs to, such as the bytes of the row's UUID; asked for again when decrypting.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var encrypted = new byte[plain.Length + Overhead];
        Encrypt(plain, context, encrypted);
        return encrypted;
    }

    /// <summary>Encrypts a text, as UTF-8.</summary>
    /// <inheritdoc cref="Encrypt(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public byte[] Encrypt(string plain, ReadOnlySpan<byte> context)
    {
        var size = Encoding.UTF8.GetMaxByteCount(plain.Length);
        var bytes = size <= OnStack ? stackalloc byte[size] : new byte[size];
        var used = Encoding.UTF8.GetBytes(plain, bytes);
        var encrypted = Encrypt(bytes[..used], context);
        CryptographicOperations.ZeroMemory(bytes);
        return encrypted;
    }

    /// <summary>Encrypts bytes to where the caller says.</summary>
    /// <returns>How many bytes were written: <see cref="Overhead"/> more than the value has.</returns>
    /// <inheritdoc cref="Encrypt(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public int Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context, Span<byte> into)
    {
        into = into[..(plain.Length + Overhead)];
        var mine = keys.Value!;
        var aes = mine.Newest(out var version);
        into[0] = Form;
        BinaryPrimitives.WriteInt32BigEndian(into[1..], version);
        var nonce = into.Slice(HeadSize, NonceSize);
        mine.Nonce(nonce);
        var size = HeadSize + boundPurpose.Length + context.Length;
        var bound = size <= OnStack ? stackalloc byte[size] : new byte[size];
        Bind(into, context, bound);
        aes.Encrypt(nonce, plain, into[(HeadSize + NonceSize)..^TagSize], into[^TagSize..], bound);
        return into.Length;
    }

    /// <summary>Decrypts a value.</summary>
    /// <exception cref="UserError">The bytes are no encrypted value, belong to another row or column, are damaged, or their key is gone.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> context)
    {
        var plain = new byte[Math.Max(0, encrypted.Length - Overhead)];
        Decrypt(encrypted, context, plain);
        return plain;
    }

    /// <summary>Decrypts a text.</summary>
    /// <inheritdoc cref="Decrypt(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public string DecryptText(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> context)
    {
        var size = Math.Max(0, encrypted.Length - Overhead);
        var plain = size <= OnStack ? stackalloc byte[size] : new byte[size];
        Decrypt(encrypted, context, plain);
        var text = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    /// <summary>Decrypts a value to where the caller says.</summary>
    /// <returns>How many bytes were written: <see cref="Overhead"/> fewer than the encrypted value has.</returns>
    /// <inheritdoc cref="Decrypt(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public int Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> context, Span<byte> into)
    {
        var version = KeyVersionOf(encrypted);
        var aes = keys.Value!.Of(version);
        into = into[..(encrypted.Length - Overhead)];
        var size = HeadSize + boundPurpose.Length + context.Length;
        var bound = size <= OnStack ? stackalloc byte[size] : new byte[size];
        Bind(encrypted, context, bound);
        try
        {
            aes.Decrypt(encrypted.Slice(HeadSize, NonceSize), encrypted[(HeadSize + NonceSize)..^TagSize], encrypted[^TagSize..], into, bound);
            return into.Length;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new UserError(ExitCode.Input, "keys.value_refused", e, ("purpose", purpose), ("version", version));
        }
    }

    /// <summary>The version of the key that a value was encrypted with; tells which values are to be encrypted anew.</summary>
    /// <exception cref="UserError">The bytes are no encrypted value.</exception>
    public static int KeyVersionOf(ReadOnlySpan<byte> encrypted) =>
        encrypted.Length >= Overhead && encrypted[0] == Form
            ? BinaryPrimitives.ReadInt32BigEndian(encrypted[1..])
            : throw new UserError(ExitCode.Input, "keys.value_not_ours");

    /// <summary>Lets the ciphers go.</summary>
    public void Dispose() => keys.Dispose();

    // What the tag covers beside the value: form and version, the purpose with its length, the context.
    private void Bind(ReadOnlySpan<byte> value, ReadOnlySpan<byte> context, Span<byte> bound)
    {
        value[..HeadSize].CopyTo(bound);
        boundPurpose.CopyTo(bound[HeadSize..]);
        context.CopyTo(bound[(HeadSize + boundPurpose.Length)..]);
    }
}
