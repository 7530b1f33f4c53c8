namespace SatuPintu.Sources.Values;

/// <summary>An address, read into its parts; a part that is not given is empty.</summary>
public sealed record Address
{
    /// <summary>A text without an address in it.</summary>
    public static readonly Address Empty = new();

    /// <summary>What the first part of the address is: JL, GG, LINK, KP, PERUM, KOMP, DUSUN, … as in <c>address-kinds.csv</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The name of that part without its kind, upper case, abbreviations written out.</summary>
    public string StreetName { get; init; } = "";

    /// <summary>Further parts with their kinds, in the order of the text (<c>GG MAWAR</c>, <c>BLOK A5</c>).</summary>
    public string Within { get; init; } = "";

    /// <summary>House number (<c>12A</c>, <c>12/3</c>).</summary>
    public string Number { get; init; } = "";

    /// <summary>RT, three digits.</summary>
    public string Rt { get; init; } = "";

    /// <summary>RW, three digits.</summary>
    public string Rw { get; init; } = "";

    /// <summary>What is left: village, district and regency named in the address, and words that belong to no part.</summary>
    public string Rest { get; init; } = "";

    /// <summary>The whole address as one line in one form: <c>JL KH WASYID NO 20 RT 003 RW 001</c>.</summary>
    public string Standard { get; init; } = "";

    /// <summary>Kind and name of the first part: <c>JL KH WASYID</c>.</summary>
    public string Street => Kind.Length == 0 ? StreetName : StreetName.Length == 0 ? Kind : Kind + " " + StreetName;
}
