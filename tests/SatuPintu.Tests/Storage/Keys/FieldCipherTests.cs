using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

public sealed class FieldCipherTests : IDisposable
{
    private const string Nik = "3173010101900001";

    private readonly TempFolder temp = new();
    private readonly KeyRing ring;
    private readonly FieldCipher niks;
    private readonly byte[] row = Guid.NewGuid().ToByteArray();

    public FieldCipherTests()
    {
        ring = Ring(temp);
        niks = new FieldCipher(ring, "person.nik");
    }

    [Fact]
    public void Any_value_reads_back_in_its_own_row_and_is_never_written_alike_twice()
    {
        var bytes = ArbMap.Default.GeneratorFor<byte[]>();
        Prop.ForAll(Gen.Two(bytes).ToArbitrary(), t =>
        {
            var (plain, context) = t;
            var (one, two) = (niks.Encrypt(plain, context), niks.Encrypt(plain, context));
            return one.Length == plain.Length + FieldCipher.Overhead && !one.SequenceEqual(two)
                && niks.Decrypt(one, context).SequenceEqual(plain) && niks.Decrypt(two, context).SequenceEqual(plain);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Nik)]
    [InlineData("Siti Nurhaliza binti Tarudin 語 😀")]
    public void Any_text_reads_back_also_a_long_one(string text)
    {
        foreach (var plain in (string[])[text, string.Concat(Enumerable.Repeat(text, 500))])
            niks.DecryptText(niks.Encrypt(plain, row), row).ShouldBe(plain);
    }

    [Fact]
    public void Any_bit_turned_over_is_refused()
    {
        var value = niks.Encrypt(Nik, row);
        ring.Rotate();
        for (var bit = 0; bit < value.Length * 8; bit++)
        {
            var flipped = Flipped(value, bit);
            IsRefused(() => niks.Decrypt(flipped, row)).ShouldBeTrue($"bit {bit}");
        }
        niks.DecryptText(value, row).ShouldBe(Nik);
    }

    [Fact]
    public void A_value_cut_or_lengthened_is_refused()
    {
        var value = niks.Encrypt(Nik, row);
        for (var length = 0; length < value.Length; length++) IsRefused(() => niks.Decrypt(value.AsSpan(0, length), row)).ShouldBeTrue($"{length} bytes");
        Refused("keys.value_refused", () => niks.Decrypt([.. value, 0], row));
        Refused("keys.value_not_ours", () => niks.Decrypt([], row));
        Refused("keys.value_not_ours", () => niks.Decrypt("3173010101900001 in the clear, as it should not be"u8, row));
    }

    [Fact]
    public void A_value_moved_to_another_row_column_or_registry_is_refused()
    {
        using var cards = new FieldCipher(ring, "person.kk");
        using var foreign = new FieldCipher(Ring(temp, "other"), "person.nik");
        var value = niks.Encrypt(Nik, row);
        Refused("keys.value_refused", () => niks.Decrypt(value, Guid.NewGuid().ToByteArray()));
        Refused("keys.value_refused", () => niks.Decrypt(value, []));
        Refused("keys.value_refused", () => cards.Decrypt(value, row));
        Refused("keys.value_refused", () => foreign.Decrypt(value, row));
        // Purpose and context together are the same bytes here.
        using var shorter = new FieldCipher(ring, "person.ni");
        Refused("keys.value_refused", () => shorter.Decrypt(niks.Encrypt(Nik, "x"u8), "kx"u8));
    }

    [Fact]
    public void After_rotation_old_values_are_read_and_new_ones_written_with_the_new_key_until_the_old_is_forgotten()
    {
        var old = niks.Encrypt(Nik, row);
        ring.Rotate();
        var renewed = niks.Encrypt(niks.Decrypt(old, row), row);
        (FieldCipher.KeyVersionOf(old), FieldCipher.KeyVersionOf(renewed)).ShouldBe((1, 2));
        niks.DecryptText(old, row).ShouldBe(Nik);
        ring.Forget(1);
        Refused("keys.forgotten", () => niks.Decrypt(old, row));
        niks.DecryptText(renewed, row).ShouldBe(Nik);
    }

    [Fact]
    public void A_value_written_by_another_process_with_a_newer_key_is_read()
    {
        var elsewhere = KeyRing.Open(ring.Folder);
        elsewhere.Rotate();
        using var other = new FieldCipher(elsewhere, "person.nik");
        niks.DecryptText(other.Encrypt(Nik, row), row).ShouldBe(Nik);
        FieldCipher.KeyVersionOf(niks.Encrypt(Nik, row)).ShouldBe(2);
    }

    [Fact]
    public void Many_threads_share_one_cipher_while_keys_change()
    {
        var nonces = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 500; i++)
            {
                var context = BitConverter.GetBytes(thread * 1000 + i);
                var value = niks.Encrypt(Nik, context);
                nonces.TryAdd(Convert.ToHexString(value.AsSpan(5, 12)), true).ShouldBeTrue();
                niks.DecryptText(value, context).ShouldBe(Nik);
                if (thread == 0 && i % 100 == 50) ring.Rotate();
            }
        });
        nonces.Count.ShouldBe(4000);
        ring.DataVersion.ShouldBe(6);
    }

    [Fact]
    public void Without_memory_of_its_own_it_writes_where_it_is_told()
    {
        var into = new byte[100];
        var written = niks.Encrypt("abc"u8, row, into);
        written.ShouldBe(3 + FieldCipher.Overhead);
        into.AsSpan(written).ContainsAnyExcept((byte)0).ShouldBeFalse();
        var plain = new byte[10];
        niks.Decrypt(into.AsSpan(0, written), row, plain).ShouldBe(3);
        plain.AsSpan(0, 3).SequenceEqual("abc"u8).ShouldBeTrue();
    }

    public void Dispose()
    {
        niks.Dispose();
        temp.Dispose();
    }
}
