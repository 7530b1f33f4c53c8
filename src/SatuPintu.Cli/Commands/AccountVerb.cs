using System.CommandLine;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
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
        var add = new Command("add", shell.Text("cli.account.add")) { name, display, roles };
        add.SetAction(parsed => (int)Add(shell, RegistryPlace.Of(parsed.GetValue(data), parsed.GetValue(keys)), parsed.GetValue(name)!, parsed.GetValue(display), [.. parsed.GetValue(roles)!.Select(Held)]).GetAwaiter().GetResult());
        var verb = new Command("account", shell.Text("cli.account")) { data, keys };
        verb.Subcommands.Add(add);
        verb.SetAction(parsed => HelpText.Write(parsed.CommandResult.Command, shell));
        return verb;
    }

    private static async Task<ExitCode> Add(Shell shell, RegistryPlace place, string name, string? display, IReadOnlyList<HeldRole> roles)
    {
        // A command line is seen by others on the machine and is kept in a history: the password comes in by standard input.
        shell.Note("cli.account.password");
        var password = Console.In.ReadLine() ?? "";
        await using var registry = await Registry.Open(place, share: true, shell.Stop);
        await registry.Prepare(shell.Stop);
        await AddAccount.Run(registry.Database, Actor.System, new AddAccountCommand(name, display ?? name, password, roles), shell.Stop);
        shell.Say("cli.account.added", ("name", name));
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
