using System.CommandLine;
using SatuPintu.Audit;
using SatuPintu.Storage;
using SatuPintu.Storage.Backup;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu db</c>: looks after the registry's database.</summary>
internal static class DatabaseVerb
{
    /// <summary>Makes the verb with those under it.</summary>
    public static Command Make(Shell shell)
    {
        var data = new Option<string>("--data") { Description = shell.Text("cli.db.data"), HelpName = shell.Text("cli.folder"), Recursive = true };
        var keys = new Option<string>("--keys") { Description = shell.Text("cli.db.keys"), HelpName = shell.Text("cli.folder"), Recursive = true };
        var db = new Command("db", shell.Text("cli.db")) { data, keys };
        db.Subcommands.Add(Verb("migrate", null, Migrate));
        db.Subcommands.Add(Verb("status", null, Status));
        db.Subcommands.Add(Verb("verify", null, Verify));
        db.Subcommands.Add(Verb("backup", File(), Backup));
        db.Subcommands.Add(Verb("restore", File(), Restore));
        db.SetAction(parsed => HelpText.Write(parsed.CommandResult.Command, shell));
        return db;

        Argument<string> File() => new("file") { Description = shell.Text("cli.db.file") };

        Command Verb(string name, Argument<string>? file, Func<Shell, Registry, string, Task<ExitCode>> work)
        {
            var verb = new Command(name, shell.Text($"cli.db.{name}"));
            if (file is not null) verb.Arguments.Add(file);
            verb.SetAction(parsed => (int)Run(shell, RegistryPlace.Of(parsed.GetValue(data), parsed.GetValue(keys)), registry => work(shell, registry, file is null ? "" : parsed.GetValue(file)!)).GetAwaiter().GetResult());
            return verb;
        }
    }

    // The service may be running: its embedded server is used then.
    private static async Task<ExitCode> Run(Shell shell, RegistryPlace place, Func<Registry, Task<ExitCode>> work)
    {
        await using var registry = await Registry.Open(place, share: true, shell.Stop);
        return await work(registry);
    }

    private static async Task<ExitCode> Migrate(Shell shell, Registry registry, string file)
    {
        var run = await registry.Migrate(shell.Stop);
        foreach (var step in run) shell.Output.WriteLine($"{step.Number:0000} {step.Name}");
        shell.Output.WriteLine(shell.Text(run.Count == 0 ? "cli.db.up_to_date" : "cli.db.migrated", ("count", run.Count)));
        return ExitCode.Done;
    }

    private static async Task<ExitCode> Status(Shell shell, Registry registry, string file)
    {
        var status = await registry.Status(shell.Stop);
        foreach (var step in status.Done) shell.Output.WriteLine($"{step.Number:0000} {step.Name}  {step.At.ToLocalTime():yyyy-MM-dd HH:mm}");
        foreach (var step in status.Missing) shell.Output.WriteLine($"{step.Number:0000} {step.Name}  {shell.Text("cli.db.missing")}");
        shell.Output.WriteLine(status.Missing.Count == 0 ? shell.Text("cli.db.up_to_date") : shell.Text("database.behind", ("missing", status.Missing.Count)));
        return status.Missing.Count == 0 ? ExitCode.Done : ExitCode.Database;
    }

    private static async Task<ExitCode> Verify(Shell shell, Registry registry, string file)
    {
        if ((await registry.Status(shell.Stop)).Missing.Count is > 0 and var missing) throw new UserError(ExitCode.Database, "database.behind", ("missing", missing));
        var found = await AuditLog.Verify(registry, shell.Stop);
        shell.Output.WriteLine(shell.Text("cli.db.chain", ("entries", found.Entries), ("seals", found.Seals)));
        if (found.BrokenAt is { } broken) shell.Output.WriteLine(shell.Text("cli.db.broken", ("number", broken)));
        if (found.FalseSeal is { } seal) shell.Output.WriteLine(shell.Text("cli.db.false_seal", ("number", seal)));
        if (found.CutAfter is { } cut) shell.Output.WriteLine(shell.Text("cli.db.cut", ("number", cut)));
        shell.Output.WriteLine(shell.Text(found.IsWhole ? "cli.db.whole" : "cli.db.tampered"));
        return found.IsWhole ? ExitCode.Done : ExitCode.Database;
    }

    private static async Task<ExitCode> Backup(Shell shell, Registry registry, string file)
    {
        var rows = await TakeBackup.Run(registry, file, shell.Stop);
        shell.Output.WriteLine(shell.Text("cli.db.backed_up", ("file", file), ("rows", rows), ("keys", registry.Place.Keys)));
        return ExitCode.Done;
    }

    private static async Task<ExitCode> Restore(Shell shell, Registry registry, string file)
    {
        shell.Output.WriteLine(shell.Text("cli.db.restored", ("rows", await RestoreBackup.Run(registry, file, shell.Stop))));
        return ExitCode.Done;
    }
}
