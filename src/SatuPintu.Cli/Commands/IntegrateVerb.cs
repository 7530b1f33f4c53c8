using System.CommandLine;
using System.Globalization;
using SatuPintu.Integration;

namespace SatuPintu.Cli.Commands;

/// <summary><c>satupintu integrate</c>: from source files to one record a person, the overlap table and the gap lists.</summary>
internal static class IntegrateVerb
{
    /// <summary>Makes the verb.</summary>
    public static Command Make(Shell shell)
    {
        var sources = new Option<string[]>("--source") { Description = shell.Text("cli.integrate.source"), HelpName = shell.Text("cli.integrate.source_form"), Required = true };
        var folder = new Option<string>("--out") { Description = shell.Text("cli.integrate.out"), HelpName = shell.Text("cli.folder"), Required = true };
        var mappings = new Option<string[]>("--mapping") { Description = shell.Text("cli.integrate.mapping"), HelpName = shell.Text("cli.file") };
        var survivorship = new Option<string>("--survivorship") { Description = shell.Text("cli.integrate.survivorship"), HelpName = shell.Text("cli.file") };
        var asOf = new Option<string>("--as-of") { Description = shell.Text("cli.integrate.as_of"), HelpName = shell.Text("cli.date_form") };
        var columnsOnly = new Option<bool>("--columns-only") { Description = shell.Text("cli.integrate.columns_only") };
        var overwrite = new Option<bool>("--overwrite") { Description = shell.Text("cli.integrate.overwrite") };

        var verb = new Command("integrate", shell.Text("cli.integrate")) { sources, folder, mappings, survivorship, asOf, columnsOnly, overwrite };
        verb.SetAction(parsed => Run(shell, new IntegrateCommand
        {
            Sources = [.. (parsed.GetValue(sources) ?? []).Select(Source)],
            Out = parsed.GetValue(folder)!,
            Mappings = parsed.GetValue(mappings) ?? [],
            Survivorship = parsed.GetValue(survivorship),
            AsOf = Day(parsed.GetValue(asOf)),
            Overwrite = parsed.GetValue(overwrite),
        }, parsed.GetValue(columnsOnly)));
        return verb;
    }

    private static int Run(Shell shell, IntegrateCommand command, bool columnsOnly)
    {
        IntegrationResult? result;
        using (var progress = new ProgressLine(shell, ProgressLine.OnTerminal))
        {
            result = Integrate.Run(command, progress, lists =>
            {
                progress.Pause();
                ShowColumns(shell, lists);
                return !columnsOnly;
            }, shell.Stop);
        }
        if (result is not null) IntegrationTables.Show(shell, result);
        return (int)ExitCode.Done;
    }

    private static void ShowColumns(Shell shell, IReadOnlyList<RecognisedList> lists)
    {
        foreach (var list in lists)
        {
            shell.Note("cli.integrate.columns", ("source", list.Plan.Source.Id), ("file", list.Table.File), ("rows", shell.Number(list.Table.RowCount)), ("format", list.Table.Format));
            foreach (var line in list.Plan.Describe(shell.Language)) shell.Error.WriteLine("  " + line);
        }
    }

    private static SourceFile Source(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1) throw new UserError(ExitCode.Usage, "cli.integrate.source_malformed", ("value", text));
        return new SourceFile(text[..equals].Trim().ToLowerInvariant(), text[(equals + 1)..]);
    }

    private static DateOnly Day(string? text)
    {
        if (text is null) return DateOnly.FromDateTime(DateTime.Now);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UserError(ExitCode.Usage, "cli.integrate.as_of_malformed", ("value", text));
    }
}
