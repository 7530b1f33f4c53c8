namespace SatuPintu.Sources.Reading;

/// <summary>How the letters of a text file are stored.</summary>
internal enum TextEncoding
{
    /// <summary>UTF-8, valid throughout.</summary>
    Utf8,
    /// <summary>UTF-8 with stray bytes of Windows-1252 between.</summary>
    Utf8WithStrayBytes,
    /// <summary>Windows-1252, one byte a letter.</summary>
    Windows1252,
    /// <summary>UTF-16, low byte first.</summary>
    Utf16LittleEndian,
    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,
}

/// <summary>Windows-1252, whose bytes above 127 differ from Latin-1 only between 0x80 and 0x9F.</summary>
internal static class Windows1252
{
    // The five bytes the code page leaves open stand for the control character of the same number, as in browsers (WHATWG).
    private const string From80 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The character a byte stands for.</summary>
    public static char Decode(byte b) => b is >= 0x80 and < 0xA0 ? From80[b - 0x80] : (char)b;
}
