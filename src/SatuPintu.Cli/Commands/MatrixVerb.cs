using System.CommandLine;
using SatuPintu.Welfare.Transitions;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu matrix</c>: how households moved between deciles.</summary>
internal static class MatrixVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var before = WelfareVerbs.Text(shell, "--before", "welfare.matrix.before", "file", required: true);
        var after = WelfareVerbs.Text(shell, "--after", "welfare.matrix.after", "file", required: true);
        var id = WelfareVerbs.Text(shell, "--id", "welfare.matrix.id", "column");
        var (result, overwrite, json) = (WelfareVerbs.Out(shell), WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("matrix", shell.Text("welfare.matrix.verb")) { before, after, id, result, overwrite, json };
        verb.SetAction(parsed => WelfareVerbs.Show(shell, CompareScores.Run(new MatrixCommand
        {
            Before = parsed.GetValue(before)!,
            After = parsed.GetValue(after)!,
            Id = parsed.GetValue(id) ?? "id",
            Out = parsed.GetValue(result)!,
            Overwrite = parsed.GetValue(overwrite),
        }, shell.Stop), parsed.GetValue(json)));
        return verb;
    }
}
