using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Access;

public sealed class AccountTests
{
    private const string Password = "kuda merah di atas awan";

    [Theory]
    [InlineData("pendek", "password.short")]
    [InlineData("password12345", "password.common")]
    [InlineData("aaaaaaaaaaaaaaaa", "password.common")]
    [InlineData("ani.dinsos2026x", "password.holds_name")]
    [InlineData(Password, null)]
    public void Passwords_that_are_guessed_first_are_not_taken(string password, string? key) => Passwords.WhyNot(password, "ani.dinsos").ShouldBe(key);

    [Fact]
    public void What_is_kept_of_a_password_does_not_give_it_away_and_knows_it_again()
    {
        var kept = Passwords.Hash(Password);
        kept.ShouldNotContain(Password);
        Passwords.Hash(Password).ShouldNotBe(kept);
        Passwords.IsRight(Password, kept).ShouldBeTrue();
        Passwords.IsRight(Password + " ", kept).ShouldBeFalse();
        Passwords.IsRight(Password, null).ShouldBeFalse();
        Passwords.IsRight(Password, "nonsense").ShouldBeFalse();
        // Whatever was set with other rounds is known by those it was set with.
        kept.Split('$')[1].ShouldBe($"{FewRounds.Rounds}");
        Passwords.IsRight("a horse in the clouds", $"pbkdf2-sha512${Passwords.UsualRounds}$AAECAwQFBgcICQoLDA0ODw==$SmdLMlHSOO4X8qQPS6abXQiYBZCtYiiE5nVOlnXtAik=").ShouldBeTrue();
        Passwords.UsualRounds.ShouldBeGreaterThanOrEqualTo(210_000, "what OWASP advises");
    }

    [Fact]
    public async Task Somebody_signs_in_is_known_with_roles_and_areas_and_signs_out()
    {
        await using var registry = await TestRegistry.Make();
        var id = await Add(registry, "Ani.Dinsos", new HeldRole("social_officer", "3672", "dinsos"), new HeldRole("village_operator", "3672041001", "*"));
        var result = await SignIn.Run(registry.Database, "ani.dinsos", Password);
        result.Outcome.ShouldBe(SignInOutcome.SignedIn);
        var signedIn = (await Sessions.Find(registry.Database, result.Secret!))!;
        (signedIn.Actor.User, signedIn.DisplayName).ShouldBe((id, "Ani"));
        signedIn.Actor.Grants.ShouldBe([new Grant("social_officer", "dinsos", "3672"), new Grant("village_operator", "*", "3672041001")]);

        (await Sessions.Find(registry.Database, result.Secret![..^1] + (result.Secret[^1] == '0' ? '1' : '0'))).ShouldBeNull();
        (await Sessions.Find(registry.Database, "nonsense")).ShouldBeNull();
        (await Sessions.Revoke(registry.Database, signedIn.Actor with { User = Guid.NewGuid() }, signedIn.Session)).ShouldBeFalse("it is somebody else's");
        (await Sessions.Revoke(registry.Database, signedIn.Actor, signedIn.Session)).ShouldBeTrue();
        (await Sessions.Find(registry.Database, result.Secret)).ShouldBeNull();
        (await Actions(registry)).ShouldBe(["account.added", "session.started", "session.revoked"]);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_the_right_one_as_well()
    {
        await using var registry = await TestRegistry.Make();
        await Add(registry, "budi");
        for (var i = 1; i < SignIn.MostFailures; i++) (await SignIn.Run(registry.Database, "budi", "wrong")).Outcome.ShouldBe(SignInOutcome.Wrong);
        (await SignIn.Run(registry.Database, "budi", "wrong")).Outcome.ShouldBe(SignInOutcome.Locked);
        (await SignIn.Run(registry.Database, "budi", Password)).Outcome.ShouldBe(SignInOutcome.Locked);
        await registry.AsOwner("update access.account set locked_until = now() - interval '1 second'");
        (await SignIn.Run(registry.Database, "budi", Password)).Outcome.ShouldBe(SignInOutcome.SignedIn);
        (await SignIn.Run(registry.Database, "nobody", Password)).Outcome.ShouldBe(SignInOutcome.Wrong);
        (await SignIn.Run(registry.Database, "'; drop table access.account; --", Password)).Outcome.ShouldBe(SignInOutcome.Wrong);
    }

    [Theory]
    [InlineData("update access.session set ends_at = now() - interval '1 second'")]
    [InlineData("update access.session set seen_at = now() - interval '3 hours'")]
    [InlineData("update access.account set disabled = true")]
    public async Task A_session_ends(string happened)
    {
        await using var registry = await TestRegistry.Make();
        await Add(registry, "budi");
        var secret = (await SignIn.Run(registry.Database, "budi", Password)).Secret!;
        (await Sessions.Find(registry.Database, secret)).ShouldNotBeNull();
        await registry.AsOwner(happened);
        (await Sessions.Find(registry.Database, secret)).ShouldBeNull();
    }

    [Fact]
    public async Task Accounts_that_cannot_be_are_refused()
    {
        await using var registry = await TestRegistry.Make();
        await Add(registry, "budi");
        await Refused("account.taken", Actor.System, "BUDI");
        await Refused("account.name", Actor.System, "a b");
        await Refused("account.role", Actor.System, "citra", new HeldRole("king", "", "*"));
        await Refused("account.area", Actor.System, "citra", new HeldRole("auditor", "367", "*"));
        await Refused("access.may_not", new Actor(Guid.NewGuid(), new Grant("steward", "*", "")), "citra");
        var city = new Actor(Guid.NewGuid(), new Grant("administrator", "dinsos", "3672"), new Grant("auditor", "*", ""));
        await Refused("account.beyond", city, "citra", new HeldRole("administrator", "", "dinsos"));
        await Refused("account.beyond", city, "citra", new HeldRole("auditor", "3672", "*"));
        (await registry.AsOwner("select count(*) from access.account")).ShouldBe(1L);
        // Nor does the database let it by.
        const string Give = "insert into access.grant_of (account_id, role, area, agency, held) select account_id, 'auditor', $1, 'dinsos', tstzrange(now(), null) from access.account";
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => registry.Database.In(city, s => s.Run(Give, default, "36")))).SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        (await registry.Database.In(city, s => s.Run(Give, default, "367204"))).ShouldBe(1);

        async Task Refused(string key, Actor actor, string name, params HeldRole[] roles) =>
            (await Should.ThrowAsync<UserError>(() => AddAccount.Run(registry.Database, actor, new AddAccountCommand(name, "X", Password, roles)))).Key.ShouldBe(key);
    }

    private static Task<Guid> Add(TestRegistry registry, string name, params HeldRole[] roles) => AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, "Ani", Password, roles));

    private static Task<List<string>> Actions(TestRegistry registry) => registry.Database.In(Actor.System, s => s.Read("select action from audit.entry order by number", r => r.GetString(0)));
}
