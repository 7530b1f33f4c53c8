using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

/// <summary>Reads what was written by <c>docs/keys.md</c> alone, so that neither can change without the other.</summary>
public sealed class KeyFormatTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly KeyRing ring;

    public KeyFormatTests()
    {
        ring = Ring(temp);
        ring.Rotate();
    }

    [Fact]
    public void A_value_is_written_as_documented()
    {
        byte[] row = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        byte[] purpose = [0, 10, .. "person.nik"u8];
        using var niks = new FieldCipher(ring, "person.nik");
        var value = niks.Encrypt("3173010101900001", row);
        value.AsSpan(0, 5).SequenceEqual((byte[])[1, 0, 0, 0, 2]).ShouldBeTrue();
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, ring.DataKey(2), 32, salt: [], info: [.. "satupintu field 1"u8, .. purpose]);
        Opened(key, value.AsSpan(5, 12), value.AsSpan(17), [1, 0, 0, 0, 2, .. purpose, .. row]).ShouldBe("3173010101900001"u8.ToArray());
    }

    [Fact]
    public void A_file_is_written_as_documented()
    {
        var content = Noise(65_536 + 100);
        using (var file = SealedFile.Create(temp["f"], ring))
        {
            file.Write(content);
            file.Complete();
        }
        var bytes = File.ReadAllBytes(temp["f"]);
        var head = bytes[..29];
        Encoding.ASCII.GetString(head, 0, 8).ShouldBe("SPSEALED");
        head.AsSpan(8, 5).SequenceEqual((byte[])[1, 0, 0, 0, 2]).ShouldBeTrue();
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, ring.DataKey(2), 32, salt: head[13..], info: "satupintu file 1"u8.ToArray());
        Opened(key, [255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0], bytes.AsSpan(29, 16), head).ShouldBeEmpty();
        Chunk(key, head, 0, 0, bytes[45..65_601]).ShouldBe(content[..65_536]);
        Chunk(key, head, 1, 1, bytes[65_601..]).ShouldBe(content[65_536..]);
    }

    public void Dispose() => temp.Dispose();

    private static byte[] Chunk(byte[] key, byte[] head, long number, byte last, byte[] stored)
    {
        var count = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(count, number);
        return Opened(key, [.. count, .. stored.AsSpan(0, 4)], stored.AsSpan(4), [.. head, .. count, last]);
    }

    private static byte[] Opened(byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedBytes, byte[] associated)
    {
        using var aes = new AesGcm(key, 16);
        var plain = new byte[sealedBytes.Length - 16];
        aes.Decrypt(nonce, sealedBytes[..^16], sealedBytes[^16..], plain, associated);
        return plain;
    }
}
