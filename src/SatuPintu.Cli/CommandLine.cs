using System.CommandLine;
using System.Runtime.InteropServices;
using SatuPintu.Cli.Commands;

namespace SatuPintu.Cli;

/// <summary>The command <c>satupintu</c>: its verbs, its language, and how failures end it.</summary>
public static class CommandLine
{
    // SIGXFSZ, which .NET has no name for; the number is the same on Linux and macOS.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    /// <summary>Runs a command line; the exit codes are those of <see cref="ExitCode"/>.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        using var stop = new CancellationTokenSource();
        var shell = new Shell(output, error, LanguageChoice.Of(args), stop.Token);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => StopOnce(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => StopOnce(signal, stop));
        // Left to itself, the system kills a process that writes past a limit on file sizes; ignored, the write fails and says why.
        using var limit = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeExceeded, signal => signal.Cancel = true);
        try
        {
            var root = MakeRoot(shell);
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpText) return UsageErrors.Show(parsed, shell);
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UserError e)
        {
            shell.Fail(e.In(shell.Language));
            return (int)e.ExitCode;
        }
        catch (OperationCanceledException e) when (stop.IsCancellationRequested)
        {
            shell.Fail(Catalogue.Say(shell.Language, e is Linking.LinkStopped ? "general.interrupted_resume" : "general.interrupted"));
            return (int)ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            var detail = Environment.GetEnvironmentVariable("SATUPINTU_DEBUG") == "1" ? e.ToString() : $"{e.GetType().Name}: {e.Message}";
            shell.Fail(Catalogue.Say(shell.Language, "general.fault", ("fault", detail)));
            return (int)ExitCode.Fault;
        }
    }

    /// <summary>The root command with its verbs, described in the shell's language.</summary>
    internal static RootCommand MakeRoot(Shell shell)
    {
        var root = new RootCommand(shell.Text("cli.root"));
        root.Directives.Clear();
        root.Options.Clear();
        root.Options.Add(LanguageChoice.Option(shell));
        root.Options.Add(HelpText.Option(shell));
        root.Subcommands.Add(IntegrateVerb.Make(shell));
        root.Subcommands.Add(LinkVerb.MakeLink(shell));
        root.Subcommands.Add(LinkVerb.MakeDedupe(shell));
        root.Subcommands.Add(MergeVerb.Make(shell));
        root.Subcommands.Add(ExplainVerb.Make(shell));
        root.Subcommands.Add(SampleVerb.Make(shell));
        root.Subcommands.Add(EvaluateVerb.Make(shell));
        foreach (var verb in WelfareVerbs.Make(shell)) root.Subcommands.Add(verb);
        root.Subcommands.Add(ServeVerb.Make(shell));
        root.Subcommands.Add(DatabaseVerb.Make(shell));
        root.Subcommands.Add(AccountVerb.Make(shell));
        root.Subcommands.Add(KeysVerb.Make(shell));
        root.Subcommands.Add(VersionVerb.Make(shell));
        root.SetAction(parsed => HelpText.Write(parsed.CommandResult.Command, shell));
        return root;
    }

    // The first signal asks the work to stop and clean up; a second one ends the process at once.
    private static void StopOnce(PosixSignalContext signal, CancellationTokenSource stop)
    {
        if (stop.IsCancellationRequested) return;
        signal.Cancel = true;
        stop.Cancel();
    }
}
