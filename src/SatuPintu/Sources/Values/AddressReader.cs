namespace SatuPintu.Sources.Values;

/// <summary>
/// Reads Indonesian addresses into street, house number, RT, RW and the rest. Kind words and abbreviations stand in
/// <c>address-kinds.csv</c> and <c>address-words.csv</c>.
/// </summary>
/// <remarks>
/// Two numbers with a slash are RT and RW when they follow the word RT or RW, or when neither word stands anywhere in the
/// address and they do not follow "No." or a block: lists that write <c>02/01</c> at the end of an address mean RT 02 RW 01, and
/// house numbers with a slash are written with "No.". After "No." they are RT and RW only when both have three digits beginning
/// with 0, as no house number is written so.
/// </remarks>
public static class AddressReader
{
    private const int OnStack = 160;

    [ThreadStatic]
    private static AddressParser? parser;

    /// <summary>Reads one address. Never fails: a text without an address gives <see cref="Address.Empty"/>.</summary>
    public static Address Read(string raw)
    {
        if (string.IsNullOrEmpty(raw)) return Address.Empty;
        var reader = parser ??= new AddressParser();
        if (raw.Length <= OnStack) return Read(reader, raw, stackalloc char[raw.Length], stackalloc Piece[raw.Length]);
        return Read(reader, raw, new char[raw.Length], new Piece[raw.Length]);
    }

    private static Address Read(AddressParser reader, string raw, Span<char> buffer, Span<Piece> pieces)
    {
        pieces = pieces[..Pieces.Cut(raw, buffer, pieces)];
        if (pieces.IsEmpty) return Address.Empty;
        ReadOnlySpan<char> letters = buffer[..pieces[^1].End];
        if (letters.IsEmpty || letters.IndexOfAnyExcept('0') < 0 || NameLexicon.Empty.Contains(letters)) return Address.Empty;
        return reader.Parse(pieces[..AddressPieces.JoinInitials(pieces)], letters);
    }
}
