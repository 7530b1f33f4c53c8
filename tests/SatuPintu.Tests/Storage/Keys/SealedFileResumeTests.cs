using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Storage.Keys;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

public sealed class SealedFileResumeTests : SealedFileDesk
{
    [Fact]
    public void After_a_cut_at_any_byte_going_on_gives_the_same_content()
    {
        var content = Noise(3 * Chunk + 1000);
        Write(content, complete: true);
        var whole = File.ReadAllBytes(path);
        var cuts = Gen.OneOf(
            Gen.Choose(0, SealedCipher.HeadSize + 40), Gen.Choose(0, whole.Length - 1),
            Gen.Choose(1, 3).SelectMany(chunk => Gen.Choose(-20, 20).Select(by => (int)SealedTail.At(chunk) + by)));
        Prop.ForAll(cuts.ToArbitrary(), cut =>
        {
            File.WriteAllBytes(path, whole[..cut]);
            using (var file = SealedFile.Resume(path, ring))
            {
                if (file.SafeBytes != Math.Max(0, cut - SealedCipher.HeadSize) / SealedCipher.StoredSize * Chunk) return false;
                file.Write(content.AsSpan((int)file.SafeBytes));
                file.Complete();
            }
            return Content().SequenceEqual(content);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void An_upload_in_parts_loses_nothing_when_parts_are_whole_chunks()
    {
        var content = Noise(5 * Chunk + 10);
        SealedFile.Create(path, ring).Dispose();
        for (var part = 0; part < 5; part++)
        {
            using var file = SealedFile.Resume(path, ring);
            file.SafeBytes.ShouldBe(part * Chunk);
            file.Write(content, part * Chunk, Chunk);
            file.SafeBytes.ShouldBe((part + 1) * Chunk);
        }
        Refused("keys.file.incomplete", () => SealedFile.Open(path, ring));
        using (var file = SealedFile.Resume(path, ring))
        {
            file.Write(content.AsSpan(5 * Chunk));
            file.Complete();
        }
        Content().ShouldBe(content);
    }

    [Fact]
    public void What_fills_no_chunk_is_to_be_sent_again()
    {
        var content = Noise(2 * Chunk + 5);
        Write(content, complete: false);
        using var file = SealedFile.Resume(path, ring);
        file.SafeBytes.ShouldBe(2 * Chunk);
        file.Write(content.AsSpan(2 * Chunk));
        file.Complete();
        Should.Throw<InvalidOperationException>(() => file.Write([1]));
        file.Dispose();
        Content().ShouldBe(content);
    }

    [Fact]
    public void A_chunk_written_again_with_other_content_has_another_nonce()
    {
        var content = Noise(Chunk + 1);
        Write(content, complete: true);
        var salts = new HashSet<string>();
        for (var i = 0; i < 4; i++)
        {
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..(SealedCipher.HeadSize + 1000)]);
            using (var file = SealedFile.Resume(path, ring))
            {
                file.Write(content);
                file.Complete();
            }
            salts.Add(Convert.ToHexString(File.ReadAllBytes(path).AsSpan(SealedCipher.HeadSize, 4))).ShouldBeTrue();
        }
    }

    [Fact]
    public void An_end_that_has_length_but_no_content_is_cut_off()
    {
        var content = Noise(4 * Chunk);
        Write(content, complete: false);
        var bytes = File.ReadAllBytes(path);
        Array.Clear(bytes, (int)SealedTail.At(2) + 100, bytes.Length - (int)SealedTail.At(2) - 100);
        File.WriteAllBytes(path, bytes);
        using (var file = SealedFile.Resume(path, ring))
        {
            file.SafeBytes.ShouldBe(2 * Chunk);
            file.Write(content.AsSpan(2 * Chunk));
            file.Complete();
        }
        Content().ShouldBe(content);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(Chunk)]
    public void A_complete_file_is_not_gone_on_with(int size)
    {
        Write(Noise(size), complete: true);
        var before = File.ReadAllBytes(path);
        Refused("keys.file.complete", () => SealedFile.Resume(path, ring));
        File.ReadAllBytes(path).ShouldBe(before);
    }

    [Fact]
    public void Two_cannot_write_one_file_and_nobody_reads_it_meanwhile()
    {
        using var file = SealedFile.Create(path, ring);
        Refused("keys.file.unwritable", () => SealedFile.Resume(path, ring));
        Refused("keys.file.unreadable", () => SealedFile.Open(path, ring));
    }

    [Fact]
    public void An_upload_begun_before_a_rotation_ends_with_its_own_key()
    {
        var content = Noise(2 * Chunk);
        Write(content.AsSpan(0, Chunk), complete: false);
        ring.Rotate();
        using (var file = SealedFile.Resume(path, ring))
        {
            file.KeyVersion.ShouldBe(1);
            file.Write(content.AsSpan(Chunk));
            file.Complete();
        }
        Content().ShouldBe(content);
    }

    [Fact]
    public void Sealed_anew_a_file_is_read_with_the_new_key_alone()
    {
        var content = Noise(2 * Chunk + 9);
        Write(content, complete: true);
        SealedFile.Reseal(path, ring).ShouldBeFalse();
        ring.Rotate();
        SealedFile.KeyVersionOf(path).ShouldBe(1);
        SealedFile.Reseal(path, ring).ShouldBeTrue();
        SealedFile.KeyVersionOf(path).ShouldBe(2);
        ring.Forget(1);
        Content().ShouldBe(content);
        temp.All().ShouldBe(["keys", "keys/keys.json", "keys/keys.lock", "list.sealed"]);
        temp.Mode("list.sealed").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_file_that_cannot_be_sealed_anew_stays_as_it_was()
    {
        Write(Noise(2 * Chunk), complete: true);
        ring.Rotate();
        var damaged = Flipped(File.ReadAllBytes(path), (SealedCipher.HeadSize + 20) * 8);
        File.WriteAllBytes(path, damaged);
        Refused("keys.file.damaged", () => SealedFile.Reseal(path, ring));
        File.ReadAllBytes(path).ShouldBe(damaged);
        temp.All().ShouldNotContain("list.sealed.resealing");
        File.Delete(path);
        Write(Noise(Chunk), complete: false);
        ring.Rotate();
        Refused("keys.file.incomplete", () => SealedFile.Reseal(path, ring));
        ring.Forget(2);
        Refused("keys.forgotten", () => SealedFile.Resume(path, ring));
    }

    private void Write(ReadOnlySpan<byte> content, bool complete)
    {
        using var file = SealedFile.Create(path, ring);
        file.Write(content);
        if (complete) file.Complete();
    }
}
