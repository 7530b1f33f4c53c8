using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SatuPintu.Access;
using SatuPintu.Audit;
using SatuPintu.Deliveries.Register;
using SatuPintu.Deliveries.Uploads;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Tests.Deliveries;

/// <summary>Files on their way in: whatever cuts them off, what comes out is what was sent, once, and never in the clear.</summary>
public sealed class UploadTests
{
    private const int Chunk = SealedCipher.ChunkSize;
    private const string Nik = "3672041505800003";

    [Fact]
    public async Task Sent_in_pieces_that_break_off_anywhere_a_file_is_delivered_as_it_was()
    {
        await using var test = await DeliveryTest.Make();
        var producer = (await test.Officer("ani")).Actor;
        var number = 0;
        var sizes = Gen.OneOf(Gen.Choose(1, 4 * Chunk), Gen.Elements(Chunk, 2 * Chunk, 3 * Chunk));
        var sent = sizes.SelectMany(size => Gen.Choose(0, 3 * Chunk).ListOf().Select(cuts => (Size: size, Cuts: cuts.Take(6).ToList())));
        await Task.Run(() => Prop.ForAll(sent.ToArbitrary(), s => Check(s.Size, s.Cuts).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(20)));
        (await AuditLog.Verify(test.Database, new byte[32], null)).IsWhole.ShouldBeTrue();

        async Task<bool> Check(int size, List<int> cuts)
        {
            var content = List(size, ++number);
            var id = await BeginUpload.Run(test.Database, producer, new BeginUploadCommand("dtks-dinsos", "a.csv", content.Length, DeliveryTest.AsOf));
            foreach (var cut in cuts)
            {
                var state = await ShowUpload.Run(test.Database, test.Files, producer, id);
                if (state.IsWhole) break;
                var rest = content[(int)state.Safe..];
                await Should.ThrowAsync<IOException>(() => AppendToUpload.Run(test.Database, test.Files, producer, id, state.Safe, new Breaking(rest, rest.Length == 0 ? 0 : cut % rest.Length)));
                test.Restart();
            }
            var safe = (await ShowUpload.Run(test.Database, test.Files, producer, id)).Safe;
            var wrong = await AppendToUpload.Run(test.Database, test.Files, producer, id, safe + 1, new MemoryStream([1]));
            (wrong.Fits, wrong.State.Safe).ShouldBe((false, safe));
            var whole = await AppendToUpload.Run(test.Database, test.Files, producer, id, safe, new MemoryStream(content[(int)safe..]));
            (whole.Fits, whole.State.Safe, whole.State.IsWhole).ShouldBe((true, content.Length, true));
            var made = await FinishUpload.Run(test.Database, test.Files, producer, id);
            // Asked again because the answer was lost, it says the same.
            (await FinishUpload.Run(test.Database, test.Files, producer, id)).ShouldBe(made);
            return test.Content(made.Delivery).SequenceEqual(content);
        }
    }

    [Fact]
    public async Task Wherever_the_service_is_ended_while_it_finishes_the_next_try_makes_one_delivery()
    {
        await using var test = await DeliveryTest.Make();
        var producer = (await test.Officer("ani")).Actor;
        var content = List(2 * Chunk, 1);
        var id = await BeginUpload.Run(test.Database, producer, new BeginUploadCommand("dtks-dinsos", "a.csv", content.Length, DeliveryTest.AsOf));
        // Ended after the last byte, before the seal on it.
        using (var file = test.Files.GoOn(id)!) file.Write(content);
        test.Restart();
        (await ShowUpload.Run(test.Database, test.Files, producer, id)).ShouldSatisfyAllConditions(s => s.Safe.ShouldBe(content.Length), s => s.IsWhole.ShouldBeFalse());
        using (var file = test.Files.GoOn(id)!) file.Complete();
        // Ended after the file was moved, before the transaction was.
        test.Files.Deliver(id);
        test.Restart();
        test.Stored().ShouldBe([$"data/deliveries/{id}/list.sealed"]);
        await SweepUploads.Run(test.Database, test.Files);
        (await ShowUpload.Run(test.Database, test.Files, producer, id)).IsWhole.ShouldBeTrue();
        (await FinishUpload.Run(test.Database, test.Files, producer, id)).Delivery.ShouldBe(id);
        test.Content(id).ShouldBe(content);
        (await test.Count("registry.upload")).ShouldBe(0);
        (await test.Count("registry.delivery")).ShouldBe(1);
        (await test.Count("registry.delivery_state where state = 'received'")).ShouldBe(1);
        (await test.Trail()).Count(a => a == "delivery.received").ShouldBe(1);
        // Given up at the same place, nothing is left.
        var other = await BeginUpload.Run(test.Database, producer, new BeginUploadCommand("dtks-dinsos", "b.csv", 5, DeliveryTest.AsOf));
        await AppendToUpload.Run(test.Database, test.Files, producer, other, 0, new MemoryStream("a,b\n1"u8.ToArray()));
        test.Files.Deliver(other);
        await GiveUpUpload.Run(test.Database, test.Files, producer, other);
        test.Stored().ShouldBe([$"data/deliveries/{id}/list.sealed"]);
    }

