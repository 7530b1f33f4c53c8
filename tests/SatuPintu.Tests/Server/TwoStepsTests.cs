using System.Net;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Server.SignIn;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>Signing in by two steps through the pages, without a script.</summary>
public sealed class TwoStepsTests
{
    private const string Password = "kuda merah di atas awan";

    [Fact]
    public async Task An_officer_sets_it_up_signs_in_by_it_and_turns_it_off()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        await Add(registry, "ani", "auditor");
        using var ani = new Visitor(server.Url);
        (await SignIn(ani)).To.ShouldBe("/akun");
        (await ani.Post("/akun/dua-langkah", "Begin")).Status.ShouldBe(HttpStatusCode.Redirect);
        var page = (await ani.Get("/akun/dua-langkah")).Text;
        page.ShouldContain("src=\"data:image/png;base64,iVBOR");
        page.ShouldContain("href=\"otpauth://totp/SatuPintu:ani?secret=");
        var key = Key(page);
        (await ani.Post("/akun/dua-langkah", "Confirm", ("Code", "12345"))).Text.ShouldContain("Kode salah");
        var shown = (await ani.Post("/akun/dua-langkah", "Confirm", ("Code", OneTimeCode.At(key, DateTimeOffset.UtcNow)))).Text;
        var codes = shown.Split("<li><code>")[1..].Select(c => c.Split('<')[0]).ToList();
        codes.Count.ShouldBe(10);
        (await ani.Get("/akun/dua-langkah")).Text.ShouldNotContain(codes[0]);

        using var elsewhere = new Visitor(server.Url);
        (await SignIn(elsewhere, "/audit")).To.ShouldBe("/masuk/kode?kembali=%2Faudit");
        (await elsewhere.Get("/audit")).To.ShouldBe("/masuk?kembali=%2Faudit");
        (await elsewhere.Post("/masuk/kode", null, ("Code", "000000x"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await elsewhere.Post("/masuk/kode?kembali=%2Faudit", null, ("Code", codes[0]), ("kembali", "/audit"))).To.ShouldBe("/audit");
        (await elsewhere.Get("/audit")).Status.ShouldBe(HttpStatusCode.OK);

        (await ani.Post("/akun/dua-langkah", "Off", ("Password", "salah"), ("Code", codes[1]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ani.Post("/akun/dua-langkah", "Off", ("Password", Password), ("Code", codes[2]))).Status.ShouldBe(HttpStatusCode.Redirect);
        using var after = new Visitor(server.Url);
        (await SignIn(after)).To.ShouldBe("/akun");
        (await after.Get("/masuk/kode")).Text.ShouldContain("Masuk lagi dari awal");
    }

    [Fact]
    public async Task Who_must_have_it_is_led_to_it_and_to_nothing_else()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry, "administrator");
        await Add(registry, "ani", "administrator");
        await Add(registry, "budi", "auditor");
        using (var budi = new Visitor(server.Url))
        {
            await SignIn(budi, name: "budi");
            (await budi.Get("/audit")).Status.ShouldBe(HttpStatusCode.OK, "an auditor need not");
        }
        using var ani = new Visitor(server.Url);
        await SignIn(ani);
        // A program has no second step: its token was made by somebody who had one, or before one was asked for.
        var id = (Guid)(await registry.AsOwner("select account_id from access.account where user_name = 'ani'"))!;
        var token = await SatuPintu.Access.Tokens.MakeToken.Run(registry.Database, new Actor(id, new Grant("administrator", "*", "")), new("skrip", ["accounts:read"], 1));
        using (var program = await server.Get("/api/v1/accounts", ("Authorization", "Bearer " + token.Secret))) program.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in (string[])["/akun", "/pengguna", "/audit"]) (await ani.Get(path)).To.ShouldBe("/akun/dua-langkah", path);
        (await ani.Get("/")).Status.ShouldBe(HttpStatusCode.OK);
        var page = await ani.Get("/akun/dua-langkah");
        page.Text.ShouldContain("mewajibkan");
        await ani.Post("/akun/dua-langkah", "Begin");
        await ani.Post("/akun/dua-langkah", "Confirm", ("Code", OneTimeCode.At(Key((await ani.Get("/akun/dua-langkah")).Text), DateTimeOffset.UtcNow)));
        (await ani.Get("/pengguna")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Somebody_who_lost_the_device_is_helped_by_whoever_administers_them()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var city = await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand("kota", "kota", Password, [new HeldRole("administrator", "3672", "*")]));
        await Add(registry, "sari", "administrator");
        using var sari = new Visitor(server.Url);
        using var kota = new Visitor(server.Url);
        await SignIn(sari, name: "sari");
        await SignIn(kota, name: "kota");
        await kota.Post("/akun/dua-langkah", "Begin");
        await kota.Post("/akun/dua-langkah", "Confirm", ("Code", OneTimeCode.At(Key((await kota.Get("/akun/dua-langkah")).Text), DateTimeOffset.UtcNow)));
        var nation = (Guid)(await registry.AsOwner("select account_id from access.account where user_name = 'sari'"))!;
        (await kota.Post($"/pengguna/{nation}", "SecondFactor")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await sari.Get($"/pengguna/{city}")).Text.ShouldContain("handler=SecondFactor");
        (await sari.Post($"/pengguna/{city}", "SecondFactor")).To.ShouldBe($"/pengguna/{city}?selesai=second_factor");
        (await kota.Get("/akun")).To.ShouldBe("/masuk?kembali=%2Fakun");
        (await SignIn(kota, name: "kota")).To.ShouldBe("/akun");
    }

