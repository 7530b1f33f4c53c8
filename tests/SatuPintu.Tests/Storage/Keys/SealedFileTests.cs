using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Storage.Keys;
using static SatuPintu.Tests.Storage.Keys.KeyTests;

namespace SatuPintu.Tests.Storage.Keys;

public sealed class SealedFileTests : SealedFileDesk
{
    private static readonly int[] Sizes = [0, 1, Chunk - 1, Chunk, Chunk + 1, 2 * Chunk, 2 * Chunk + 777];

    [Fact]
    public void Content_of_any_size_written_in_any_pieces_reads_back()
    {
        Prop.ForAll(Gen.Two(Gen.OneOf(Gen.Elements(Sizes), Gen.Choose(0, 4 * Chunk))).ToArbitrary(), t =>
        {
            var content = Noise(t.Item1);
            var piece = Math.Max(1, t.Item2 / 3);
            File.Delete(path);
            using (var file = SealedFile.Create(path, ring))
            {
                for (var at = 0; at < content.Length; at += piece) file.Write(content, at, Math.Min(piece, content.Length - at));
                file.Complete();
            }
            using var read = SealedFile.Open(path, ring);
            return read.Length == content.Length && new FileInfo(path).Length == content.Length + 45 + 20 * (content.Length / Chunk + 1)
                && Content(path).SequenceEqual(content);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        temp.Mode("list.sealed").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Any_place_can_be_read_by_itself()
    {
        var content = Made(3 * Chunk + 100);
        await using var file = SealedFile.Open(path, ring);
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(content.Length);
            var part = new byte[Math.Min(random.Next(2000), content.Length - at)];
            if (i % 2 == 0) file.Position = at;
            else file.Seek(at - content.Length, SeekOrigin.End);
            await file.ReadExactlyAsync(part, TestContext.Current.CancellationToken);
            part.ShouldBe(content.AsSpan(at, part.Length).ToArray());
        }
        file.Position = content.Length + 5;
        file.ReadByte().ShouldBe(-1);
    }

    [Fact]
    public void The_content_does_not_stand_in_the_file()
    {
        using (var file = SealedFile.Create(path, ring))
        {
            for (var i = 0; i < 10_000; i++) file.Write("3173010101900001,Siti\r\n"u8);
            file.Complete();
        }
        File.ReadAllBytes(path).AsSpan().IndexOf("3173"u8).ShouldBe(-1);
    }

    [Fact]
    public void Any_bit_turned_over_is_refused()
    {
        Made(2 * Chunk + 300);
        var good = File.ReadAllBytes(path);
        var bits = Gen.OneOf(Gen.Choose(0, SealedCipher.HeadSize * 8 - 1), Gen.Choose(0, good.Length * 8 - 1));
        Prop.ForAll(bits.ToArbitrary(), bit =>
        {
            File.WriteAllBytes(path, Flipped(good, bit));
            return IsRefused(() => Content(path));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [InlineData(3 * Chunk)]
    [InlineData(3 * Chunk + 500)]
    public void A_file_cut_anywhere_is_refused_when_it_is_opened(int size)
    {
        Made(size);
        var good = File.ReadAllBytes(path);
        var boundaries = Enumerable.Range(0, 4).Select(SealedAt).ToArray();
        int[] near = [.. boundaries, .. boundaries.Select(b => b + 1), .. boundaries.Select(b => b - 1), .. boundaries.Select(b => b + SealedCipher.Overhead), 0, 1, 8, 9, good.Length - 1];
        foreach (var cut in near.Where(c => c < good.Length))
        {
            File.WriteAllBytes(path, good[..cut]);
            IsRefused(() => SealedFile.Open(path, ring).Dispose()).ShouldBeTrue($"cut at {cut}");
        }
        foreach (var boundary in boundaries.Where(b => b < good.Length))
        {
            File.WriteAllBytes(path, good[..boundary]);
            Refused("keys.file.incomplete", () => SealedFile.Open(path, ring).Dispose());
        }
    }

    [Fact]
    public void Chunks_exchanged_repeated_left_out_or_added_are_refused()
    {
        Made(3 * Chunk + 500);
        var good = File.ReadAllBytes(path);
        var head = good[..SealedAt(0)];
        var (a, b, c, last) = (good[SealedAt(0)..SealedAt(1)], good[SealedAt(1)..SealedAt(2)], good[SealedAt(2)..SealedAt(3)], good[SealedAt(3)..]);
        foreach (var (what, bytes) in ((string, byte[])[])
        [
            ("exchanged", [.. head, .. b, .. a, .. c, .. last]), ("repeated", [.. head, .. a, .. a, .. b, .. c, .. last]),
            ("left out", [.. head, .. a, .. c, .. last]), ("last twice", [.. good, .. last]), ("one byte more", [.. good, 0]),
            ("a chunk more", [.. good, .. c]), ("only the last", [.. head, .. last]),
        ])
        {
            File.WriteAllBytes(path, bytes);
            IsRefused(() => Content(path)).ShouldBeTrue(what);
        }
        File.WriteAllBytes(path, good);
        var other = temp["other.sealed"];
        Made(3 * Chunk + 500, other);
        // The same content and key, and yet another file.
        File.WriteAllBytes(path, [.. head, .. File.ReadAllBytes(other).AsSpan(SealedAt(0))]);
        IsRefused(() => Content(path)).ShouldBeTrue("chunks of another file");
    }

    [Fact]
    public void Other_keys_and_other_files_are_told_apart()
    {
        Made(100);
        Refused("keys.file.wrong_key", () => SealedFile.Open(path, Ring(temp, "other")));
        Refused("keys.file.wrong_key", () => SealedFile.Resume(path, KeyRing.Open(temp["other"])));
        var plain = temp.File("plain.csv", "nik,name\r\n3173010101900001,Siti\r\n and some more to be longer than a head\r\n");
        Refused("keys.file.not_sealed", () => SealedFile.Open(plain, ring));
        Refused("keys.file.not_sealed", () => SealedFile.Resume(plain, ring));
        Refused("keys.file.not_sealed", () => SealedFile.KeyVersionOf(temp.File("empty", "")));
        Refused("keys.file.unreadable", () => SealedFile.Open(temp["none"], ring));
        Refused("keys.file.exists", () => SealedFile.Create(path, ring));
        var bytes = File.ReadAllBytes(path);
        bytes[8] = 2;
        Refused("keys.file.other_version", () => SealedFile.Open(temp.File("newer", bytes), ring));
        File.ReadAllText(plain).ShouldStartWith("nik,name");
    }

    [Fact]
    public void A_full_disk_is_said_so_and_the_writer_is_of_no_more_use()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("There is no device here that is always full.");
        var full = new FileStream("/dev/full", new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 0 });
        using var file = new SealedWriter(full, SealedCipher.New(ring), "/dev/full", chunks: 0);
        file.Write(new byte[Chunk - 1]);
        Refused("keys.file.disk_full", () => file.WriteByte(0));
        Refused("keys.file.disk_full", () => file.WriteByte(0));
        Refused("keys.file.disk_full", file.Complete);
        file.SafeBytes.ShouldBe(0);
    }

    private static int SealedAt(int chunk) => (int)SealedTail.At(chunk);

    private byte[] Made(int size, string? at = null)
    {
        var content = Noise(size);
        using var file = SealedFile.Create(at ?? path, ring);
        file.Write(content);
        file.Complete();
        return content;
    }
}
