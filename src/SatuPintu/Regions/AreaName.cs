namespace SatuPintu.Regions;

/// <summary>Puts names of the official list into the form a reader expects.</summary>
internal static class AreaName
{
    /// <summary>A name as it stands, with one kind of apostrophe and single blanks.</summary>
    public static string AsWritten(string name)
    {
        name = name.Trim().Replace('"', '\'').Replace('’', '\'').Replace('`', '\'');
        while (name.Contains("  ", StringComparison.Ordinal)) name = name.Replace("  ", " ", StringComparison.Ordinal);
        return name;
    }

    /// <summary>A name in capitals (provinces and regencies are) with only the first letters kept so: <c>Kota Cilegon</c>, <c>DKI Jakarta</c>.</summary>
    public static string FromCapitals(string name)
    {
        var words = AsWritten(name).Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = words[i] switch
            {
                "DKI" => "DKI",
                "DAN" => "dan",
                var word => word[..1] + word[1..].ToLowerInvariant(),
            };
        }
        return string.Join(' ', words);
    }
}
