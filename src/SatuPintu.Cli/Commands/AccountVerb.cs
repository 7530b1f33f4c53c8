using System.CommandLine;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Identities;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Storage;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu account</c>: local accounts, for whoever has the machine itself; in the pages an administrator does the same.</summary>
internal static class AccountVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var data = new Option<string>("--data") { Description = shell.Text("cli.db.data"), HelpName = shell.Text("cli.folder"), Recursive = true };
        var keys = new Option<string>("--keys") { Description = shell.Text("cli.db.keys"), HelpName = shell.Text("cli.folder"), Recursive = true };
        var name = new Argument<string>("name") { Description = shell.Text("cli.account.name") };
        var display = new Option<string>("--display") { Description = shell.Text("cli.account.display"), HelpName = shell.Text("cli.text") };
        var roles = new Option<string[]>("--role") { Description = shell.Text("cli.account.role"), HelpName = "ROLE[:AREA[:AGENCY]]", Required = true };
        var directory = new Option<string>("--directory") { Description = shell.Text("cli.account.directory"), HelpName = shell.Text("cli.serve.name") };
        var add = new Command("add", shell.Text("cli.account.add")) { name, display, roles, directory };
        add.SetAction(parsed => (int)Add(shell, RegistryPlace.Of(parsed.GetValue(data), parsed.GetValue(keys)), parsed.GetValue(name)!, parsed.GetValue(display), parsed.GetValue(directory), [.. parsed.GetValue(roles)!.Select(Held)]).GetAwaiter().GetResult());
        var verb = new Command("account", shell.Text("cli.account")) { data, keys };
        verb.Subcommands.Add(add);
        verb.Subcommands.Add(Expect(shell, data, keys));
        verb.Subcommands.Add(TwoStepsOff(shell, data, keys));
        verb.SetAction(parsed => HelpText.Write(parsed.CommandResult.Command, shell));
        return verb;
    }

    private static async Task<ExitCode> Add(Shell shell, RegistryPlace place, string name, string? display, string? directory, IReadOnlyList<HeldRole> roles)
    {
        // A command line is seen by others on the machine and is kept in a history: the password comes in by standard input.
        if (directory is null) shell.Note("cli.account.password");
        var password = directory is null ? Console.In.ReadLine() ?? "" : "";
        await using var registry = await Registry.Open(place, share: true, shell.Stop);
        await registry.Prepare(shell.Stop);
        await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, display ?? name, password, roles) { Directory = directory }, shell.Stop);
        shell.Say("cli.account.added", ("name", name));
        return ExitCode.Done;
    }

    private static Command Expect(Shell shell, Option<string> data, Option<string> keys)
    {
        var name = new Argument<string>("name") { Description = shell.Text("cli.account.name") };
        var provider = new Option<string>("--provider") { Description = shell.Text("cli.account.provider"), HelpName = "ISSUER", Required = true };
        var known = new Option<string>("--as") { Description = shell.Text("cli.account.as"), HelpName = shell.Text("cli.text"), Required = true };
        var verb = new Command("expect", shell.Text("cli.account.expect")) { name, provider, known };
        verb.SetAction(parsed => (int)In(shell, parsed.GetValue(data), parsed.GetValue(keys), async registry =>
        {
            await BindIdentity.Expect(registry.Database, Actor.System, parsed.GetValue(name)!, parsed.GetValue(provider)!, parsed.GetValue(known)!, shell.Stop);
            shell.Say("cli.account.expected", ("name", parsed.GetValue(name)));
        }).GetAwaiter().GetResult());
        return verb;
    }

    private static Command TwoStepsOff(Shell shell, Option<string> data, Option<string> keys)
    {
        var name = new Argument<string>("name") { Description = shell.Text("cli.account.name") };
        var verb = new Command("two-steps-off", shell.Text("cli.account.two_steps_off")) { name };
        verb.SetAction(parsed => (int)In(shell, parsed.GetValue(data), parsed.GetValue(keys), async registry =>
        {
            var account = (await ListAccounts.Run(registry.Database, Actor.System, shell.Stop)).FirstOrDefault(a => a.UserName.Equals(parsed.GetValue(name), StringComparison.OrdinalIgnoreCase)) ?? throw new UserError(ExitCode.Usage, "identity.no_account", ("name", parsed.GetValue(name)));
            await EndSecondFactor.Reset(registry.Database, Actor.System, account.Id, shell.Stop);
            shell.Say("cli.account.two_steps_are_off", ("name", account.UserName));
        }).GetAwaiter().GetResult());
        return verb;
    }

    private static async Task<ExitCode> In(Shell shell, string? data, string? keys, Func<Registry, Task> work)
    {
        await using var registry = await Registry.Open(RegistryPlace.Of(data, keys), share: true, shell.Stop);
        await registry.Prepare(shell.Stop);
        await work(registry);
        return ExitCode.Done;
    }

    private static HeldRole Held(string text) => text.Split(':') switch
    {
        [var role] => new HeldRole(role, "", "*"),
        [var role, var area] => new HeldRole(role, area, "*"),
        [var role, var area, var agency] => new HeldRole(role, area, agency),
        _ => throw new UserError(ExitCode.Usage, "account.role", ("role", text)),
    };
}
