using System.Buffers.Binary;
using System.Text;

namespace SatuPintu.Storage.Keys;

/// <summary>The names of columns as they go into keys and tags.</summary>
internal static class Purpose
{
    /// <summary>The name in UTF-8 after its length in two bytes, so that no name with what follows it is like another.</summary>
    /// <exception cref="ArgumentException">The name is empty or longer than 128 bytes.</exception>
    public static byte[] Bytes(string purpose)
    {
        var name = Encoding.UTF8.GetBytes(purpose);
        if (name.Length is 0 or > 128) throw new ArgumentException("A purpose has 1 to 128 bytes.", nameof(purpose));
        var bytes = new byte[2 + name.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)name.Length);
        name.CopyTo(bytes, 2);
        return bytes;
    }
}
