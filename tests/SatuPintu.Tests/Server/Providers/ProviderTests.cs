using System.Net;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Identities;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Server.SignIn;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server.Providers;

/// <summary>Signing in by a provider, the whole way over HTTP, with one that does what the standard says and then with one that does not.</summary>
public sealed class ProviderTests
{
    private const string Password = "kuda merah di atas awan";

    [Theory]
    [InlineData("rs256", "client_secret_basic")]
    [InlineData("ps256", "client_secret_basic")]
    [InlineData("es256", "client_secret_post")]
    public async Task An_officer_connects_the_account_and_signs_in_by_it(string name, string method)
    {
        await using var stage = await Stage.Make(method);
        await stage.Provider.Wish(new { account = "ani-at-provider" });
        using (var before = new Visitor(stage.Server.Url)) (await stage.Through(before, name)).To.ShouldBe("/masuk?sebab=asing", "nobody gets an account by signing in");

        using (var ani = new Visitor(stage.Server.Url))
        {
            await SignIn(ani, "ani");
            var page = (await ani.Get("/akun/masuk")).Text;
            var link = WebUtility.HtmlDecode(page.Split($"href=\"/masuk/lewat/{name}?hubungkan=")[1].Split('"')[0]);
            (await stage.Through(ani, name, "?hubungkan=" + link)).To.ShouldBe("/akun/masuk?sebab=terhubung");
            (await ani.Get("/akun/masuk")).Text.ShouldContain("Putuskan dari");
            (await stage.Through(ani, name, "?hubungkan=x" + link)).To.ShouldBe("/akun/masuk?sebab=gagal");
            using var budi = new Visitor(stage.Server.Url);
            await SignIn(budi, "budi");
            (await stage.Through(budi, name, "?hubungkan=" + link)).To.ShouldBe("/akun/masuk?sebab=gagal", "a permit is of one session");
            link = WebUtility.HtmlDecode((await budi.Get("/akun/masuk")).Text.Split($"href=\"/masuk/lewat/{name}?hubungkan=")[1].Split('"')[0]);
            (await stage.Through(budi, name, "?hubungkan=" + link)).To.ShouldBe("/akun/masuk?sebab=milik-lain");
        }
        using var again = new Visitor(stage.Server.Url);
        (await stage.Through(again, name, "?kembali=%2Faudit")).To.ShouldBe("/audit");
        (await again.Get("/audit")).Text.ShouldContain("identity.bound");
        (await stage.Through(again, name, "?kembali=https%3A%2F%2Fexample.org")).To.ShouldBe("/akun");
        await again.Post("/akun/masuk", "Disconnect", ("Name", name));
        using var after = new Visitor(stage.Server.Url);
        (await stage.Through(after, name)).To.ShouldBe("/masuk?sebab=asing");
    }

