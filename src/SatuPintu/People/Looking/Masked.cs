using SatuPintu.Sources;

namespace SatuPintu.People.Looking;

/// <summary>How a person is shown to whoever has not said why they need to know more.</summary>
public static class Masked
{
    /// <summary>A name by the first letter of each word.</summary>
    public static string? Name(string? name) => name is null ? null : string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w[0] + new string('•', Math.Min(w.Length, 8) - 1)));

    /// <summary>An identity number by the regency it begins with and its last two digits.</summary>
    public static string? Number(string? number) => number is null ? null : number.Length < 8 ? new string('•', number.Length) : number[..4] + new string('•', number.Length - 6) + number[^2..];

    /// <summary>A date by its year.</summary>
    public static string? Date(DateOnly? date) => date is { } day ? $"{day.Year:0000}-••-••" : null;

    /// <summary>A value of an element; null where nothing of it is shown, such as what tells where somebody's door is.</summary>
    public static string? Value(string element, string? value) => value is null ? null : element switch
    {
        Elements.Nik or Elements.FamilyCard => Number(value),
        Elements.FullName or Elements.HeadName => Name(value),
        Elements.DateOfBirth => value.Length < 4 ? null : value[..4] + "-••-••",
        Elements.FullAddress or Elements.PlaceOfBirth or Elements.Street or Elements.HouseNumber or Elements.Latitude or Elements.Longitude => null,
        _ when Elements.OfHealth.Contains(element) => null,
        _ => value,
    };
}
