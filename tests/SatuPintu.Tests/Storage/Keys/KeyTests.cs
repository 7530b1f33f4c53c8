using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Storage.Keys;

/// <summary>What the tests of keys share.</summary>
internal static class KeyTests
{
    /// <summary>A ring in a folder of its own.</summary>
    public static KeyRing Ring(TempFolder temp, string name = "keys") => KeyRing.Create(temp[name]);

    /// <summary>That the work is refused with the text of this key.</summary>
    public static void Refused(string key, Action work) => Should.Throw<UserError>(work).Key.ShouldBe(key);

    /// <summary>Whether the work is refused in the user's words.</summary>
    public static bool IsRefused(Action work)
    {
        try
        {
            work();
            return false;
        }
        catch (UserError)
        {
            return true;
        }
    }

    /// <summary>The bytes with one bit turned over.</summary>
    public static byte[] Flipped(byte[] bytes, int bit)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    /// <summary>Bytes that look random and are the same in every run.</summary>
    public static byte[] Noise(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
