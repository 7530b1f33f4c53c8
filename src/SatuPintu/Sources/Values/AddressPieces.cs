namespace SatuPintu.Sources.Values;

/// <summary>Questions about the pieces of an address.</summary>
internal static class AddressPieces
{
    /// <summary>Makes one word of initials with dots between (K.H. is KH, R.T. is RT); returns how many pieces remain.</summary>
    public static int JoinInitials(Span<Piece> pieces)
    {
        var kept = 0;
        for (var p = 0; p < pieces.Length; p++)
        {
            var piece = pieces[p];
            while (piece.Kind == PieceKind.Letters && IsInitial(pieces, p) && p + 2 < pieces.Length && IsDot(pieces[p + 1])
                && !pieces[p + 2].Spaced && IsInitial(pieces, p + 2) && piece.End == pieces[p + 2].Start)
            {
                piece = piece with { Length = piece.Length + 1 };
                p += 2;
            }
            pieces[kept++] = piece;
        }
        return kept;
    }

    private static bool IsInitial(ReadOnlySpan<Piece> pieces, int p) =>
        pieces[p].Kind == PieceKind.Letters && pieces[p].Length == 1 && (p + 1 == pieces.Length || pieces[p + 1].Kind == PieceKind.Sign || pieces[p + 1].Spaced);

    public static bool IsDot(Piece piece) => piece is { Kind: PieceKind.Sign, Sign: '.', Spaced: false };

    public static bool HasDot(ReadOnlySpan<Piece> pieces, int p) => p + 1 < pieces.Length && IsDot(pieces[p + 1]);

    /// <summary>The first piece from <paramref name="p"/> on that is not a sign.</summary>
    public static int SkipSigns(ReadOnlySpan<Piece> pieces, int p)
    {
        while (p < pieces.Length && pieces[p].Kind == PieceKind.Sign) p++;
        return p;
    }

    /// <summary>The number of a piece of digits; a large number when it has more than six.</summary>
    public static int Number(ReadOnlySpan<char> digits)
    {
        if (digits.Length > 6) return int.MaxValue;
        var number = 0;
        foreach (var digit in digits) number = (number * 10) + (digit - '0');
        return number;
    }

    /// <summary>The value of a Roman number up to 39, or 0.</summary>
    public static int Roman(ReadOnlySpan<char> letters)
    {
        if (letters.Length > 7) return 0;
        int value = 0, last = 0;
        for (var i = letters.Length - 1; i >= 0; i--)
        {
            var digit = letters[i] switch { 'I' => 1, 'V' => 5, 'X' => 10, _ => 0 };
            if (digit == 0) return 0;
            value += digit < last ? -digit : digit;
            last = Math.Max(last, digit);
        }
        return value;
    }
}
