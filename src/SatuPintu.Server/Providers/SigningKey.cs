using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace SatuPintu.Server.Providers;

/// <summary>A public key by which a provider signs (RFC 7517).</summary>
/// <param name="Id">Its id; null where it has none.</param>
/// <param name="Key">The key itself.</param>
/// <param name="Algorithm">The one algorithm it is for; null for any that fits it.</param>
internal sealed record SigningKey(string? Id, AsymmetricAlgorithm Key, string? Algorithm)
{
    private const int LeastBits = 2048;

    /// <summary>Reads a set of keys; those that are not for signing, or of a kind that is not taken, are left out.</summary>
    /// <exception cref="JsonException">It is no set of keys.</exception>
    public static IReadOnlyList<SigningKey> Read(JsonElement set)
    {
        if (set.ValueKind != JsonValueKind.Object || !set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array) throw new JsonException("There are no keys.");
        return [.. keys.EnumerateArray().Where(k => k.ValueKind == JsonValueKind.Object && Json.Text(k, "use") is null or "sig").Select(One).OfType<SigningKey>()];
    }

    /// <summary>Whether a signature over some bytes is by this key; false for algorithms that do not fit the key.</summary>
    public bool HasSigned(string algorithm, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) => (Algorithm is null || Algorithm == algorithm) && (algorithm, Key) switch
    {
        ("RS256", RSA rsa) => rsa.VerifyData(bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ("PS256", RSA rsa) => rsa.VerifyData(bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        ("ES256", ECDsa ecdsa) => ecdsa.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        // Neither without a signature nor by a shared secret, whatever the token says of itself.
        _ => false,
    };

    private static SigningKey? One(JsonElement key)
    {
        try
        {
            AsymmetricAlgorithm? made = Json.Text(key, "kty") switch
            {
                "RSA" => RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }),
                "EC" when Json.Text(key, "crv") == "P-256" => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } }),
                _ => null,
            };
            return made is null or RSA { KeySize: < LeastBits } ? null : new SigningKey(Json.Text(key, "kid"), made, Json.Text(key, "alg"));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(Json.Text(key, name) ?? throw new FormatException(name));
}

/// <summary>Reading of what providers send.</summary>
internal static class Json
{
    // A name that stands twice is read in two ways by two programs.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Strict);
        return document.RootElement.Clone();
    }

    /// <summary>A text of an object; null where it is missing or no text.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A list of texts, of which one may stand by itself; empty where it is missing or something else.</summary>
    public static IReadOnlyList<string> Texts(JsonElement element, string name) => element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) ? [.. value.EnumerateArray().Select(v => v.GetString()!)]
        : [];

    /// <summary>Whether a value is there and true.</summary>
    public static bool IsTrue(JsonElement element, string name) => element.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || value.ValueKind == JsonValueKind.String && value.GetString() == "true");

    /// <summary>A time in seconds since 1970; null where it is missing or no number that can be one.</summary>
    public static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253402300799 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
}
