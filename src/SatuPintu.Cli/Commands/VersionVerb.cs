using System.CommandLine;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu version</c>: which program this is.</summary>
internal static class VersionVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var verb = new Command("version", shell.Text("cli.version"));
        verb.SetAction(_ =>
        {
            shell.Output.WriteLine($"{ProgramVersion.Name} {ProgramVersion.Number}");
            return (int)ExitCode.Done;
        });
        return verb;
    }
}
