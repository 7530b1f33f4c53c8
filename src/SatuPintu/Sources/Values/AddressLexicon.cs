using System.Collections.Frozen;

namespace SatuPintu.Sources.Values;

/// <summary>What a kind word introduces.</summary>
internal enum AddressGroup
{
    /// <summary>A street, which has house numbers.</summary>
    Street,
    /// <summary>A neighbourhood, hamlet or housing estate.</summary>
    Area,
    /// <summary>A block or plot, named by a short code.</summary>
    Block,
    /// <summary>An administrative area named after the address.</summary>
    Admin,
}

/// <summary>A kind word such as Jl. or Link.</summary>
/// <param name="Kind">Its one spelling.</param>
/// <param name="Group">What it introduces.</param>
/// <param name="NeedsDot">Whether it counts only with a dot after it.</param>
internal sealed record AddressKind(string Kind, AddressGroup Group, bool NeedsDot);

/// <summary>The words of <c>address-kinds.csv</c> and <c>address-words.csv</c>.</summary>
internal static class AddressLexicon
{
    public static readonly FrozenDictionary<string, AddressKind>.AlternateLookup<ReadOnlySpan<char>> Kinds =
        ValueData.Rows("address-kinds.csv", "form,kind,group,sign")
            .ToFrozenDictionary(r => r[0], r => new AddressKind(r[1], Enum.Parse<AddressGroup>(r[2], ignoreCase: true), NeedsDot: r[3] == "dotted"), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words and two-word phrases in the form in which addresses are compared, and whether a dot must follow.</summary>
    public static readonly FrozenDictionary<string, (string Canonical, bool NeedsDot)>.AlternateLookup<ReadOnlySpan<char>> Words =
        ValueData.Rows("address-words.csv", "form,canonical,sign")
            .ToFrozenDictionary(r => r[0], r => (r[1], NeedsDot: r[2] == "dotted"), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
