using System.CommandLine;
using SatuPintu.Welfare.Multidimensional;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu mpi</c>: multidimensional poverty.</summary>
internal static class MpiVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var data = WelfareVerbs.Text(shell, "--data", "welfare.mpi.data", "file", required: true);
        var spec = WelfareVerbs.Text(shell, "--spec", "welfare.mpi.spec", "file", required: true);
        var sample = new SampleOptionsOf(shell);
        var (result, overwrite, json) = (WelfareVerbs.Out(shell), WelfareVerbs.Overwrite(shell), WelfareVerbs.Json(shell));
        var verb = new Command("mpi", shell.Text("welfare.mpi.verb"));
        foreach (var option in (Option[])[data, spec, .. sample.Options, result, overwrite, json]) verb.Options.Add(option);
        verb.SetAction(parsed => WelfareVerbs.Show(shell, MeasureMultidimensional.Run(new MpiCommand
        {
            Data = parsed.GetValue(data)!,
            Spec = parsed.GetValue(spec)!,
            Sample = sample.Read(parsed),
            Out = parsed.GetValue(result)!,
            Overwrite = parsed.GetValue(overwrite),
        }, shell.Stop), parsed.GetValue(json)));
        return verb;
    }
}
