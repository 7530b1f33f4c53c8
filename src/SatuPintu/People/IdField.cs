namespace SatuPintu.People;

/// <summary>Ids of persons and families as fields, made without a text for each.</summary>
internal sealed class IdField(char letter)
{
    private readonly char[] buffer = new char[11];

    /// <summary>The id of a number from 0, as in <see cref="GoldenPersons.EntityId"/>; good until the next is made.</summary>
    public ReadOnlySpan<char> Of(int number)
    {
        buffer[0] = letter;
        (number + 1).TryFormat(buffer.AsSpan(1), out var written, "D7", System.Globalization.CultureInfo.InvariantCulture);
        return buffer.AsSpan(0, written + 1);
    }
}
