using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SatuPintu.Access.SecondFactor;

/// <summary>Codes by time as apps on phones make them: RFC 6238 with SHA-1, six digits and thirty seconds, the one form that every such app knows.</summary>
public static class OneTimeCode
{
    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;

    /// <summary>How many bytes a key has: as many as the hash (RFC 4226).</summary>
    internal const int KeySize = 20;

    private const int Seconds = 30;
    // A phone's clock may be off by one step in either direction.
    private const int Skew = 1;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of a key at a time.</summary>
    public static string At(ReadOnlySpan<byte> key, DateTimeOffset time) => Of(key, StepAt(time));

    /// <summary>The step at which a code is right, next to a time and after the last step that was used; null where it is not.</summary>
    internal static long? StepOf(ReadOnlySpan<byte> key, ReadOnlySpan<char> code, DateTimeOffset time, long last)
    {
        var now = StepAt(time);
        for (var step = Math.Max(now - Skew, last + 1); step <= now + Skew; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(key, step)), Encoding.UTF8.GetBytes(code.ToString()))) return step;
        }
        return null;
    }

    /// <summary>A key as people type it: base32 (RFC 4648) without padding.</summary>
    public static string Written(ReadOnlySpan<byte> key)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var b in key)
        {
            (bits, count) = (bits << 8 | b, count + 8);
            for (; count >= 5; count -= 5) text.Append(Letters[bits >> count - 5 & 31]);
            bits &= (1 << count) - 1;
        }
        if (count > 0) text.Append(Letters[bits << 5 - count & 31]);
        return text.ToString();
    }

    /// <summary>The address by which an app takes a key over.</summary>
    /// <param name="key">The key.</param>
    /// <param name="userName">Whose it is.</param>
    public static string Address(ReadOnlySpan<byte> key, string userName) =>
        $"otpauth://totp/SatuPintu:{Uri.EscapeDataString(userName)}?secret={Written(key)}&issuer=SatuPintu&algorithm=SHA1&digits={Digits}&period={Seconds}";

    private static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / Seconds;

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 6238 and the apps say SHA-1; its collisions do not matter to an HMAC.")]
    private static string Of(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
