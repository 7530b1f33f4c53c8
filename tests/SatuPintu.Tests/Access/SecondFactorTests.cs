using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Access;

/// <summary>Signing in by two steps, without the pages.</summary>
public sealed class SecondFactorTests
{
    private const string Password = "kuda merah di atas awan";

    [Fact]
    public async Task With_it_the_password_alone_opens_nothing_and_each_code_counts_once()
    {
        await using var registry = await TestRegistry.Make();
        using var keys = new SecondFactorKeys(registry.Ring);
        await EarlyInAStep();
        var (officer, key, codes) = await TurnedOn(registry, keys, "ani");
        codes.Distinct().Count().ShouldBe(10);

        var half = await SignIn.Run(registry.Database, "ani", Password);
        half.Outcome.ShouldBe(SignInOutcome.CodeNeeded);
        (await Sessions.Find(registry.Database, half.Secret!)).ShouldBeNull("half a session is none");
        (await Step(OneTimeCode.At(key, DateTimeOffset.UtcNow))).ShouldBe(SignInOutcome.Wrong, "the code that turned it on was used");
        var next = OneTimeCode.At(key, DateTimeOffset.UtcNow.AddSeconds(30));
        var done = await SecondStep.Run(registry.Database, keys, half.Secret!, next);
        (await Sessions.Find(registry.Database, done.Secret!))!.IsStrong.ShouldBeTrue();
        (await Step(next)).ShouldBe(SignInOutcome.Over, "the first step was used up");

        half = await SignIn.Run(registry.Database, "ani", Password);
        (await Step(next)).ShouldBe(SignInOutcome.Wrong, "a code is taken once");
        (await Step(codes[3].ToUpperInvariant())).ShouldBe(SignInOutcome.SignedIn);
        half = await SignIn.Run(registry.Database, "ani", Password);
        (await Step(codes[3])).ShouldBe(SignInOutcome.Wrong, "so is a recovery code");
        await registry.AsOwner("update access.half_session set ends_at = now() - interval '1 second'");
        (await Step(codes[4])).ShouldBe(SignInOutcome.Over);
        (await SetUpSecondFactor.See(registry.Database, keys, officer)).CodesLeft.ShouldBe(9);

        async Task<SignInOutcome> Step(string code) => (await SecondStep.Run(registry.Database, keys, half.Secret!, code)).Outcome;
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_however_often_the_password_is_given_again()
    {
        await using var registry = await TestRegistry.Make();
        using var keys = new SecondFactorKeys(registry.Ring);
        var (_, _, codes) = await TurnedOn(registry, keys, "ani");
        var half = await SignIn.Run(registry.Database, "ani", Password);
        for (var i = 1; i < SignIn.MostFailures; i++)
        {
            (await SecondStep.Run(registry.Database, keys, half.Secret!, "xxxxx-xxxxx")).Outcome.ShouldBe(SignInOutcome.Wrong);
            half = await SignIn.Run(registry.Database, "ani", Password);
            half.Outcome.ShouldBe(SignInOutcome.CodeNeeded);
        }
        (await SecondStep.Run(registry.Database, keys, half.Secret!, "xxxxx-xxxxx")).Outcome.ShouldBe(SignInOutcome.Locked);
        (await SecondStep.Run(registry.Database, keys, half.Secret!, codes[0])).Outcome.ShouldBe(SignInOutcome.Over);
        (await SignIn.Run(registry.Database, "ani", Password)).Outcome.ShouldBe(SignInOutcome.Locked);
    }

    [Fact]
    public async Task It_goes_by_password_and_code_or_by_an_administrator_and_each_leaves_a_trace()
    {
        await using var registry = await TestRegistry.Make();
        using var keys = new SecondFactorKeys(registry.Ring);
        var (officer, _, codes) = await TurnedOn(registry, keys, "ani");
        (await Should.ThrowAsync<UserError>(() => SetUpSecondFactor.Begin(registry.Database, keys, officer))).Key.ShouldBe("second_factor.on");
        (await EndSecondFactor.Own(registry.Database, keys, officer, "wrong", codes[0])).ShouldBeFalse();
        (await EndSecondFactor.Own(registry.Database, keys, officer, Password, "000-000")).ShouldBeFalse();
        (await EndSecondFactor.Own(registry.Database, keys, officer, Password, codes[0])).ShouldBeTrue();
        (await SignIn.Run(registry.Database, "ani", Password)).Outcome.ShouldBe(SignInOutcome.SignedIn);

        var (other, _, _) = await TurnedOn(registry, keys, "budi");
        var administrator = await Officer(registry, "sari", "administrator");
        (await Should.ThrowAsync<UserError>(() => EndSecondFactor.Reset(registry.Database, officer.Actor, other.Actor.User!.Value))).Key.ShouldBe("access.may_not");
        (await Should.ThrowAsync<UserError>(() => EndSecondFactor.Reset(registry.Database, administrator.Actor, administrator.Actor.User!.Value))).Key.ShouldBe("second_factor.own");
        await EndSecondFactor.Reset(registry.Database, administrator.Actor, other.Actor.User!.Value);
        (await Should.ThrowAsync<UserError>(() => EndSecondFactor.Reset(registry.Database, administrator.Actor, other.Actor.User!.Value))).Key.ShouldBe("second_factor.none");
        (await SignIn.Run(registry.Database, "budi", Password)).Outcome.ShouldBe(SignInOutcome.SignedIn);
        (await registry.AsOwner("select string_agg(action, ' ' order by number) from audit.entry where action like 'second_factor.%' or action like 'recovery_code.%'"))
            .ShouldBe("second_factor.begun second_factor.added recovery_code.used second_factor.removed second_factor.begun second_factor.added second_factor.reset");
    }

    [Fact]
    public async Task What_is_kept_of_it_gives_nothing_away_and_counts_for_its_own_account_only()
    {
        await using var registry = await TestRegistry.Make();
        using var keys = new SecondFactorKeys(registry.Ring);
        var (ani, key, codes) = await TurnedOn(registry, keys, "ani");
        var (budi, _, _) = await TurnedOn(registry, keys, "budi");
        var kept = (byte[])(await registry.AsOwner("select key from access.second_factor limit 1"))!;
        kept.AsSpan().IndexOf(key).ShouldBe(-1);
        (await registry.AsOwner($"select count(*) from access.recovery_code where encode(code_hash, 'escape') like '%{codes[0]}%'")).ShouldBe(0L);
        await registry.AsOwner($"update access.second_factor set key = (select key from access.second_factor where account_id = '{ani.Actor.User}') where account_id = '{budi.Actor.User}'");
        (await Should.ThrowAsync<UserError>(() => SetUpSecondFactor.See(registry.Database, keys, budi))).Key.ShouldBe("keys.value_refused", "a key that was copied to another account");
    }

    private static async Task<(SignedIn Officer, byte[] Key, IReadOnlyList<string> Codes)> TurnedOn(TestRegistry registry, SecondFactorKeys keys, string name)
    {
        var officer = await Officer(registry, name, "auditor");
        await SetUpSecondFactor.Begin(registry.Database, keys, officer);
        var key = (await SetUpSecondFactor.See(registry.Database, keys, officer)).Key!;
        (await SetUpSecondFactor.Confirm(registry.Database, keys, officer, "000000x")).ShouldBeNull();
        return (officer, key, (await SetUpSecondFactor.Confirm(registry.Database, keys, officer, OneTimeCode.At(key, DateTimeOffset.UtcNow)))!);
    }

    // A code is another one every thirty seconds; what is to meet the same code twice begins early in them.
    private static Task EarlyInAStep() => DateTimeOffset.UtcNow.ToUnixTimeSeconds() % 30 is var past and > 12 ? Task.Delay(TimeSpan.FromSeconds(30 - past), TestContext.Current.CancellationToken) : Task.CompletedTask;

    private static async Task<SignedIn> Officer(TestRegistry registry, string name, string role)
    {
        await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, name, Password, [new HeldRole(role, "", "*")]));
        return (await Sessions.Find(registry.Database, (await SignIn.Run(registry.Database, name, Password)).Secret!))!;
    }
}