    [Fact]
    public async Task The_same_file_of_a_source_is_one_delivery_also_when_two_finish_at_once()
    {
        await using var test = await DeliveryTest.Make();
        var producer = (await test.Officer("ani")).Actor;
        var content = List(1000, 1);
        var first = await test.Deliver(producer, content);
        var again = await test.Deliver(producer, content, name: "nama-lain.csv");
        again.ShouldBe(first with { WasThere = true });
        var ids = new List<Guid>();
        var other = List(3 * Chunk, 2);
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await BeginUpload.Run(test.Database, producer, new BeginUploadCommand("dtks-dinsos", "c.csv", other.Length, DeliveryTest.AsOf)));
            await AppendToUpload.Run(test.Database, test.Files, producer, ids[i], 0, new MemoryStream(other));
        }
        var ends = await Task.WhenAll(ids.Select(id => Task.Run(() => FinishUpload.Run(test.Database, test.Files, producer, id))));
        ends.Select(e => e.Delivery).Distinct().ShouldHaveSingleItem();
        ends.Count(e => !e.WasThere).ShouldBe(1);
        (await test.Count("registry.delivery")).ShouldBe(2);
        test.Stored().Length.ShouldBe(2);
        // Another source may well be sent the same file.
        var steward = (await test.Officer("wali", "steward", "", "*")).Actor;
        (await test.Deliver(steward, content, "dtks-bappeda")).WasThere.ShouldBeFalse();
    }

    [Theory]
    [InlineData("%PDF-1.7 daftar", "reading.not_a_table.pdf")]
    [InlineData("<html><table><tr><td>NIK", "reading.not_a_table.html")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000e\u000f\u0010\u0011", "reading.not_a_table.binary")]
    public async Task What_is_no_list_is_refused_and_removed(string text, string key)
    {
        await using var test = await DeliveryTest.Make();
        var producer = (await test.Officer("ani")).Actor;
        (await Should.ThrowAsync<UserError>(() => test.Deliver(producer, Encoding.UTF8.GetBytes(text), name: "daftar.csv"))).Key.ShouldBe(key);
        test.Stored().ShouldBeEmpty();
        (await test.Count("registry.upload")).ShouldBe(0);
        (await test.Count("registry.delivery")).ShouldBe(0);
        (await test.Trail()).ShouldContain("delivery.refused");
    }

    [Fact]
    public async Task A_file_is_held_against_what_was_announced()
    {
        await using var test = await DeliveryTest.Make();
        var producer = (await test.Officer("ani")).Actor;
        var content = List(500, 1);
        var announced = new BeginUploadCommand("dtks-dinsos", "a.csv", content.Length, DeliveryTest.AsOf, Convert.ToHexString(SHA256.HashData(content)));
        var id = await BeginUpload.Run(test.Database, producer, announced);
        await Refused("upload.not_whole", () => FinishUpload.Run(test.Database, test.Files, producer, id));
        await Refused("upload.longer", () => AppendToUpload.Run(test.Database, test.Files, producer, id, 0, new MemoryStream([.. content, 1])));
        content[3] ^= 1;
        await AppendToUpload.Run(test.Database, test.Files, producer, id, 0, new MemoryStream(content));
        await Refused("upload.other_sha256", () => FinishUpload.Run(test.Database, test.Files, producer, id));
        test.Stored().ShouldBeEmpty();
        await Refused("upload.unknown", () => FinishUpload.Run(test.Database, test.Files, producer, id));
        foreach (var (wrong, key) in new[]
        {
            (announced with { Bytes = 0 }, "upload.empty"), (announced with { Bytes = BeginUpload.Largest + 1 }, "upload.too_large"), (announced with { AsOf = new DateOnly(1990, 1, 1) }, "upload.as_of"),
            (announced with { AsOf = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(2)) }, "upload.as_of"), (announced with { Sha256 = "x" }, "upload.sha256"), (announced with { Source = "tidak-ada" }, "upload.source"), (announced with { Source = "a\0" }, "upload.source"),
        }) await Refused(key, () => BeginUpload.Run(test.Database, producer, wrong));
    }

    [Fact]
    public async Task Uploads_are_their_senders_own_and_sources_their_agencies()
    {
        await using var test = await DeliveryTest.Make();
        var (ani, budi, elsewhere, auditor) = ((await test.Officer("ani")).Actor, (await test.Officer("budi")).Actor, (await test.Officer("citra", area: "3201")).Actor, (await test.Officer("dewi", "auditor")).Actor);
        var command = new BeginUploadCommand("dtks-dinsos", "a.csv", 10, DeliveryTest.AsOf);
        var id = await BeginUpload.Run(test.Database, ani, command);
        await Refused("upload.unknown", () => ShowUpload.Run(test.Database, test.Files, budi, id));
        await Refused("upload.unknown", () => AppendToUpload.Run(test.Database, test.Files, budi, id, 0, new MemoryStream([1])));
        await GiveUpUpload.Run(test.Database, test.Files, budi, id);
        (await ShowUpload.Run(test.Database, test.Files, ani, id)).Safe.ShouldBe(0);
        await Refused("upload.source", () => BeginUpload.Run(test.Database, ani, command with { Source = "dtks-bappeda" }));
        (await Should.ThrowAsync<UserError>(() => BeginUpload.Run(test.Database, elsewhere, command))).Key.ShouldBeOneOf("upload.not_yours", "upload.source");
        await Refused("access.may_not", () => BeginUpload.Run(test.Database, auditor, command));
        await RetireSource.Run(test.Database, Actor.System, "dtks-dinsos", true);
        await Refused("upload.source", () => BeginUpload.Run(test.Database, ani, command));
    }

    [Fact]
    public async Task A_request_with_a_key_is_done_once_and_a_browsers_file_is_known_again()
    {
        await using var test = await DeliveryTest.Make();
        var ani = (await test.Officer("ani")).Actor;
        var command = new BeginUploadCommand("dtks-dinsos", "a.csv", 10, DeliveryTest.AsOf);
        var id = await BeginUpload.Run(test.Database, ani, command, "k1");
        (await BeginUpload.Run(test.Database, ani, command, "k1")).ShouldBe(id);
        (await BeginUpload.Run(test.Database, ani, command, "k2")).ShouldNotBe(id);
        await Refused("upload.key_reused", () => BeginUpload.Run(test.Database, ani, command with { Bytes = 11 }, "k1"));
        var many = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => BeginUpload.Run(test.Database, ani, command, "k3"))));
        many.Distinct().ShouldHaveSingleItem();
        var mine = await BeginUpload.Run(test.Database, ani, command with { Changed = 17 });
        (await BeginUpload.Run(test.Database, ani, command with { Changed = 17 })).ShouldBe(mine);
        (await BeginUpload.Run(test.Database, ani, command with { Changed = 18 })).ShouldNotBe(mine);
        for (var i = 0; i < 5; i++) await BeginUpload.Run(test.Database, ani, command);
        await Refused("upload.too_many", () => BeginUpload.Run(test.Database, ani, command));
    }

    [Fact]
    public async Task What_is_left_alone_for_a_week_is_removed_and_nothing_else()
    {
        await using var test = await DeliveryTest.Make();
        var ani = (await test.Officer("ani")).Actor;
        var ids = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            ids.Add(await BeginUpload.Run(test.Database, ani, new BeginUploadCommand("dtks-dinsos", "a.csv", 10 * Chunk, DeliveryTest.AsOf)));
            await AppendToUpload.Run(test.Database, test.Files, ani, ids[^1], 0, new MemoryStream(List(2 * Chunk, 1)));
        }
        var delivered = await test.Deliver(ani, List(100, 3));
        await test.Registry.AsOwner($"update registry.upload set touched_at = touched_at - interval '8 days' where upload_id = '{ids[0]}'");
        var nobodys = test.PathOf($"data/uploads/{Guid.NewGuid()}.sealed");
        File.WriteAllText(nobodys, "x");
        File.SetLastWriteTimeUtc(nobodys, DateTime.UtcNow.AddDays(-8));
        (await SweepUploads.Run(test.Database, test.Files)).ShouldBe(1);
        test.Stored().ShouldBe([$"data/deliveries/{delivered.Delivery}/list.sealed", $"data/uploads/{ids[1]}.sealed"]);
        await Refused("upload.unknown", () => ShowUpload.Run(test.Database, test.Files, ani, ids[0]));
        (await ShowUpload.Run(test.Database, test.Files, ani, ids[1])).Safe.ShouldBe(2 * Chunk);
    }

    [Fact]
    public async Task A_stolen_data_folder_shows_no_identity_number()
    {
        await using var test = await DeliveryTest.Make();
        var ani = (await test.Officer("ani")).Actor;
        var content = List(3 * Chunk, 1);
        Encoding.UTF8.GetString(content).ShouldContain(Nik);
        var made = await test.Deliver(ani, content, name: $"C:\\warga\\{Nik}.csv");
        var half = await BeginUpload.Run(test.Database, ani, new BeginUploadCommand("dtks-dinsos", "b.csv", 9 * Chunk, DeliveryTest.AsOf));
        await AppendToUpload.Run(test.Database, test.Files, ani, half, 0, new MemoryStream(List(2 * Chunk, 2)));
        test.Stored().Length.ShouldBe(2);
        foreach (var file in test.Stored())
        {
            File.ReadAllBytes(test.PathOf(file)).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Nik)).ShouldBe(-1, file);
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(test.PathOf(file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        (await test.Registry.AsOwner($"select file_name from registry.delivery where delivery_id = '{made.Delivery}'")).ShouldBe("***.csv");
        test.Content(made.Delivery).ShouldBe(content);
    }

    [Theory]
    [InlineData("daftar 2025.csv", "daftar 2025.csv")]
    [InlineData("/home/ani/daftar.csv", "daftar.csv")]
    [InlineData("kk 3672-0415-0580-0003 Siti.xlsx", "kk *** Siti.xlsx")]
    [InlineData("a\u202Egpj.csv\r\n", "agpj.csv")]
    [InlineData("", "-")]
    public void Of_a_name_what_is_safe_is_kept(string name, string kept) => FileNames.Kept(name).ShouldBe(kept);

    [Fact]
    public void A_name_of_ten_thousand_letters_is_cut()
    {
        var kept = FileNames.Kept(new string('x', 10_000) + ".csv");
        kept.Length.ShouldBe(120);
        kept.ShouldEndWith("x.csv");
        FileNames.Kept("\ud83d").ShouldBe("-");
    }

    private static byte[] List(int size, int number)
    {
        var text = new StringBuilder("NIK;NAMA\n");
        while (text.Length < size) text.Append(Nik).Append(";WARGA ").Append(number).Append(' ').Append(text.Length).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString(0, Math.Max(size, 10)));
    }

    private static async Task Refused(string key, Func<Task> work) => (await Should.ThrowAsync<UserError>(work)).Key.ShouldBe(key);

    /// <summary>A connection that breaks off after so many bytes.</summary>
    private sealed class Breaking(byte[] content, int after) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= after) throw new IOException("The connection broke off.");
            return await base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, after - Position)], cancellationToken);
        }
    }
}
