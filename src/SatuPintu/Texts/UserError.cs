namespace SatuPintu;

/// <summary>The exit code a failure ends the command with; documented in <c>docs/exit-codes.md</c>.</summary>
public enum ExitCode
{
    /// <summary>All done.</summary>
    Done = 0,
    /// <summary>A fault of the program itself.</summary>
    Fault = 1,
    /// <summary>The command line cannot be understood.</summary>
    Usage = 2,
    /// <summary>An input file cannot be read or used.</summary>
    Input = 3,
    /// <summary>The output cannot be written.</summary>
    Output = 4,
    /// <summary>The database cannot be used as it is.</summary>
    Database = 5,
    /// <summary>The user stopped the run.</summary>
    Interrupted = 130,
}

/// <summary>A failure the user can do something about, said in the user's language by the key of its text.</summary>
/// <remarks>Whoever catches it shows <see cref="In"/>; the message itself is English, for logs.</remarks>
public sealed class UserError : Exception
{
    private readonly (string Name, object? Value)[] arguments;

    /// <summary>Makes the error from the key of its text and the text's arguments.</summary>
    public UserError(ExitCode exitCode, string key, params (string Name, object? Value)[] arguments)
        : base(Catalogue.Say(Language.English, key, arguments))
    {
        ExitCode = exitCode;
        Key = key;
        this.arguments = arguments;
    }

    /// <summary>Makes the error with what caused it.</summary>
    public UserError(ExitCode exitCode, string key, Exception cause, params (string Name, object? Value)[] arguments)
        : base(Catalogue.Say(Language.English, key, arguments), cause)
    {
        ExitCode = exitCode;
        Key = key;
        this.arguments = arguments;
    }

    /// <summary>What the command ends with.</summary>
    public ExitCode ExitCode { get; }

    /// <summary>The key of the text in the catalogue.</summary>
    public string Key { get; }

    /// <summary>The message in one language: what is wrong, and what to do.</summary>
    public string In(Language language) => Catalogue.Say(language, Key, arguments);
}
