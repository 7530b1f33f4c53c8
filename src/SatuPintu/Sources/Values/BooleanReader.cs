namespace SatuPintu.Sources.Values;

/// <summary>Reads yes and no in the words, letters and figures that lists use.</summary>
public static class BooleanReader
{
    /// <summary>Reads a text; null when it is empty or says neither.</summary>
    /// <remarks>The figures 1 and 0 are yes and no; a source that writes 1 and 2 says so in its own codes.</remarks>
    public static bool? Read(string raw)
    {
        if (raw.Length is 0 or > 24) return null;
        Span<char> letters = stackalloc char[24];
        var used = 0;
        foreach (var c in raw)
        {
            if (char.IsAsciiLetterOrDigit(c)) letters[used++] = char.ToUpperInvariant(c);
            else if (c is '\u2713' or '\u2714' or '\u221A') letters[used++] = 'V';
        }
        return letters[..used] switch
        {
            "YA" or "Y" or "IYA" or "YES" or "TRUE" or "T1" or "1" or "ADA" or "BENAR" or "B" or "V" or "PUNYA" or "MEMILIKI" or "MENERIMA" or "PENERIMA"
                or "LAYAK" or "SUDAH" or "AKTIF" or "PERNAH" or "MAMPU" or "BERISIKO" or "BERESIKO" or "YAA" => true,
            "TIDAK" or "T" or "TDK" or "TDAK" or "TAK" or "NO" or "N" or "FALSE" or "F" or "0" or "TIDAKADA" or "TDKADA" or "BUKAN" or "BELUM" or "SALAH"
                or "TIDAKPUNYA" or "TIDAKMEMILIKI" or "TIDAKMENERIMA" or "TIDAKLAYAK" or "TDKLAYAK" or "TIDAKAKTIF" or "NONAKTIF" or "TIDAKPERNAH" or "TIDAKMAMPU"
                or "TIDAKBERISIKO" or "TIDAKBERESIKO" or "BUKANPENERIMA" or "TDKPUNYA" or "X" or "GAK" or "ENGGAK" or "NIHIL" => false,
            _ => null,
        };
    }

    /// <summary>The standard text: <c>true</c>, <c>false</c> or empty.</summary>
    public static string Text(bool? value) => value switch { true => "true", false => "false", _ => "" };
}
