using Microsoft.Extensions.Logging.Abstractions;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Server;
using SatuPintu.Server.Directories;
using SatuPintu.Server.SignIn;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server.Directories;

/// <summary>Passwords that a directory knows, asked of a real one over TLS.</summary>
public sealed class DirectoryTests
{
    private const string Password = "sepatu biru di tangga";

    [Theory]
    [InlineData("ani", "ani")]
    [InlineData("*", "\\2a")]
    [InlineData("a)(uid=*", "a\\29\\28uid=\\2a")]
    [InlineData("a\\b\0", "a\\5cb\\00")]
    public void A_name_cannot_change_the_search(string name, string harmless) => LdapDirectories.Harmless(name).ShouldBe(harmless);

    [Fact]
    public async Task The_password_is_right_if_the_directory_lets_its_owner_in()
    {
        await using var directory = await TestDirectory.Start(("ani", Password), ("kembar", Password), ("kembar", Password));
        foreach (var url in (string[])[directory.Ldap, directory.Ldaps])
        {
            (await Judge(url, "ani", Password)).ShouldBe(true, url);
            (await Judge(url, "ani", "wrong")).ShouldBe(false);
            (await Judge(url, "ani", "")).ShouldBe(false, "no password is no sign-in");
            (await Judge(url, "hantu", Password)).ShouldBe(false);
            (await Judge(url, "*", Password)).ShouldBe(false);
            (await Judge(url, "kembar", Password)).ShouldBe(false, "two of one name");
        }
        (await Judge(directory.Ldaps.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal), "ani", Password)).ShouldBeNull("nothing listens there");
        (await Judge(directory.Ldaps, "ani", Password, d => d with { Certificates = directory.NoCertificates })).ShouldBeNull("nobody vouches for it");
        (await Judge(directory.Ldap, "ani", Password, d => d with { Certificates = directory.NoCertificates })).ShouldBeNull("nobody vouches for it");
        (await Judge(directory.Ldaps, "ani", Password, d => d with { SearchPassword = "wrong" })).ShouldBeNull();
        (await Judge(directory.Ldaps, "ani", Password, d => d with { Name = "another" })).ShouldBeNull();

        Task<bool?> Judge(string url, string name, string password, Func<DirectorySettings, DirectorySettings>? change = null)
        {
            var settings = Settings(url, directory.Certificates);
            return new LdapDirectories(new ServerOptions { Data = "", WaysIn = new WaysIn { Directories = [change?.Invoke(settings) ?? settings] } }, NullLogger<LdapDirectories>.Instance).Judge("kota", name, password, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task An_account_of_a_directory_signs_in_by_it_alone_and_is_locked_like_any_other()
    {
        await using var registry = await TestRegistry.Make();
        var directory = await TestDirectory.Start(("ani", Password), ("hantu", Password));
        await using (directory)
        {
            await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand("ani", "Ani", "", [new HeldRole("auditor", "", "*")]) { Directory = "kota" });
            await using var server = await RunningServer.Start(o => o with { SignInsPerMinute = 1000, WaysIn = new WaysIn { Directories = [Settings(directory.Ldaps, directory.Certificates)] } },
                services => services.AddTestRegistry(registry));
            using var visitor = new Visitor(server.Url);
            (await Try("ani", Password)).ShouldBe("/akun");
            (await Try("hantu", Password)).ShouldBeNull("somebody whom only the directory knows");
            (await registry.AsOwner("select count(*) from access.account where password_hash is not null")).ShouldBe(0L);
            for (var i = 0; i < SatuPintu.Access.Accounts.SignIn.MostFailures; i++) (await Try("ani", "wrong")).ShouldBeNull();
            (await Try("ani", Password)).ShouldBeNull("it is locked");
            await registry.AsOwner("update access.account set locked_until = null");
            (await Try("ani", Password)).ShouldBe("/akun");
            await directory.DisposeAsync();
            (await Try("ani", Password)).ShouldBeNull("the directory is away");
            (await registry.AsOwner("select failed_count from access.account")).ShouldBe(0, "which is nobody's failed attempt");
            (await registry.AsOwner("select details->>'way' from audit.entry where action = 'session.started' order by number limit 1")).ShouldBe("directory");

            async Task<string?> Try(string name, string password) => (await visitor.Post("/masuk", null, ("UserName", name), ("Password", password))).To;
        }
    }

    private static DirectorySettings Settings(string url, string certificates) =>
        new() { Name = "kota", Url = url, SearchDn = TestDirectory.SearchDn, SearchPassword = TestDirectory.SearchPassword, Base = "dc=kota,dc=example", Certificates = certificates };
}
