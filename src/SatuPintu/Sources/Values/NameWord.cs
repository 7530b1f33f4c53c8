using System.Text;

namespace SatuPintu.Sources.Values;

/// <summary>A word of a name in the buffer of upper-case letters, in which the words follow each other without a gap.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How many letters it has.</param>
/// <param name="Dotted">Whether a dot follows at once.</param>
/// <param name="Comma">Whether a comma or a bracket stands before it.</param>
internal readonly record struct NameWord(int Start, int Length, bool Dotted, bool Comma)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(ReadOnlySpan<char> buffer) => buffer.Slice(Start, Length);

    /// <summary>
    /// The words among the pieces. A digit between letters is read as the letter it looks like (S1TI); other digits are dropped.
    /// </summary>
    public static int Gather(ReadOnlySpan<Piece> pieces, Span<char> buffer, Span<NameWord> words)
    {
        int count = 0, used = 0;
        var comma = false;
        for (var p = 0; p < pieces.Length; p++)
        {
            var piece = pieces[p];
            if (piece.Kind == PieceKind.Sign)
            {
                if (piece.Sign == '.' && !piece.Spaced && count > 0 && p > 0 && pieces[p - 1].Kind == PieceKind.Letters) words[count - 1] = words[count - 1] with { Dotted = true };
                else if (piece.Sign is ',' or '(' or ')' or ';') comma = true;
                continue;
            }
            var grows = p > 0 && !piece.Spaced && count > 0 && !comma && pieces[p - 1].Kind == PieceKind.Letters && piece.Kind == PieceKind.Digits
                && p + 1 < pieces.Length && pieces[p + 1].Kind == PieceKind.Letters && !pieces[p + 1].Spaced;
            if (piece.Kind == PieceKind.Digits)
            {
                if (!grows) continue;
                for (var i = piece.Start; i < piece.End; i++)
                {
                    if (LooksLike(buffer[i]) is var letter and not '\0') buffer[used++] = letter;
                }
                piece = pieces[++p];
                buffer.Slice(piece.Start, piece.Length).CopyTo(buffer[used..]);
                used += piece.Length;
                words[count - 1] = words[count - 1] with { Length = used - words[count - 1].Start };
                continue;
            }
            if (used != piece.Start) buffer.Slice(piece.Start, piece.Length).CopyTo(buffer[used..]);
            words[count++] = new NameWord(used, piece.Length, Dotted: false, comma);
            used += piece.Length;
            comma = false;
        }
        return count;
    }

    private static char LooksLike(char digit) => digit switch
    {
        '0' => 'O',
        '1' => 'I',
        '3' => 'E',
        '4' => 'A',
        '5' => 'S',
        _ => '\0',
    };

    /// <summary>The words with single spaces between.</summary>
    public static string Join(ReadOnlySpan<NameWord> words, ReadOnlySpan<char> buffer)
    {
        if (words.IsEmpty) return "";
        if (words.Length == 1) return words[0].In(buffer).ToString();
        var text = new StringBuilder(words[^1].End - words[0].Start + words.Length);
        foreach (var word in words)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(word.In(buffer));
        }
        return text.ToString();
    }

    [ThreadStatic]
    private static NameSpelling?[]? known;

    /// <summary>The name for display and its tokens for comparison.</summary>
    public static (string Standard, string[] Tokens) Write(ReadOnlySpan<NameWord> words, ReadOnlySpan<char> buffer)
    {
        var length = words.Length - 1;
        var tokenCount = 0;
        Span<int> lengths = words.Length <= 32 ? stackalloc int[words.Length] : new int[words.Length];
        var spellings = words.Length <= 32 ? known ??= new NameSpelling?[32] : new NameSpelling?[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var spelling = NameLexicon.Spelling.TryGetValue(words[i].In(buffer), out var found) ? found : null;
            spellings[i] = spelling;
            var shown = spelling is not null && IsShort(spelling, words, i);
            lengths[i] = shown ? -1 : words[i].Length;
            length += shown ? spelling!.Shown!.Length : words[i].Length;
            tokenCount += spelling is null ? 1 : shown ? spelling.ShownTokens.Length : spelling.Tokens.Length;
        }

        var tokens = new string[tokenCount];
        Span<char> standard = length <= 256 ? stackalloc char[length] : new char[length];
        int used = 0, token = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0) standard[used++] = ' ';
            var letters = lengths[i] < 0 ? spellings[i]!.Shown.AsSpan() : words[i].In(buffer);
            letters.CopyTo(standard[used..]);
            used += letters.Length;
            if (spellings[i] is { } spelling)
            {
                foreach (var canonical in lengths[i] < 0 ? spelling.ShownTokens : spelling.Tokens) tokens[token++] = canonical;
            }
            else
            {
                tokens[token++] = OldSpelling.Modern(letters);
            }
        }
        return (standard.ToString(), tokens);
    }

    /// <summary>Whether the word at <paramref name="i"/> stands as an abbreviation.</summary>
    private static bool IsShort(NameSpelling spelling, ReadOnlySpan<NameWord> words, int i)
    {
        if (spelling.Shown is null) return false;
        if (spelling.FirstOnly) return i == 0 && words.Length > 1;
        return spelling.ShownWhen == NameSign.Bare || words[i].Dotted;
    }
}
