using SatuPintu.Server.SignIn;
using SatuPintu.Tests.Integration;

namespace SatuPintu.Tests.Server;

/// <summary>The file of the ways to sign in: what it may say, and that it is read by nobody else.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string Provider = """{"name": "kota", "display": "Kota", "issuer": "https://sso.example", "clientId": "satupintu", "clientSecretFile": "kota.secret"}""";
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void It_is_read_with_the_secrets_beside_it()
    {
        Own(temp.File("kota.secret", "rahasia\n"));
        var ways = SettingsFile.Read(Own(temp.File("masuk.json", $$$"""{"secondFactorRoles": ["administrator"], "providers": [{{{Provider}}}], "directories": [{"name": "dinas", "url": "ldaps://ldap.example", "base": "dc=example"}]}""")));
        ways.SecondFactorRoles.ShouldBe(["administrator"]);
        ways.Providers.ShouldHaveSingleItem().ClientSecret.ShouldBe("rahasia");
        ways.Directories.ShouldHaveSingleItem().Filter.ShouldBe("(uid={name})");
        SettingsFile.Read(null).ShouldBe(WaysIn.PasswordOnly);
    }

    [Theory]
    [InlineData("""{"providers": [{"name": "kota"}]}""", "sign_in.file_json")]
    [InlineData("""{"provider": []}""", "sign_in.file_json")]
    [InlineData("""{"providers": [{"name": "kota", "display": "K", "issuer": "http://sso.example", "clientId": "x", "clientSecret": "y"}]}""", "sign_in.file_value")]
    [InlineData("""{"providers": [{"name": "../x", "display": "K", "issuer": "https://sso.example", "clientId": "x", "clientSecret": "y"}]}""", "sign_in.file_value")]
    [InlineData("""{"providers": [{"name": "kota", "display": "K", "issuer": "https://sso.example", "clientId": "x"}]}""", "sign_in.file_value")]
    [InlineData("""{"secondFactorRoles": ["admin"]}""", "sign_in.file_value")]
    [InlineData("""{"directories": [{"name": "d", "url": "https://ldap.example", "base": ""}]}""", "sign_in.file_value")]
    [InlineData("""{"directories": [{"name": "d", "url": "ldaps://ldap.example", "base": "", "filter": "(uid=ani)"}]}""", "sign_in.file_value")]
    public void What_cannot_be_is_said(string text, string key) => Should.Throw<UserError>(() => SettingsFile.Read(Own(temp.File("masuk.json", text)))).Key.ShouldBe(key);

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        else
        {
            var file = Own(temp.File("masuk.json", "{}"));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Should.Throw<UserError>(() => SettingsFile.Read(file)).Key.ShouldBe("sign_in.file_open");
            Should.Throw<UserError>(() => SettingsFile.Read(temp["missing"])).Key.ShouldBe("sign_in.file_unread");
        }
    }

    private static string Own(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
