namespace SatuPintu.Sources.Values;

/// <summary>
/// Reads the names of persons as Indonesian lists write them: with titles and degrees, abbreviations, patronymics, old spelling
/// and the accidents of typing. What counts as a title or a variant stands in <c>name-titles.csv</c> and <c>name-variants.csv</c>.
/// </summary>
/// <remarks>
/// Noble titles (Tubagus, Ratu, Raden, Nyimas) stay, since in Banten and elsewhere they are part of the name on the family
/// card; only their abbreviations are written out. A lone initial stays an initial: <c>M.</c> may be Muhammad, Maman or Mulyadi.
/// </remarks>
public static class PersonNameReader
{
    private const int OnStack = 96;

    /// <summary>Reads one name. Never fails: a text without a name gives <see cref="PersonName.Empty"/>.</summary>
    public static PersonName Read(string raw)
    {
        if (string.IsNullOrEmpty(raw)) return PersonName.Empty;
        if (raw.Length <= OnStack)
            return Read(raw, stackalloc char[raw.Length], stackalloc Piece[raw.Length], stackalloc NameWord[raw.Length]);
        return Read(raw, new char[raw.Length], new Piece[raw.Length], new NameWord[raw.Length]);
    }

    private static PersonName Read(string raw, Span<char> buffer, Span<Piece> pieces, Span<NameWord> words)
    {
        var pieceCount = Pieces.Cut(raw, buffer, pieces);
        words = words[..NameWord.Gather(pieces[..pieceCount], buffer, words)];
        if (words.IsEmpty || IsNothing(words, buffer)) return PersonName.Empty;

        var marks = new NameMarks();
        string alias = "", patronymic = "";
        for (var i = words.Length - 1; i > 0; i--)
        {
            if (Between(words, i, buffer) is not { } link) continue;
            var after = words[(i + 1)..];
            if (link.Kind == "alias")
            {
                alias = NameWord.Join(after, buffer);
            }
            else
            {
                marks.TellSex(link.Sex);
                var grandfather = patronymic.Length == 0 ? "" : " BIN " + patronymic;
                var dropped = new NameMarks();
                patronymic = NameWord.Join(dropped.TakeFrom(after, buffer), buffer) + grandfather;
            }
            words = words[..i];
        }
        words = marks.TakeFrom(words, buffer);
        if (words.IsEmpty || IsNothing(words, buffer)) return PersonName.Empty;

        var (standard, tokens) = NameWord.Write(words, buffer);
        return new PersonName(standard, tokens)
        {
            Titles = marks.Titles is null ? [] : marks.Titles,
            Patronymic = patronymic,
            Alias = alias,
            Deceased = marks.Deceased,
            SexHint = marks.Sex,
        };
    }

    /// <summary>The patronymic or alias particle at a word, if it is one. A lone B. counts only between two real words.</summary>
    private static NameTitle? Between(ReadOnlySpan<NameWord> words, int i, ReadOnlySpan<char> buffer)
    {
        var word = words[i];
        if (word.Length > 6 || !NameLexicon.Between.TryGetValue(word.In(buffer), out var link)) return null;
        if (link.Sign.HasFlag(NameSign.Bare)) return link;
        return word.Dotted && i + 1 < words.Length && words[i + 1].Length > 2 && words[i - 1].Length > 1 ? link : null;
    }

    /// <summary>Whether the letters say that there is no name (TIDAK ADA, N/A), or are one key held down.</summary>
    private static bool IsNothing(ReadOnlySpan<NameWord> words, ReadOnlySpan<char> buffer)
    {
        var letters = buffer[words[0].Start..words[^1].End];
        return NameLexicon.Empty.Contains(letters) || (letters.Length > 2 && letters.IndexOfAnyExcept(letters[0]) < 0);
    }
}
