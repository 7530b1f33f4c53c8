namespace SatuPintu.Sources.Values;

/// <summary>What is wrong with a cell that should hold a NIK or the number of a family card.</summary>
public enum NikFault : byte
{
    /// <summary>Nothing: sixteen digits with the structure of a NIK.</summary>
    None,
    /// <summary>The cell is empty.</summary>
    Missing,
    /// <summary>Something stands there in place of a number: <c>9999999999999999</c>, <c>1234567890123456</c>, a dash, a word.</summary>
    Filler,
    /// <summary>Fewer or more than sixteen digits.</summary>
    WrongLength,
    /// <summary>Letters or signs that are not explained by a slip of the keyboard.</summary>
    NotDigits,
    /// <summary>A spreadsheet shows it as <c>3,27601E+15</c>; only the first digits are left.</summary>
    Scientific,
    /// <summary>Serial 0000: a spreadsheet keeps 15 digits and turns the 16th to 0, so that 0001 to 0009 become 0000.</summary>
    SpreadsheetRounded,
    /// <summary>Fifteen digits, and all of them plausible: the last one was cut off.</summary>
    LostLastDigit,
    /// <summary>Sixteen digits, but the date inside does not exist.</summary>
    ImpossibleDate,
}

/// <summary>What was mended in a cell to read the number.</summary>
[Flags]
public enum NikRepairs : byte
{
    /// <summary>Nothing; the cell is the number.</summary>
    None = 0,
    /// <summary>An apostrophe, quotes or an equals sign around it, as used to keep a spreadsheet from changing it.</summary>
    Apostrophe = 1,
    /// <summary>Blanks before, after or inside.</summary>
    Blanks = 2,
    /// <summary>Dots, commas, dashes or the like between the digits.</summary>
    Separators = 4,
    /// <summary>A letter in place of a digit it looks like (O for 0, l or I for 1).</summary>
    Letters = 8,
    /// <summary>A label before it (<c>NIK: 3672…</c>).</summary>
    Label = 16,
    /// <summary>Decimals of zero after it (<c>3672….0</c>).</summary>
    Decimals = 32,
    /// <summary>Written with an exponent, but with all sixteen digits.</summary>
    Exponent = 64,
}

/// <summary>A cell read as a NIK.</summary>
/// <param name="Digits">The digits that could be read: all sixteen when <paramref name="Fault"/> is none, else what is left, perhaps nothing.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Repairs">What was mended.</param>
public readonly record struct NikReading(string Digits, NikFault Fault, NikRepairs Repairs)
{
    /// <summary>Whether the cell holds a number with the structure of a NIK.</summary>
    public bool IsValid => Fault == NikFault.None;

    /// <summary>
    /// How many of the leading <see cref="Digits"/> are still those of the true number: 16 when nothing is wrong, 15 when a
    /// spreadsheet zeroed the last digit or it was cut off, fewer with an exponent, and 0 when that cannot be told.
    /// </summary>
    public int KnownDigits => Fault switch
    {
        NikFault.None => Nik.Length,
        NikFault.SpreadsheetRounded or NikFault.LostLastDigit => Nik.Length - 1,
        // The last digit shown was rounded.
        NikFault.Scientific => Math.Max(0, Math.Min(Digits.Length, Nik.Length) - 1),
        _ => 0,
    };
}
