using System.CommandLine;
using SatuPintu.Access;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu keys</c>: looks after the keys that seal identity numbers and files.</summary>
internal static class KeysVerb
{
    /// <summary>Makes the verb with those under it.</summary>
    public static Command Make(Shell shell)
    {
        var data = new Option<string>("--data") { Description = shell.Text("cli.db.data"), HelpName = shell.Text("cli.folder"), Recursive = true };
        var keys = new Option<string>("--keys") { Description = shell.Text("cli.db.keys"), HelpName = shell.Text("cli.folder"), Recursive = true };
        var status = new Command("status", shell.Text("cli.keys.status"));
        status.SetAction(parsed => (int)Status(shell, RegistryPlace.Of(parsed.GetValue(data), parsed.GetValue(keys))));
        var only = new Option<string>("--only") { Description = shell.Text("cli.keys.only"), HelpName = "data|index" };
        var rotate = new Command("rotate", shell.Text("cli.keys.rotate")) { only };
        rotate.SetAction(parsed => (int)Rotate(shell, RegistryPlace.Of(parsed.GetValue(data), parsed.GetValue(keys)), Which(parsed.GetValue(only))).GetAwaiter().GetResult());
        var verb = new Command("keys", shell.Text("cli.keys")) { data, keys };
        verb.Subcommands.Add(status);
        verb.Subcommands.Add(rotate);
        verb.SetAction(parsed => HelpText.Write(parsed.CommandResult.Command, shell));
        return verb;
    }

    // The database is not asked: keys are looked at when it is down as well.
    private static ExitCode Status(Shell shell, RegistryPlace place)
    {
        Tell(shell, KeyRing.Open(place.Keys));
        return ExitCode.Done;
    }

    private static async Task<ExitCode> Rotate(Shell shell, RegistryPlace place, RotateKeysCommand command)
    {
        // Keys that are not there are not made here: for data that stand, new ones are of no use.
        KeyRing.Open(place.Keys);
        await using var registry = await Registry.Open(place, share: true, shell.Stop);
        await registry.Prepare(shell.Stop);
        await RotateKeys.Run(registry.Database, registry.Keys, Actor.System, command, shell.Stop);
        Tell(shell, registry.Keys);
        shell.Note("cli.keys.copy", ("file", Path.Combine(registry.Keys.Folder, "keys.json")));
        return ExitCode.Done;
    }

    private static RotateKeysCommand Which(string? only) => only switch
    {
        null => new RotateKeysCommand(Data: true, Index: true),
        "data" => new RotateKeysCommand(Data: true, Index: false),
        "index" => new RotateKeysCommand(Data: false, Index: true),
        _ => throw new UserError(ExitCode.Usage, "cli.keys.only_unknown", ("value", only)),
    };

    private static void Tell(Shell shell, KeyRing keys)
    {
        shell.Say("cli.keys.ring", ("ring", keys.Id), ("folder", keys.Folder));
        shell.Say("cli.keys.data_versions", ("versions", string.Join(", ", keys.DataVersions)), ("newest", keys.DataVersion));
        shell.Say("cli.keys.index_versions", ("versions", string.Join(", ", keys.IndexVersions)), ("newest", keys.IndexVersion));
    }
}
