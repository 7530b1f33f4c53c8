using System.CommandLine;
using System.Globalization;
using SatuPintu.Welfare.Tables;

namespace SatuPintu.Cli.Commands;

/// <summary>The verbs of welfare statistics, and what they have in common.</summary>
internal static class WelfareVerbs
{
    /// <summary>Makes the verbs in the order the help lists them.</summary>
    public static IEnumerable<Command> Make(Shell shell)
    {
        yield return PmtVerb.Make(shell);
        yield return PovertyMapVerb.Make(shell);
        yield return IndicatorsVerb.Make(shell);
        yield return IndexVerb.Make(shell);
        yield return MpiVerb.Make(shell);
        yield return MatrixVerb.Make(shell);
    }

    /// <summary>An option that takes a text.</summary>
    /// <param name="shell">Speaks.</param>
    /// <param name="name">The option's name.</param>
    /// <param name="text">The key of its description.</param>
    /// <param name="mark">The last part of the key of what stands for its value (<c>column</c>).</param>
    /// <param name="required">Whether it must be given.</param>
    public static Option<string> Text(Shell shell, string name, string text, string mark, bool required = false) =>
        new(name) { Description = shell.Text(text), HelpName = shell.Text("welfare.mark." + mark), Required = required };

    /// <summary>An option that is given or not.</summary>
    public static Option<bool> Flag(Shell shell, string name, string text) => new(name) { Description = shell.Text(text) };

    /// <summary>The option <c>--out</c>.</summary>
    public static Option<string> Out(Shell shell) => Text(shell, "--out", "welfare.option.out", "file", required: true);

    /// <summary>The option <c>--overwrite</c>.</summary>
    public static Option<bool> Overwrite(Shell shell) => Flag(shell, "--overwrite", "welfare.option.overwrite");

    /// <summary>The option <c>--json</c>.</summary>
    public static Option<bool> Json(Shell shell) => Flag(shell, "--json", "welfare.option.json");

    /// <summary>The option <c>--seed</c>.</summary>
    public static Option<string> Seed(Shell shell) => Text(shell, "--seed", "welfare.option.seed", "number");

    /// <summary>The seed given, 1 where none was.</summary>
    /// <exception cref="UserError">It is no whole number of 0 or more.</exception>
    public static ulong Seed(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text) return 1;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UserError(ExitCode.Usage, "welfare.option.number_malformed", ("option", option.Name), ("value", text), ("example", "1"));
    }

    /// <summary>The number given with an option; null where none was.</summary>
    /// <exception cref="UserError">It is no number.</exception>
    public static double? Number(ParseResult parsed, Option<string> option, string example)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new UserError(ExitCode.Usage, "welfare.option.number_malformed", ("option", option.Name), ("value", text), ("example", example));
    }

    /// <summary>The names given with an option, parted by commas; empty where none were.</summary>
    public static IReadOnlyList<string> Names(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>The choice made with an option by its name in small letters; the default where none was made.</summary>
    /// <exception cref="UserError">There is no such choice.</exception>
    public static T Choice<T>(ParseResult parsed, Option<string> option, T usual) where T : struct, Enum
    {
        if (parsed.GetValue(option) is not { } text) return usual;
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(NameOf(value), text, StringComparison.Ordinal)) return value;
        throw new UserError(ExitCode.Usage, "welfare.option.choice_malformed", ("option", option.Name), ("value", text), ("choices", string.Join(", ", Enum.GetValues<T>().Select(NameOf))));
    }

    /// <summary>Shows what a method found: as JSON, or as a table with the files that were written; warnings go beside it.</summary>
    public static int Show(Shell shell, WelfareOutcome outcome, bool json)
    {
        Warn(shell, outcome.Warnings);
        if (json)
        {
            outcome.Sheet.WriteJson(shell.Output, outcome.Warnings, outcome.Details);
            return (int)ExitCode.Done;
        }
        ShowRows(shell, outcome.Shown ?? outcome.Sheet);
        shell.Output.WriteLine();
        shell.Say("welfare.written", ("file", outcome.File), ("rows", shell.Number(outcome.Rows)), ("card", outcome.Card));
        if (outcome.Added is not null) shell.Say("welfare.written_added", ("file", outcome.Added));
        return (int)ExitCode.Done;
    }

    /// <summary>Shows the first rows of a result as a table.</summary>
    public static void ShowRows(Shell shell, ResultSheet sheet)
    {
        const int MostShown = 60;
        TextGrid.Write(shell.Output, [.. sheet.Headings], sheet.Rows.Take(MostShown).Select(r => r.Select(c => Cell(shell, c)).ToArray()));
        if (sheet.Rows.Count > MostShown) shell.Output.WriteLine("…");
    }

    /// <summary>Shows warnings beside the result.</summary>
    public static void Warn(Shell shell, IEnumerable<Warning> warnings)
    {
        foreach (var warning in warnings) shell.Note("welfare.warning", ("text", warning.In(shell.Language)));
    }

    /// <summary>The whole number given with an option; null where none was.</summary>
    /// <exception cref="UserError">It is no whole number, or out of bounds.</exception>
    public static int? Whole(ParseResult parsed, Option<string> option, string example, int least, int most)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UserError(ExitCode.Usage, "cli.welfare.whole", ("option", option.Name), ("value", text), ("least", least), ("most", most), ("example", example));
    }

    private static string Cell(Shell shell, object? cell) => cell switch
    {
        string text => text,
        long whole => shell.Number(whole),
        double number => shell.Number(number, Math.Abs(number) >= 1000 ? 2 : 6),
        _ => "-",
    };

    private static string NameOf<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
