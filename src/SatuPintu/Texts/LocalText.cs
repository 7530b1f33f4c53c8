namespace SatuPintu;

/// <summary>The languages the program speaks.</summary>
public enum Language
{
    /// <summary>Bahasa Indonesia, the first language of every text.</summary>
    Indonesian,
    /// <summary>English, beside it.</summary>
    English,
}

/// <summary>A text in both languages, as configuration files hold it: <c>{ "id": "…", "en": "…" }</c>.</summary>
/// <param name="Id">Bahasa Indonesia.</param>
/// <param name="En">English.</param>
public sealed record LocalText(string Id, string En)
{
    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.English ? En : Id;
}
