using System.CommandLine;
using System.CommandLine.Parsing;

namespace SatuPintu.Cli;

/// <summary>Says what cannot be understood in a command line, and where the help is.</summary>
internal static class UsageErrors
{
    /// <summary>Writes the first error and ends with <see cref="ExitCode.Usage"/>.</summary>
    public static int Show(ParseResult parsed, Shell shell)
    {
        shell.Fail(Sentence(parsed, shell));
        var verb = parsed.CommandResult.Command is RootCommand ? "" : " " + parsed.CommandResult.Command.Name;
        shell.Note("cli.see_help", ("command", $"./satupintu{verb} --help"));
        return (int)ExitCode.Usage;
    }

    private static string Sentence(ParseResult parsed, Shell shell)
    {
        // The library's own sentences are English only; the cases it knows are told apart by what they concern.
        if (parsed.UnmatchedTokens is [var token, ..])
            return parsed.CommandResult.Command.Subcommands.Count > 0
                ? shell.Text("cli.unknown_verb", ("word", token), ("verbs", string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(c => c.Name))))
                : shell.Text("cli.unknown_word", ("word", token));
        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { Implicit: true } option => shell.Text("cli.option_missing", ("option", option.Option.Name)),
            OptionResult { Tokens.Count: 0 } option => shell.Text("cli.value_missing", ("option", option.Option.Name)),
            ArgumentResult { Tokens.Count: 0 } argument => shell.Text("cli.value_missing", ("option", argument.Argument.Name.ToUpperInvariant())),
            CommandResult command when command.Command.Options.FirstOrDefault(o => o.Required && command.GetResult(o) is null) is { } missing
                => shell.Text("cli.option_missing", ("option", missing.Name)),
            CommandResult { Command.Subcommands.Count: > 0 } command
                => shell.Text("cli.verb_missing", ("verbs", string.Join(", ", command.Command.Subcommands.Select(c => c.Name)))),
            _ => error.Message,
        };
    }
}
