using System.ComponentModel;
using System.Diagnostics;

namespace SatuPintu.Storage.Embedded;

/// <summary>How a command ended and what it said.</summary>
/// <param name="ExitCode">0 when all is well.</param>
/// <param name="Output">What it wrote to its output, without the last line end.</param>
/// <param name="Error">What it wrote to its error stream.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error);

/// <summary>Runs commands of the system and of PostgreSQL.</summary>
internal static class Command
{
    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="OperationCanceledException">The user stopped the run; the command has been ended.</exception>
    public static async Task<CommandResult> RunAsync(IEnumerable<string> words, CancellationToken stop)
    {
        using var process = Start(Prepare(words, output: true));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new(process.ExitCode, (await output).TrimEnd(), (await error).TrimEnd());
    }

    /// <summary>Runs a line of shell with its arguments as <c>$1</c> and so on.</summary>
    public static Task<CommandResult> ShellAsync(IEnumerable<string> prefix, string script, CancellationToken stop, params IEnumerable<string> arguments) =>
        RunAsync([.. prefix, "sh", "-c", script, "sh", .. arguments], stop);

    /// <summary>Starts a command that has been made ready.</summary>
    /// <exception cref="UserError">The system does not have it.</exception>
    public static Process Start(ProcessStartInfo command)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception e)
        {
            throw new UserError(ExitCode.Output, "cluster.no_tool", e, ("tool", command.FileName));
        }
    }

    /// <summary>A command made ready: in the folder <c>/</c>, which every user can enter, and with an environment of its own.</summary>
    /// <remarks>Variables such as PGDATA or PGOPTIONS would change what PostgreSQL does; LC_ALL settles the language of what it says.</remarks>
    public static ProcessStartInfo Prepare(IEnumerable<string> words, bool output)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = output,
            RedirectStandardError = output,
        };
        var first = true;
        foreach (var word in words)
        {
            if (first) start.FileName = word;
            else start.ArgumentList.Add(word);
            first = false;
        }
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
