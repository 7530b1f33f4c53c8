using System.Buffers.Text;
using System.Globalization;
using System.Numerics;

namespace SatuPintu.Welfare.Tables;

/// <summary>
/// Writes the shortest decimal that reads back as the same number, of several the nearest, as .NET's format <c>R</c> does: by Schubfach
/// (Giulietti 2020) where no exponent is written, which takes a third of the time.
/// </summary>
internal static class ShortestDecimal
{
    /// <summary>The most bytes a number takes.</summary>
    public const int Longest = 32;

    private const int FractionBits = 52, ExponentBias = 1075;
    private const double LeastPlain = 1e-4, MostPlain = 1e15;

    // 10^k for each k that a number without an exponent may need, its highest bit moved to the front: all exact in 128 bits.
    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, 22).Select(k => Power(k))];

    /// <summary>Writes a number into a span of at least <see cref="Longest"/> bytes and gives its length.</summary>
    public static int Write(double value, Span<byte> target)
    {
        var size = Math.Abs(value);
        if (!(size is >= LeastPlain and < MostPlain))
        {
            value.TryFormat(target, out var length, "R", CultureInfo.InvariantCulture);
            return length;
        }
        var used = 0;
        if (value < 0) target[used++] = (byte)'-';
        var bits = BitConverter.DoubleToUInt64Bits(size);
        var (fraction, exponent) = (bits & ((1UL << FractionBits) - 1), (int)(bits >> FractionBits));
        var (significand, power) = (fraction | (1UL << FractionBits), exponent - ExponentBias);
        if (-power <= FractionBits && BitOperations.TrailingZeroCount(significand) >= -power)
        {
            Utf8Formatter.TryFormat(significand >> -power, target[used..], out var written);
            return used + written;
        }
        var (digits, decimals) = Shortest(significand, power, fraction == 0);
        return used + Place(digits, decimals, target[used..]);
    }

    // digits·10^−decimals for significand·2^power. The interval that rounds to the number is scaled so that its neighbours of one digit
    // less and of as many digits are whole numbers; what is lost below them is kept as an odd last bit.
    private static (ulong Digits, int Decimals) Shortest(ulong significand, int power, bool isLowerCloser)
    {
        var odd = significand & 1;
        var k = ((power * 1262611) - (isLowerCloser ? 524031 : 0)) >> 22;
        var shift = power + ((-k * 1741647) >> 19) + 1;
        var ten = Powers[-k];
        var scaled = significand << 2;
        var low = Scale(ten, (scaled - (isLowerCloser ? 1UL : 2UL)) << shift) + odd;
        var middle = Scale(ten, scaled << shift);
        var high = Scale(ten, (scaled + 2) << shift) - odd;
        var s = middle / 4;
        var shorter = s / 10;
        bool isBelow = low <= 40 * shorter, isAbove = (40 * shorter) + 40 <= high;
        if (isBelow != isAbove)
        {
            var (digits, decimals) = (shorter + (isAbove ? 1UL : 0), -k - 1);
            while (digits % 10 == 0) (digits, decimals) = (digits / 10, decimals - 1);
            return (digits, decimals);
        }
        (isBelow, isAbove) = (low <= 4 * s, (4 * s) + 4 <= high);
        if (isBelow != isAbove) return (s + (isAbove ? 1UL : 0), -k);
        var half = (4 * s) + 2;
        return (s + (middle > half || (middle == half && (s & 1) != 0) ? 1UL : 0), -k);
    }

    // The upper 64 of 192 bits of a product; the last one is odd where anything was cut off.
    private static ulong Scale(UInt128 ten, ulong value)
    {
        var carry = Math.BigMul((ulong)ten, value, out _);
        var high = Math.BigMul((ulong)(ten >> 64), value, out var low);
        var sum = low + carry;
        if (sum < low) high++;
        return high | (sum > 1 ? 1UL : 0);
    }

    private static int Place(ulong digits, int decimals, Span<byte> target)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(digits, text, out var count);
        var whole = count - decimals;
        if (whole > 0)
        {
            text[..whole].CopyTo(target);
            target[whole] = (byte)'.';
            text[whole..count].CopyTo(target[(whole + 1)..]);
            return count + 1;
        }
        "0."u8.CopyTo(target);
        target.Slice(2, -whole).Fill((byte)'0');
        text[..count].CopyTo(target[(2 - whole)..]);
        return 2 - whole + count;
    }

    private static UInt128 Power(int exponent)
    {
        UInt128 power = 1;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power << (int)UInt128.LeadingZeroCount(power);
    }
}
