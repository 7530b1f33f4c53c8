using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SatuPintu.Cli;

/// <summary>Help in the user's language.</summary>
internal sealed class HelpText(Shell shell) : SynchronousCommandLineAction
{
    private const int Width = 100;

    /// <summary>The option <c>--help</c> of every verb.</summary>
    public static HelpOption Option(Shell shell) => new("--help", ["-h", "-?"]) { Action = new HelpText(shell), Description = shell.Text("cli.help") };

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) => Write(parseResult.CommandResult.Command, shell);

    /// <summary>Writes the help of a command.</summary>
    public static int Write(Command command, Shell shell)
    {
        var verb = command is RootCommand ? "" : " " + command.Name;
        Paragraph(shell, "", command.Description ?? "");
        shell.Output.WriteLine();
        shell.Say("cli.usage");
        var arguments = string.Concat(command.Arguments.Select(a => " " + a.Name.ToUpperInvariant()));
        shell.Output.WriteLine($"  ./satupintu{verb}{(command.Subcommands.Count > 0 ? " " + shell.Text("cli.verb") : "")}{arguments} {shell.Text("cli.options_mark")}");
        List(shell, "cli.verbs", command.Subcommands.Select(c => (c.Name, c.Description ?? "")));
        List(shell, "cli.arguments", command.Arguments.Select(a => (a.Name.ToUpperInvariant(), a.Description ?? "")));
        var inherited = command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive || o is HelpOption);
        List(shell, "cli.options", command.Options.Concat(inherited).Select(o => ($"{o.Name}{(o.HelpName is null ? "" : " " + o.HelpName)}", o.Description ?? "")));
        if (command.Subcommands.Count > 0)
        {
            shell.Output.WriteLine();
            shell.Say("cli.more");
        }
        return (int)ExitCode.Done;
    }

    private static void List(Shell shell, string heading, IEnumerable<(string Name, string Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0) return;
        shell.Output.WriteLine();
        shell.Say(heading);
        var wide = list.Max(r => r.Name.Length) + 4;
        foreach (var (name, text) in list) Paragraph(shell, ("  " + name).PadRight(wide), text);
    }

    private static void Paragraph(Shell shell, string lead, string text)
    {
        var indent = new string(' ', lead.Length);
        var line = lead;
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > Width && line.Length > lead.Length)
            {
                shell.Output.WriteLine(line.TrimEnd());
                line = indent;
            }
            line += (line.Length == lead.Length ? "" : " ") + word;
        }
        shell.Output.WriteLine(line);
    }
}
