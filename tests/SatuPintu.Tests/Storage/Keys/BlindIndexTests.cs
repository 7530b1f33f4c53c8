using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

public sealed class BlindIndexTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly KeyRing ring;
    private readonly BlindIndex niks;

    public BlindIndexTests()
    {
        ring = Ring(temp);
        niks = new BlindIndex(ring, "person.nik");
    }

    [Fact]
    public void It_is_the_HMAC_of_purpose_and_value_cut_to_16_bytes()
    {
        byte[] message = [0, 10, .. "person.nik"u8, .. "3173010101900001"u8];
        niks.OfNumber("3173010101900001")!.Value.Hash.ShouldBe(HMACSHA256.HashData(ring.IndexKey(1), message)[..16]);
    }

    [Theory]
    [InlineData("3173 0101 0190 0001")]
    [InlineData("'3173010101900001")]
    [InlineData("31.73.01.010190.0001\u00A0")]
    public void Numbers_are_found_by_their_digits(string written) =>
        niks.OfNumber(written)!.Value.Hash.ShouldBe(niks.OfNumber("3173010101900001")!.Value.Hash);

    [Fact]
    public void What_has_no_digit_has_no_hash_and_finds_nobody()
    {
        niks.OfNumber("-").ShouldBeNull();
        niks.OfNumber("").ShouldBeNull();
        niks.ToSearchNumber("tidak ada").ShouldBeEmpty();
    }

    [Fact]
    public void Other_values_columns_and_rings_have_other_hashes()
    {
        using var cards = new BlindIndex(ring, "person.kk");
        using var foreign = new BlindIndex(Ring(temp, "other"), "person.nik");
        Prop.ForAll(Gen.Two(Gen.Choose(0, int.MaxValue)).ToArbitrary(), t =>
        {
            var (one, two) = ($"{t.Item1}", $"{t.Item2}");
            var hash = niks.Of(one).Hash;
            return hash.Length == BlindIndex.Size && hash.SequenceEqual(niks.Of(two).Hash) == (one == two)
                && !hash.SequenceEqual(cards.Of(one).Hash) && !hash.SequenceEqual(foreign.Of(one).Hash);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void During_a_change_of_keys_both_hashes_are_searched_newest_first()
    {
        var old = niks.OfNumber("3173010101900001")!.Value;
        ring.RotateIndex();
        var renewed = niks.OfNumber("3173010101900001")!.Value;
        (old.Version, renewed.Version).ShouldBe((1, 2));
        renewed.Hash.ShouldNotBe(old.Hash);
        var search = niks.ToSearchNumber("3173-0101-0190-0001");
        search.Select(s => s.Version).ShouldBe([2, 1]);
        search[0].Hash.ShouldBe(renewed.Hash);
        search[1].Hash.ShouldBe(old.Hash);
        niks.Of("3173010101900001", 1).ShouldBe(old.Hash);
        ring.ForgetIndex(1);
        niks.ToSearchNumber("3173010101900001").Length.ShouldBe(1);
        Refused("keys.forgotten", () => niks.Of("3173010101900001", 1));
    }

    [Fact]
    public void A_long_text_has_a_hash_too() =>
        niks.Of(new string('x', 10_000)).Hash.ShouldNotBe(niks.Of(new string('x', 10_001)).Hash);

    [Fact]
    public void Many_threads_share_one_index_while_keys_change()
    {
        var expected = Enumerable.Range(0, 100).Select(i => niks.Of($"{i}", 1)).ToArray();
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 500; i++)
            {
                niks.Of($"{i % 100}", 1).ShouldBe(expected[i % 100]);
                if (thread == 0 && i % 100 == 50) ring.RotateIndex();
            }
        });
        niks.Of("1").Version.ShouldBe(6);
    }

    public void Dispose()
    {
        niks.Dispose();
        temp.Dispose();
    }
}
