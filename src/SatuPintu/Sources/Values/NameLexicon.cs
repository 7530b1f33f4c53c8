using System.Collections.Frozen;

namespace SatuPintu.Sources.Values;

/// <summary>What must stand by a form for it to be what the file says it is.</summary>
[Flags]
internal enum NameSign
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The form alone is enough.</summary>
    Bare = 1,
    /// <summary>A dot in or after it, or a comma before it.</summary>
    Dotted = 2,
    /// <summary>A comma or bracket before it.</summary>
    Comma = 4,
}

/// <summary>A title, degree or mark that is not part of the name.</summary>
/// <param name="Form">Its letters.</param>
/// <param name="Sign">What must stand by it.</param>
/// <param name="Kind"><c>religious</c>, <c>degree</c>, <c>profession</c>, <c>address</c>, <c>deceased</c>, <c>patronymic</c> or <c>alias</c>.</param>
/// <param name="Sex">The sex it tells, or empty.</param>
/// <param name="Leaves">How many letters at its end belong to the name (HM is Haji M.).</param>
internal sealed record NameTitle(string Form, NameSign Sign, string Kind, string Sex, int Leaves);

/// <summary>How one spelling of a name is shown and compared.</summary>
/// <param name="Shown">What it is written out to, or null when it is not an abbreviation.</param>
/// <param name="ShownWhen">What must stand by the abbreviation.</param>
/// <param name="FirstOnly">Whether the abbreviation is one only as the first of several words.</param>
/// <param name="Tokens">Its tokens for comparison when it is not written out.</param>
internal sealed record NameSpelling(string? Shown, NameSign ShownWhen, bool FirstOnly, string[] Tokens)
{
    /// <summary>The tokens of what it is written out to.</summary>
    public string[] ShownTokens => Shown is null ? Tokens : shownTokens ??= [Shown];

    private string[]? shownTokens;
}

/// <summary>The name variants and titles of <c>name-variants.csv</c>, <c>name-titles.csv</c> and <c>placeholders.csv</c>.</summary>
internal static class NameLexicon
{
    public static readonly FrozenDictionary<string, NameTitle> BeforeName = Titles("before");
    public static readonly FrozenDictionary<string, NameTitle> AfterName = Titles("after");
    public static readonly FrozenDictionary<string, NameTitle> BetweenNames = Titles("between");
    public static readonly FrozenDictionary<string, NameSpelling> Spellings = LoadSpellings();
    public static readonly FrozenSet<string> Nothing = ValueData.Rows("placeholders.csv", "letters,meaning").Select(r => r[0]).ToFrozenSet();

    public static readonly FrozenDictionary<string, NameTitle>.AlternateLookup<ReadOnlySpan<char>> Before = BeforeName.GetAlternateLookup<ReadOnlySpan<char>>();
    public static readonly FrozenDictionary<string, NameTitle>.AlternateLookup<ReadOnlySpan<char>> After = AfterName.GetAlternateLookup<ReadOnlySpan<char>>();
    public static readonly FrozenDictionary<string, NameTitle>.AlternateLookup<ReadOnlySpan<char>> Between = BetweenNames.GetAlternateLookup<ReadOnlySpan<char>>();
    public static readonly FrozenDictionary<string, NameSpelling>.AlternateLookup<ReadOnlySpan<char>> Spelling = Spellings.GetAlternateLookup<ReadOnlySpan<char>>();
    public static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Empty = Nothing.GetAlternateLookup<ReadOnlySpan<char>>();

    private static FrozenDictionary<string, NameTitle> Titles(string place)
    {
        var titles = new Dictionary<string, NameTitle>(StringComparer.Ordinal);
        foreach (var row in ValueData.Rows("name-titles.csv", "form,place,sign,kind,sex,leaves"))
        {
            if (row[1] is not ("before" or "after" or "between")) throw new InvalidDataException($"name-titles.csv: unknown place '{row[1]}'.");
            if (row[1] != place) continue;
            var leaves = row[5].Length == 0 ? 0 : int.Parse(row[5], System.Globalization.CultureInfo.InvariantCulture);
            if (!titles.TryAdd(row[0], new NameTitle(row[0], Sign(row[2]), row[3], row[4], leaves)))
                throw new InvalidDataException($"name-titles.csv: '{row[0]}' stands twice.");
        }
        return titles.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static NameSign Sign(string text) => text switch
    {
        "bare" => NameSign.Bare | NameSign.Dotted | NameSign.Comma,
        "dotted" => NameSign.Dotted | NameSign.Comma,
        "comma" => NameSign.Comma,
        _ => throw new InvalidDataException($"Unknown sign '{text}'."),
    };

    private static FrozenDictionary<string, NameSpelling> LoadSpellings()
    {
        var spellings = new Dictionary<string, NameSpelling>(StringComparer.Ordinal);
        foreach (var row in ValueData.Rows("name-variants.csv", "variant,canonical,kind"))
        {
            var tokens = row[1].Split(' ');
            var spelling = row[2] switch
            {
                "spelling" => new NameSpelling(null, NameSign.None, FirstOnly: false, tokens),
                "short" => new NameSpelling(row[1], NameSign.Bare, FirstOnly: false, tokens),
                "short-dotted" => new NameSpelling(row[1], NameSign.Dotted, FirstOnly: false, [row[0]]),
                "short-first" => new NameSpelling(row[1], NameSign.Bare, FirstOnly: true, [row[0]]),
                _ => throw new InvalidDataException($"name-variants.csv: unknown kind '{row[2]}'."),
            };
            if (!spellings.TryAdd(row[0], spelling)) throw new InvalidDataException($"name-variants.csv: '{row[0]}' stands twice.");
        }
        foreach (var (variant, spelling) in spellings)
        {
            foreach (var token in spelling.Tokens)
            {
                if (token != variant && spellings.TryGetValue(token, out var next) && (next.Tokens.Length != 1 || next.Tokens[0] != token))
                    throw new InvalidDataException($"name-variants.csv: '{variant}' leads to '{token}', which is itself a variant.");
            }
        }
        return spellings.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
