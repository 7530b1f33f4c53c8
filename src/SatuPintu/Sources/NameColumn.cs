using SatuPintu.Sources.Values;

namespace SatuPintu.Sources;

/// <summary>
/// A column of persons' names as parsed, one parse for each distinct text delivered; beside the standard form it keeps what that
/// leaves out: titles, patronymic, alias, whether the person is marked as dead.
/// </summary>
public sealed class NameColumn
{
    private readonly TextColumn raw;
    private readonly PersonName[] names;

    internal NameColumn(TextColumn raw, PersonName[] names)
    {
        this.raw = raw;
        this.names = names;
    }

    /// <summary>By row, the number of the name in <see cref="Names"/>; 0 when no name is given.</summary>
    public ReadOnlySpan<int> Codes => raw.Codes;

    /// <summary>The names by number; several may have one standard form.</summary>
    public ReadOnlySpan<PersonName> Names => names;

    /// <summary>The name in one row.</summary>
    public PersonName this[int row] => names[raw.Codes[row]];
}
