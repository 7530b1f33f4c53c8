using System.CommandLine;

namespace SatuPintu.Cli;

/// <summary>
/// The language of the command: <c>--lang</c>, else the variable <c>SATUPINTU_LANG</c>, else Indonesian. LANG is not asked:
/// most servers are installed in English whatever their users speak.
/// </summary>
internal static class LanguageChoice
{
    private const string Name = "--lang";
    private static readonly string[] Known = ["id", "en"];

    /// <summary>Finds the language before the rest is parsed, so that errors are said in it.</summary>
    public static Language Of(string[] args)
    {
        var named = Environment.GetEnvironmentVariable("SATUPINTU_LANG") ?? "";
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == Name && i + 1 < args.Length) named = args[i + 1];
            else if (args[i].StartsWith(Name + "=", StringComparison.Ordinal)) named = args[i][(Name.Length + 1)..];
        }
        return string.Equals(named, "en", StringComparison.OrdinalIgnoreCase) ? Language.English : Language.Indonesian;
    }

    /// <summary>The option, for parsing and help.</summary>
    public static Option<string> Option(Shell shell)
    {
        var option = new Option<string>(Name) { Description = shell.Text("cli.lang"), HelpName = "id|en", Recursive = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !Known.Contains(value.ToLowerInvariant()))
                result.AddError(shell.Text("cli.lang_unknown", ("value", value)));
        });
        return option;
    }
}
