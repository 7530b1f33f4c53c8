using System.CommandLine;
using SatuPintu.Samples;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu sample</c>: makes lists like those of the agencies, with the truth beside them.</summary>
internal static class SampleVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var folder = new Option<string>("--out") { Description = shell.Text("sample.out"), HelpName = "DIR", Required = true };
        var seed = new Option<ulong>("--seed") { Description = shell.Text("sample.seed"), HelpName = "N", Required = true };
        var regency = new Option<string>("--regency") { Description = shell.Text("sample.regency"), HelpName = "KODE", DefaultValueFactory = _ => "3672" };
        var scale = new Option<double>("--scale") { Description = shell.Text("sample.scale_option"), HelpName = "X", DefaultValueFactory = _ => 1 };
        var noise = new Option<double>("--noise") { Description = shell.Text("sample.noise_option"), HelpName = "X", DefaultValueFactory = _ => 1 };
        var verb = new Command("sample", shell.Text("sample.verb")) { folder, seed, regency, scale, noise };
        verb.SetAction(parsed =>
        {
            var request = new SampleRequest(parsed.GetValue(folder)!, parsed.GetValue(seed), parsed.GetValue(regency)!, parsed.GetValue(scale), parsed.GetValue(noise));
            IReadOnlyList<SampleList> made;
            using (var progress = new ProgressLine(shell, !Console.IsErrorRedirected)) made = SampleMaker.Make(request, progress, shell.Stop);
            foreach (var list in made) shell.Say("sample.made", ("file", list.File), ("rows", shell.Number(list.Rows)));
            return (int)ExitCode.Done;
        });
        return verb;
    }
}
