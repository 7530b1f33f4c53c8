namespace SatuPintu.Sources.Values;

/// <summary>The titles, degrees and marks taken off a name, and what they tell.</summary>
internal struct NameMarks
{
    public NameMarks()
    {
    }

    public List<string>? Titles { get; private set; }

    public bool Deceased { get; private set; }

    public string Sex { get; private set; } = "";

    public void TellSex(string sex)
    {
        if (Sex.Length == 0) Sex = sex;
    }

    /// <summary>
    /// The words that remain when every title before and degree after the name is taken off. The last word is taken only when it
    /// cannot be a name (Alm., Bpk.): "H." alone may be all that someone wrote of a name.
    /// </summary>
    public Span<NameWord> TakeFrom(Span<NameWord> words, ReadOnlySpan<char> buffer)
    {
        while (TakeFirst(ref words, buffer) || TakeLast(ref words, buffer) || TakeMother(ref words, buffer))
        {
            // Until nothing more comes off, so that reading the result again changes nothing.
        }
        return words;
    }

    private bool TakeFirst(ref Span<NameWord> words, ReadOnlySpan<char> buffer)
    {
        for (var size = Math.Min(3, words.Length); size > 0; size--)
        {
            if (size > 1 && !Dotted(words[..(size - 1)])) continue;
            var letters = buffer[words[0].Start..words[size - 1].End];
            if (letters.Length > 12 || !NameLexicon.Before.TryGetValue(letters, out var title)) continue;
            if (!title.Sign.HasFlag(NameSign.Bare) && size == 1 && !words[0].Dotted) continue;
            if (title.Leaves > 0)
            {
                words = words[(size - 1)..];
                words[0] = new NameWord(words[0].End - title.Leaves, title.Leaves, words[0].Dotted, Comma: false);
            }
            else if (size == words.Length && !IsNoName(title))
            {
                continue;
            }
            else
            {
                words = words[size..];
            }
            Add(title);
            return true;
        }
        return false;
    }

    private bool TakeLast(ref Span<NameWord> words, ReadOnlySpan<char> buffer)
    {
        for (var size = Math.Min(4, words.Length); size > 0; size--)
        {
            var last = words[^size..];
            var letters = buffer[last[0].Start..last[^1].End];
            if (letters.Length > 12 || !NameLexicon.After.TryGetValue(letters, out var title)) continue;
            var signs = NameSign.Bare;
            if (last[0].Comma) signs |= NameSign.Comma | NameSign.Dotted;
            if (Dotted(size > 1 ? last[..^1] : last)) signs |= NameSign.Dotted;
            // Loose letters without a dot or comma ("SITI S E") are initials; two or more that spell a degree of three are not.
            if (size > 1 && signs == NameSign.Bare && letters.Length < 3) continue;
            if ((title.Sign & signs) == NameSign.None) continue;
            if (size == words.Length && !IsNoName(title)) continue;
            words = words[..^size];
            Add(title);
            return true;
        }
        return false;
    }

    /// <summary>A child without a name yet is called by its mother's: "By. Ny. Siti" is not Siti, so the word for baby stays.</summary>
    private static bool TakeMother(ref Span<NameWord> words, ReadOnlySpan<char> buffer)
    {
        if (words.Length < 3 || words[0].In(buffer) is not ("BY" or "BAYI")) return false;
        if (!NameLexicon.Before.TryGetValue(words[1].In(buffer), out var title) || title.Kind != "address" || !title.Sign.HasFlag(NameSign.Bare)) return false;
        words[1] = words[0];
        words = words[1..];
        return true;
    }

    private static bool Dotted(ReadOnlySpan<NameWord> words)
    {
        foreach (var word in words)
        {
            if (!word.Dotted) return false;
        }
        return true;
    }

    private static bool IsNoName(NameTitle title) => title.Kind is "deceased" or "address";

    private void Add(NameTitle title)
    {
        (Titles ??= []).Add(title.Form);
        if (title.Kind == "deceased") Deceased = true;
        TellSex(title.Sex);
    }
}
