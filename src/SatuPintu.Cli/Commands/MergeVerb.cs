using System.CommandLine;
using SatuPintu.Linking;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu merge</c>: joins the shares of a linkage that was spread over machines.</summary>
internal static class MergeVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var shares = new Argument<string[]>("shares") { Description = shell.Text("cli.merge.shares"), Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string>("--out") { Description = shell.Text("cli.link.out"), HelpName = shell.Text("cli.folder"), Required = true };
        var memory = new Option<string>("--memory") { Description = shell.Text("cli.link.memory"), HelpName = shell.Text("cli.size") };
        var overwrite = new Option<bool>("--overwrite") { Description = shell.Text("cli.integrate.overwrite") };
        var verb = new Command("merge", shell.Text("cli.merge")) { shares, folder, memory, overwrite };
        verb.SetAction(parsed =>
        {
            var limit = MemoryLimit.Read(parsed.GetValue(memory));
            MemoryLimit.Keep(limit);
            LinkOutcome outcome;
            using (var progress = new ProgressLine(shell, ProgressLine.OnTerminal))
                outcome = LinkShares.Merge(parsed.GetValue(shares)!, parsed.GetValue(folder)!, parsed.GetValue(overwrite), progress, shell.Stop, limit);
            LinkTables.ShowOutcome(shell, outcome);
            return (int)ExitCode.Done;
        });
        return verb;
    }
}
