using SatuPintu.Sources.Values;

namespace SatuPintu.Sources.Standardising;

/// <summary>Brings columns of persons' names to standard form, and keeps the names as parsed.</summary>
internal static class NameStandards
{
    public static void Add(StandardColumns list, string element)
    {
        if (list.Raw(element) is not { } raw) return;
        var names = new PersonName[raw.Values.Length];
        var texts = new string[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = PersonNameReader.Read(raw.Values[i]);
            texts[i] = names[i].Standard;
        }
        list.Add(StandardColumns.Recoded(element, raw, texts), element);
        list.Add(element, new NameColumn(raw, names));
    }
}