    [Fact]
    public async Task Whom_an_administrator_expects_is_bound_by_the_first_sign_in_if_the_address_was_checked()
    {
        await using var stage = await Stage.Make();
        await BindIdentity.Expect(stage.Registry.Database, Actor.System, "ani", stage.Provider.Issuer, "Ani@Dinsos.example ");
        await stage.Provider.Wish(new { account = "1", claims = new { email = "ani@dinsos.example", email_verified = false } });
        (await stage.Fresh()).ShouldBe("/masuk?sebab=asing");
        await stage.Provider.Wish(new { account = "1", claims = new { email = "ani@dinsos.example", email_verified = true } });
        (await stage.Fresh()).ShouldBe("/akun");
        await stage.Provider.Wish(new { account = "2", claims = new { email = "ani@dinsos.example", email_verified = true } });
        (await stage.Fresh()).ShouldBe("/masuk?sebab=asing", "the address went to somebody else");
        await stage.Provider.Wish(new { account = "1", claims = new { email = "other@dinsos.example", email_verified = true } });
        (await stage.Fresh()).ShouldBe("/akun", "from then on the id counts");
        await stage.Registry.AsOwner("update access.account set disabled = true where user_name = 'ani'");
        (await stage.Fresh()).ShouldBe("/masuk?sebab=asing");
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_here_too()
    {
        await using var stage = await Stage.Make();
        using var keys = new SecondFactorKeys(stage.Registry.Ring);
        var ani = (await Sessions.Find(stage.Registry.Database, (await SatuPintu.Access.Accounts.SignIn.Run(stage.Registry.Database, "ani", Password)).Secret!))!;
        await BindIdentity.Run(stage.Registry.Database, ani.Actor, new Identity(stage.Provider.Issuer, "ani", null));
        await SetUpSecondFactor.Begin(stage.Registry.Database, keys, ani);
        var codes = (await SetUpSecondFactor.Confirm(stage.Registry.Database, keys, ani, OneTimeCode.At((await SetUpSecondFactor.See(stage.Registry.Database, keys, ani)).Key!, DateTimeOffset.UtcNow)))!;
        await stage.Provider.Wish(new { account = "ani" });
        using var visitor = new Visitor(stage.Server.Url);
        (await stage.Through(visitor, "rs256")).To.ShouldBe("/masuk/kode");
        (await visitor.Get("/akun")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.Post("/masuk/kode", null, ("Code", codes[0]))).To.ShouldBe("/akun");
    }

    [Fact]
    public async Task An_answer_counts_once_and_in_its_own_browser()
    {
        await using var stage = await Stage.Make();
        await BindIdentity.Expect(stage.Registry.Database, Actor.System, "ani", stage.Provider.Issuer, "ani@dinsos.example");
        await stage.Provider.Wish(new { account = "1", claims = new { email = "ani@dinsos.example", email_verified = true } });
        using var ani = new Visitor(stage.Server.Url);
        var answer = (await ani.Follow("/masuk/lewat/rs256", to => to.Contains("/kembali?", StringComparison.Ordinal))).To!;
        var round = ani.Cookies["satupintu-lewat"];
        using (var thief = new Visitor(stage.Server.Url))
        {
            (await thief.Get(answer)).To.ShouldBe("/masuk?sebab=gagal", "without the cookie");
            await thief.Get("/masuk/lewat/rs256");
            (await thief.Get(answer)).To.ShouldBe("/masuk?sebab=gagal", "with the cookie of another round");
        }
        (await ani.Get(answer)).To.ShouldBe("/akun");
        ani.Cookies["satupintu-lewat"] = round;
        (await ani.Get(answer)).To.ShouldBe("/masuk?sebab=gagal", "a second time");
        ani.Cookies["satupintu-lewat"] = round;
        (await ani.Get(answer.Replace("rs256", "es256", StringComparison.Ordinal))).To.ShouldBe("/masuk?sebab=gagal", "at another provider's door");
        await stage.Provider.Wish(new { account = (string?)null });
        (await stage.Fresh()).ShouldBe("/masuk?sebab=gagal", "the provider refused");
        (await stage.Reasons()).ShouldBe("state state state_used state no_code");
    }

    [Fact]
    public async Task A_token_that_is_not_right_in_everything_lets_nobody_in()
    {
        await using var stage = await Stage.Make();
        await BindIdentity.Expect(stage.Registry.Database, Actor.System, "ani", stage.Provider.Issuer, "ani@dinsos.example");
        var claims = new { email = "ani@dinsos.example", email_verified = true };
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (string Reason, object Wish)[] wrong =
        [
            ("nonce", new { account = "1", claims, token = new { nonce = "another" } }),
            ("nonce", new { account = "1", claims, token = new { nonce = (string?)null } }),
            ("audience", new { account = "1", claims, token = new { aud = "another" } }),
            ("party", new { account = "1", claims, token = new { aud = new[] { "satupintu RS256", "another" } } }),
            ("party", new { account = "1", claims, token = new { azp = "another" } }),
            ("issuer", new { account = "1", claims, token = new { iss = "https://another.example" } }),
            ("expired", new { account = "1", claims, token = new { exp = now - 90 } }),
            ("expired", new { account = "1", claims, token = new { exp = (string?)null } }),
            ("issued_at", new { account = "1", claims, token = new { iat = now - 3600 } }),
            ("issued_at", new { account = "1", claims, token = new { iat = now + 3600, exp = now + 7200 } }),
            ("access_token", new { account = "1", claims, token = new { at_hash = "AAAAAAAAAAAAAAAAAAAAAA" } }),
            ("subject", new { account = "1", claims, token = new { sub = "" } }),
            ("algorithm", new { account = "1", claims, alg = "none" }),
            ("algorithm", new { account = "1", claims, alg = "HS256" }),
            ("signature", new { account = "1", claims, key = "same id" }),
        ];
        foreach (var (reason, wish) in wrong)
        {
            await stage.Provider.Wish(wish);
            (await stage.Fresh()).ShouldBe("/masuk?sebab=gagal", reason);
        }
        (await stage.Reasons()).ShouldBe(string.Join(' ', wrong.Select(w => w.Reason)));
        await stage.Provider.Wish(new { account = "1", claims });
        (await stage.Fresh()).ShouldBe("/akun", "with nothing wrong");
        await stage.Provider.Wish(new { account = "1", claims, key = "new" });
        (await stage.Fresh()).ShouldBe("/akun", "with a key that was added since the keys were read");
    }

    private static async Task SignIn(Visitor visitor, string name) => (await visitor.Post("/masuk", null, ("UserName", name), ("Password", Password))).To.ShouldBe("/akun");

    /// <summary>A registry with two officers, the service, and the provider.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        public required TestProvider Provider { get; init; }

        public required TestRegistry Registry { get; init; }

        public required RunningServer Server { get; init; }

        public static async Task<Stage> Make(string method = "client_secret_basic")
        {
            var provider = await TestProvider.Start();
            var registry = await TestRegistry.Make();
            foreach (var name in (string[])["ani", "budi"]) await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, name, Password, [new HeldRole("auditor", "", "*")]));
            ProviderSettings Settings(string algorithm) => new() { Name = algorithm, Display = "Penyedia uji", Issuer = provider.Issuer, ClientId = "satupintu " + algorithm.ToUpperInvariant(), ClientSecret = TestProvider.Secret };
            var server = await RunningServer.Start(o => o with { SignInsPerMinute = 1000, WaysIn = new WaysIn { Providers = [Settings("rs256"), Settings("ps256"), Settings("es256")] } },
                services => services.AddTestRegistry(registry));
            await provider.Wish(new { @base = server.Url, method });
            return new Stage { Provider = provider, Registry = registry, Server = server };
        }

        /// <summary>Goes to the provider and back, to where the service leads in the end.</summary>
        public Task<Answer> Through(Visitor visitor, string name, string query = "") =>
            visitor.Follow($"{Server.Url}/masuk/lewat/{name}{query}", to => to.StartsWith('/') && !to.StartsWith("/interaction/", StringComparison.Ordinal) && !to.StartsWith("/auth", StringComparison.Ordinal));

        /// <summary>The same in a new browser.</summary>
        public async Task<string> Fresh()
        {
            using var visitor = new Visitor(Server.Url);
            return (await Through(visitor, "rs256")).To!;
        }

        /// <summary>Why answers were refused, in their order.</summary>
        public async Task<string> Reasons() => (string)(await Registry.AsOwner("select string_agg(details->>'why', ' ' order by number) from audit.entry where action = 'session.refused' and details->>'why' <> 'unknown_identity'"))!;

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Registry.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
