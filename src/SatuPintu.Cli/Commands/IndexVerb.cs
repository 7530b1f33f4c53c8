using System.CommandLine;
using SatuPintu.Welfare.Index;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu index</c>: classes of households by non-monetary variables.</summary>
internal static class IndexVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var kind = WelfareVerbs.Text(shell, "--kind", "welfare.index.kind", "kind", required: true);
        var households = WelfareVerbs.Text(shell, "--households", "welfare.index.households", "file", required: true);
        var id = WelfareVerbs.Text(shell, "--id", "welfare.option.id", "column");
        var spec = WelfareVerbs.Text(shell, "--spec", "welfare.index.spec", "file");
        var (result, overwrite, json) = (WelfareVerbs.Out(shell), WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("index", shell.Text("welfare.index.verb")) { kind, households, id, spec, result, overwrite, json };
        verb.SetAction(parsed => WelfareVerbs.Show(shell, ClassHouseholds.Run(new IndexCommand
        {
            Kind = parsed.GetValue(kind)!,
            Households = parsed.GetValue(households)!,
            Id = parsed.GetValue(id),
            Spec = parsed.GetValue(spec),
            Out = parsed.GetValue(result)!,
            Overwrite = parsed.GetValue(overwrite),
        }, shell.Stop), parsed.GetValue(json)));
        return verb;
    }
}