    [Fact]
    public async Task Ones_own_password_is_changed_by_whoever_knows_it()
    {
        const string another = "perahu kayu sembilan bulan";
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var id = await Add(registry, "ani", "auditor");
        using var ani = new Visitor(server.Url);
        using var elsewhere = new Visitor(server.Url);
        await SignIn(ani);
        await SignIn(elsewhere);
        (await ani.Post("/akun", "Password", ("Present", "salah sekali"), ("Password", another))).Text.ShouldContain("Kata sandi sekarang salah");
        (await ani.Post("/akun", "Password", ("Present", Password), ("Password", "pendek"))).Text.ShouldContain("Kata sandi terlalu pendek");
        (await elsewhere.Get("/akun")).Status.ShouldBe(HttpStatusCode.OK);
        (await ani.Post("/akun", "Password", ("Present", Password), ("Password", another))).To.ShouldBe("/akun?selesai=True");
        (await ani.Get("/akun?selesai=True")).Text.ShouldContain("Kata sandi diganti");
        (await elsewhere.Get("/akun")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await SatuPintu.Access.Accounts.SignIn.Run(registry.Database, "ani", Password)).Outcome.ShouldBe(SignInOutcome.Wrong);
        (await registry.AsOwner($"select string_agg(action, ' ' order by number) from audit.entry where subject = '{id}' and action like 'account.%'")).ShouldBe("account.added account.password_changed");
        // A directory keeps the passwords of its own.
        await registry.AsOwner("update access.account set password_hash = null, directory = 'kota'");
        (await ani.Get("/akun")).Text.ShouldNotContain("handler=Password");
        (await ani.Post("/akun", "Password", ("Present", another), ("Password", Password))).Text.ShouldContain("diatur di direktorinya");
        var stamp = (string)(await registry.AsOwner("select security_stamp from access.account"))!;
        (await Should.ThrowAsync<UserError>(() => SetPassword.Run(registry.Database, Actor.System, id, stamp, another))).Key.ShouldBe("password.directory");
    }

    [Fact]
    public async Task A_locked_account_is_not_told_apart_from_a_name_that_is_not_there()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        await Add(registry, "ani", "auditor");
        var said = new List<string>();
        foreach (var name in (string[])["ani", "hantu"])
        {
            using var visitor = new Visitor(server.Url);
            Answer answer = null!;
            for (var i = 0; i < 6; i++) answer = await visitor.Post("/masuk", null, ("UserName", name), ("Password", "salah"));
            said.Add(answer.Status + answer.Text.Split("<main")[1].Split("<form")[0]);
        }
        said[0].ShouldBe(said[1]);
    }

    private static Task<RunningServer> Start(TestRegistry registry, params string[] roles) =>
        RunningServer.Start(o => o with { SignInsPerMinute = 1000, WaysIn = new WaysIn { SecondFactorRoles = roles } }, services => services.AddTestRegistry(registry));

    private static Task<Guid> Add(TestRegistry registry, string name, string role) => AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, name, Password, [new HeldRole(role, "", "*")]));

    private static Task<Answer> SignIn(Visitor visitor, string? back = null, string name = "ani") =>
        visitor.Post("/masuk", null, [("UserName", name), ("Password", Password), .. back is null ? [] : new[] { ("kembali", back) }]);

    private static byte[] Key(string page)
    {
        var written = page.Split("?secret=")[1].Split('&')[0];
        var bits = string.Concat(written.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
