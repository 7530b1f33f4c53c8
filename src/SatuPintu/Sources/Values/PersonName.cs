namespace SatuPintu.Sources.Values;

/// <summary>A person's name, read: what is shown, what is compared, and what was taken off.</summary>
/// <param name="Standard">
/// The name for display: upper case, without punctuation, titles, degrees and patronymic, abbreviations written out. Empty when
/// the text holds no name. Spelling is left as it is.
/// </param>
/// <param name="Tokens">The words of <paramref name="Standard"/> in the spelling in which names are compared (MOCHAMAD is MUHAMMAD).</param>
public sealed record PersonName(string Standard, IReadOnlyList<string> Tokens)
{
    /// <summary>A text without a name in it.</summary>
    public static readonly PersonName Empty = new("", []);

    /// <summary>Titles and degrees that were taken off, as letters only, in the order of the text (<c>HJ</c>, <c>SPD</c>).</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>The father's name after <c>bin</c> or <c>binti</c>, upper case and without titles; empty when none is given.</summary>
    public string Patronymic { get; init; } = "";

    /// <summary>The other name after <c>alias</c>, upper case; empty when none is given.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Whether the name is marked as that of someone who has died (Alm., Almh.).</summary>
    public bool Deceased { get; init; }

    /// <summary><c>L</c> or <c>P</c> when a title or the patronymic tells the sex (Hj., Ny., binti), else empty.</summary>
    public string SexHint { get; init; } = "";
}
