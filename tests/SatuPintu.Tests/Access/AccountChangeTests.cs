using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Access;

/// <summary>What administrators do to accounts, and what not even they can do.</summary>
public sealed class AccountChangeTests
{
    private const string Password = "kuda merah di atas awan", Another = "perahu kayu sembilan bulan";

    [Fact]
    public async Task An_account_is_edited_once_by_a_form_and_a_stale_one_changes_nothing()
    {
        await using var registry = await TestRegistry.Make();
        var (admin, ani) = (await Administrator(registry, "admin", ""), await Add(registry, "ani", new HeldRole("verifier", "3672", "*")));
        var opened = await Stamp(registry, ani);
        await EditAccount.Run(registry.Database, admin, new EditAccountCommand(ani, opened, " Ani Suryani ", "ani@dinsos.go.id"));
        await Refused("account.stale", () => EditAccount.Run(registry.Database, admin, new EditAccountCommand(ani, opened, "Ani Lain", null)));
        await Refused("account.stale", () => SwitchAccount.Disable(registry.Database, admin, ani, opened));
        var now = (await ShowAccount.Run(registry.Database, admin, ani))!;
        (now.DisplayName, now.Email, now.State).ShouldBe(("Ani Suryani", "ani@dinsos.go.id", "active"));
        foreach (var email in new[] { "ani", "ani@", "ani@dinsos", "a b@dinsos.go.id", "ani@di\nsos.go.id", "@dinsos.go.id" })
            await Refused("account.email", () => EditAccount.Run(registry.Database, admin, new EditAccountCommand(ani, now.Stamp, "Ani", email)));
        await Refused("account.display_name", () => EditAccount.Run(registry.Database, admin, new EditAccountCommand(ani, now.Stamp, " ", null)));
        await Refused("account.unknown", () => EditAccount.Run(registry.Database, admin, new EditAccountCommand(Guid.NewGuid(), now.Stamp, "Ani", null)));
        (await Traces(registry)).ShouldBe(["account.added", "account.added", "account.edited"]);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_comes_back_with_new_sessions_only()
    {
        await using var registry = await TestRegistry.Make();
        var (admin, ani) = (await Administrator(registry, "admin", ""), await Add(registry, "ani"));
        var secret = (await SignIn.Run(registry.Database, "ani", Password)).Secret!;
        await SwitchAccount.Disable(registry.Database, admin, ani, await Stamp(registry, ani));
        (await Sessions.Find(registry.Database, secret)).ShouldBeNull();
        await Refused("access.not_now", async () => await SwitchAccount.Disable(registry.Database, admin, ani, await Stamp(registry, ani)));
        await SwitchAccount.Enable(registry.Database, admin, ani, await Stamp(registry, ani));
        (await Sessions.Find(registry.Database, secret)).ShouldBeNull("the session was ended, not laid aside");
        (await SignIn.Run(registry.Database, "ani", Password)).Outcome.ShouldBe(SignInOutcome.SignedIn);
    }

    [Fact]
    public async Task Another_password_ends_all_sessions_and_a_lock_is_opened()
    {
        await using var registry = await TestRegistry.Make();
        var (admin, ani) = (await Administrator(registry, "admin", ""), await Add(registry, "ani"));
        var secret = (await SignIn.Run(registry.Database, "ani", Password)).Secret!;
        await Refused("password.short", async () => await SetPassword.Run(registry.Database, admin, ani, await Stamp(registry, ani), "pendek"));
        (await Sessions.Find(registry.Database, secret)).ShouldNotBeNull();
        await SetPassword.Run(registry.Database, admin, ani, await Stamp(registry, ani), Another);
        (await Sessions.Find(registry.Database, secret)).ShouldBeNull();
        for (var i = 0; i < SignIn.MostFailures; i++) await SignIn.Run(registry.Database, "ani", Password);
        (await SignIn.Run(registry.Database, "ani", Another)).Outcome.ShouldBe(SignInOutcome.Locked);
        (await ShowAccount.Run(registry.Database, admin, ani))!.State.ShouldBe("locked");
        await SwitchAccount.Unlock(registry.Database, admin, ani, await Stamp(registry, ani));
        (await SignIn.Run(registry.Database, "ani", Another)).Outcome.ShouldBe(SignInOutcome.SignedIn);
        await Refused("access.not_now", async () => await SwitchAccount.Unlock(registry.Database, admin, ani, await Stamp(registry, ani)));
    }

    [Fact]
    public async Task A_role_is_given_and_ended_and_its_time_stays_written_down()
    {
        await using var registry = await TestRegistry.Make();
        var (admin, ani) = (await Administrator(registry, "admin", ""), await Add(registry, "ani"));
        var role = new HeldRole("verifier", "367204", "dinsos");
        await HoldRole.Give(registry.Database, admin, ani, await Stamp(registry, ani), role);
        await Refused("role.held", async () => await HoldRole.Give(registry.Database, admin, ani, await Stamp(registry, ani), role));
        var secret = (await SignIn.Run(registry.Database, "ani", Password)).Secret!;
        (await Sessions.Find(registry.Database, secret))!.Actor.Grants.ShouldBe([new Grant("verifier", "dinsos", "367204")]);
        await HoldRole.End(registry.Database, admin, ani, await Stamp(registry, ani), role);
        (await Sessions.Find(registry.Database, secret))!.Actor.Grants.ShouldBeEmpty("at once, within the session");
        await Refused("role.not_held", async () => await HoldRole.End(registry.Database, admin, ani, await Stamp(registry, ani), role));
        await HoldRole.Give(registry.Database, admin, ani, await Stamp(registry, ani), role);
        var roles = (await ShowAccount.Run(registry.Database, admin, ani))!.Roles;
        roles.Select(r => (r.Held, r.Until is null)).ShouldBe([(role, true), (role, false)]);
        roles[1].Until!.Value.ShouldBeLessThanOrEqualTo(roles[0].From);
        foreach (var (key, wrong) in new[] { ("account.role", role with { Role = "king" }), ("account.area", role with { Area = "367" }), ("account.agency", role with { Agency = "Dinas Sosial" }) })
            await Refused(key, async () => await HoldRole.Give(registry.Database, admin, ani, await Stamp(registry, ani), wrong));
    }

    [Fact]
    public async Task Nobody_reaches_beyond_what_they_administer()
    {
        await using var registry = await TestRegistry.Make();
        var nation = await Administrator(registry, "pusat", "");
        var city = await Administrator(registry, "kota", "3672");
        var village = await Add(registry, "gerem", new HeldRole("village_operator", "3672041001", "*"));
        var province = await Add(registry, "provinsi", new HeldRole("village_operator", "3672041001", "*"), new HeldRole("auditor", "36", "*"));
        await EditAccount.Run(registry.Database, city, new EditAccountCommand(village, await Stamp(registry, village), "Gerem", null));
        foreach (var above in new[] { province, nation.User!.Value })
        {
            await Refused("access.not_here", async () => await SetPassword.Run(registry.Database, city, above, await Stamp(registry, above), Another));
            await Refused("access.not_here", async () => await SwitchAccount.Disable(registry.Database, city, above, await Stamp(registry, above)));
            await Refused("access.not_here", () => ListSessions.Run(registry.Database, city, above));
        }
        await Refused("account.beyond", async () => await HoldRole.Give(registry.Database, city, city.User!.Value, await Stamp(registry, city.User!.Value), new HeldRole("administrator", "", "*")));
        await Refused("access.not_here", async () => await HoldRole.End(registry.Database, city, province, await Stamp(registry, province), new HeldRole("auditor", "36", "*")));
        await HoldRole.End(registry.Database, city, province, await Stamp(registry, province), new HeldRole("village_operator", "3672041001", "*"));
        var steward = new Actor(await Add(registry, "wali", new HeldRole("steward", "", "*")), new Grant("steward", "*", ""));
        await Refused("account.unknown", async () => await SetPassword.Run(registry.Database, steward, village, await Stamp(registry, village), Another));
        (await ListSessions.Run(registry.Database, steward, steward.User!.Value)).ShouldBeEmpty();
        await Refused("access.may_not", () => ListSessions.Run(registry.Database, steward, village));
    }

    [Fact]
    public async Task An_administrator_is_always_left()
    {
        await using var registry = await TestRegistry.Make();
        var (first, admin) = (await Administrator(registry, "satu", ""), new HeldRole("administrator", "", "*"));
        await Refused("account.oneself", async () => await SwitchAccount.Disable(registry.Database, first, first.User!.Value, await Stamp(registry, first.User!.Value)));
        await Refused("account.last_administrator", async () => await HoldRole.End(registry.Database, first, first.User!.Value, await Stamp(registry, first.User!.Value), admin));
        // One of a city cannot go on with the nation.
        await Administrator(registry, "kota", "3672");
        await Refused("account.last_administrator", async () => await HoldRole.End(registry.Database, first, first.User!.Value, await Stamp(registry, first.User!.Value), admin));
        var second = await Administrator(registry, "dua", "");
        // Two who shut out one another at the same moment: one of them stays.
        var (stamp1, stamp2) = (await Stamp(registry, first.User!.Value), await Stamp(registry, second.User!.Value));
        var ends = await Task.WhenAll(Try(() => SwitchAccount.Disable(registry.Database, first, second.User!.Value, stamp2)), Try(() => SwitchAccount.Disable(registry.Database, second, first.User!.Value, stamp1)));
        ends.Order().ShouldBe(["", "account.last_administrator"]);

        static async Task<string> Try(Func<Task> work)
        {
            try
            {
                await work();
                return "";
            }
            catch (UserError e)
            {
                return e.Key;
            }
        }
    }

    private static async Task<Actor> Administrator(TestRegistry registry, string name, string area) => new(await Add(registry, name, new HeldRole("administrator", area, "*")), new Grant("administrator", "*", area));

    private static Task<Guid> Add(TestRegistry registry, string name, params HeldRole[] roles) => AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, name, Password, roles));

    private static async Task<string> Stamp(TestRegistry registry, Guid account) => (await ShowAccount.Run(registry.Database, Actor.System, account))!.Stamp;

    private static async Task Refused(string key, Func<Task> work) => (await Should.ThrowAsync<UserError>(work)).Key.ShouldBe(key);

    private static Task<List<string>> Traces(TestRegistry registry) => registry.Database.In(Actor.System, s => s.Read("select action from audit.entry order by number", r => r.GetString(0)));
}
