namespace SatuPintu.Cli;

/// <summary>What a verb speaks through: results go to the output, everything else to the error stream.</summary>
internal sealed class Shell(TextWriter output, TextWriter error, Language language, CancellationToken stop)
{
    /// <summary>The language of every sentence.</summary>
    public Language Language => language;

    /// <summary>Cancelled when the user stops the run.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Where results go.</summary>
    public TextWriter Output => output;

    /// <summary>Where progress and messages go.</summary>
    public TextWriter Error => error;

    /// <summary>A text of the catalogue in the user's language.</summary>
    public string Text(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => Catalogue.Say(language, key, arguments);

    /// <summary>Writes a result line.</summary>
    public void Say(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => output.WriteLine(Text(key, arguments));

    /// <summary>Writes a line beside the results.</summary>
    public void Note(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => error.WriteLine(Text(key, arguments));

    /// <summary>Writes the message a run ends with when it fails.</summary>
    public void Fail(string message) => error.WriteLine(message);

    /// <summary>A whole number with the language's mark between thousands: 12.627 in Indonesian, 12,627 in English.</summary>
    public string Number(long number) => Numbers.Whole(number, language);

    /// <summary>A decimal number with the language's decimal mark.</summary>
    public string Number(double number, int decimals) => Numbers.Decimal(number, decimals, language);
}
