using SatuPintu.Access;
using SatuPintu.Cli;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Integration;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Access;

public sealed class RotateKeysTests
{
    private const string Nik = "3672040101900001";
    private static readonly byte[] Row = new byte[16];

    [Fact]
    public async Task New_keys_are_written_with_and_what_was_written_before_is_read()
    {
        using var temp = new TempFolder();
        await using var registry = await TestRegistry.Make();
        var keys = KeyRing.Create(temp["keys"]);
        using var cipher = new FieldCipher(keys, "person.nik");
        var before = cipher.Encrypt(Nik, Row);
        var administrator = new Actor(Guid.Parse("01990000-0000-7000-8000-000000000001"), new Grant("administrator", "*", ""));
        await RotateKeys.Run(registry.Database, keys, administrator, new RotateKeysCommand(Data: true, Index: false));
        await RotateKeys.Run(registry.Database, keys, Actor.System, new RotateKeysCommand(Data: true, Index: true));
        (keys.DataVersion, keys.IndexVersion).ShouldBe((3, 2));
        cipher.DecryptText(before, Row).ShouldBe(Nik);
        (await registry.Database.In(Actor.System, s => s.Read("select action || ' ' || (details->>'data') || ' ' || (details->>'index') from audit.entry order by number", r => r.GetString(0)))).ShouldBe(["key.rotated 2 1", "key.rotated 3 2"]);

        // One of a city may not; and where the keys cannot be written, nothing says that they were.
        (await Should.ThrowAsync<UserError>(() => RotateKeys.Run(registry.Database, keys, new Actor(Guid.NewGuid(), new Grant("administrator", "*", "3672")), new RotateKeysCommand(true, true)))).Key.ShouldBe("access.not_here");
        File.WriteAllText(Path.Combine(temp["keys"], "keys.json"), "damaged");
        await Should.ThrowAsync<UserError>(() => RotateKeys.Run(registry.Database, keys, Actor.System, new RotateKeysCommand(true, true)));
        (await registry.AsOwner("select count(*) from audit.entry")).ShouldBe(2L);
    }

    [Fact]
    public void The_command_tells_versions_and_no_key()
    {
        using var temp = new TempFolder();
        var keys = KeyRing.Create(temp["keys"]);
        keys.Rotate();
        var (output, error) = (new StringWriter(), new StringWriter());
        CommandLine.Run(["keys", "status", "--keys", temp["keys"], "--data", temp["data"]], output, error).ShouldBe((int)ExitCode.Done);
        output.ToString().ShouldContain("versi 1, 2; menulis dengan 2");
        foreach (var key in keys.Keys.Data) output.ToString().ShouldNotContain(Convert.ToBase64String(key.Bytes));
        CommandLine.Run(["keys", "status", "--keys", temp["none"], "--data", temp["data"]], TextWriter.Null, error).ShouldBe((int)ExitCode.Input);
        CommandLine.Run(["keys", "rotate", "--keys", temp["none"], "--data", temp["data"]], TextWriter.Null, error).ShouldBe((int)ExitCode.Input);
        CommandLine.Run(["keys", "rotate", "--only", "semua", "--keys", temp["keys"], "--data", temp["data"]], TextWriter.Null, error).ShouldBe((int)ExitCode.Usage);
        KeyRing.Open(temp["keys"]).DataVersion.ShouldBe(2);
        File.Exists(Path.Combine(temp["none"], "keys.json")).ShouldBeFalse("new keys are of no use to what stands");
    }
}
