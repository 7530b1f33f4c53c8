using SatuPintu.People.Proposing;
using SatuPintu.Sources;

namespace SatuPintu.Deliveries.Merging;

/// <summary>Keeps to the corrections in force while lists are merged.</summary>
internal static class CorrectedPersons
{
    /// <summary>The person with what was corrected of it in the place of what the lists say.</summary>
    public static PersonToWrite Apply(this Corrections corrections, PersonToWrite person)
    {
        if (!corrections.Has(person.Id)) return person;
        var said = new Said(person.Elements)
        {
            [Said.Area] = person.Area,
            [Said.Family] = person.Family.ToString(),
            [Said.Since] = person.Since.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            [Elements.Nik] = person.Nik,
            [Elements.FamilyCard] = person.Card,
            [Elements.FullName] = person.Name,
            Born = person.Born,
            [Elements.PlaceOfBirth] = person.BirthPlace,
            [Elements.Sex] = person.Sex,
            [Elements.MaritalStatus] = person.MaritalStatus,
            [Elements.Relation] = person.Relation,
            [Elements.FullAddress] = person.Address,
        };
        var marks = corrections.Apply(person.Id, said);
        return person with
        {
            Area = said[Said.Area]!,
            Family = Guid.Parse(said[Said.Family]!),
            Since = said.Day(Said.Since)!.Value,
            Nik = said[Elements.Nik] ?? "",
            Card = said[Elements.FamilyCard] ?? "",
            Name = said[Elements.FullName],
            Born = said.Born,
            BirthPlace = said[Elements.PlaceOfBirth],
            Sex = said[Elements.Sex],
            MaritalStatus = said[Elements.MaritalStatus],
            Relation = said[Elements.Relation],
            Address = said[Elements.FullAddress],
            Elements = said.Others,
            Origins = Said.Mark(person.Origins, marks),
        };
    }
}
