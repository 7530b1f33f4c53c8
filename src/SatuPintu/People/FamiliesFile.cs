using System.Globalization;
using SatuPintu.Sources;
using SatuPintu.Storage;

namespace SatuPintu.People;

/// <summary>Writes <c>families.csv</c>: one row for each family.</summary>
public static class FamiliesFile
{
    private static readonly string[] OfTheHead =
    [
        Elements.FullAddress, Elements.Rt, Elements.Rw, Elements.VillageCode, Elements.VillageName, Elements.DistrictCode, Elements.DistrictName,
    ];

    /// <summary>
    /// Writes the families in order: card number, head, number of members, address of the head, decile (of the head, else the lowest
    /// of a member), programmes and aid of any member, <c>in_SOURCE</c> when any member is in the list, the persons (head first).
    /// </summary>
    public static void Write(string path, GoldenPersons persons, CancellationToken cancellation = default)
    {
        var lists = persons.Linked.Lists;
        var name = new EncodedColumn(persons[Elements.FullName]);
        var address = Array.ConvertAll(OfTheHead, e => new EncodedColumn(persons[e]));
        var programmes = new ProgrammeNames(persons);
        var (yes, no) = (EncodedText.Of("true"), EncodedText.Of("false"));
        var (entityId, familyId) = (new IdField('E'), new IdField('F'));
        var members = new JoinedField();

        string[] headings =
        [
            "family_id", Elements.FamilyCard, "head_entity_id", Elements.HeadName, "members", .. OfTheHead, Elements.Decile, "programmes", Elements.ActiveAid,
            .. lists.Select(l => "in_" + l.Source.Id), "entities",
        ];
        using var csv = new CsvWriter(path, headings);
        for (var f = 0; f < persons.Families.All.Count; f++)
        {
            if ((f & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var family = persons.Families.All[f];
            var isIn = 0UL;
            foreach (var member in family.Members) isIn |= persons.InLists[member];
            csv.Field(familyId.Of(f));
            csv.Field(family.CardNumber);
            csv.Field(entityId.Of(family.Head));
            csv.Field(name[family.Head]);
            csv.Field(family.Members.Count);
            foreach (var column in address) csv.Field(column[family.Head]);
            csv.Field(Decile(persons, family));
            csv.Field(programmes.Of(isIn));
            csv.Field(Aid(persons, family));
            for (var list = 0; list < lists.Count; list++) csv.Field((isIn >> list & 1) != 0 ? yes : no);
            members.Clear();
            members.Add(entityId.Of(family.Head));
            foreach (var member in family.Members)
                if (member != family.Head) members.Add(entityId.Of(member));
            csv.Field(members.Text);
            csv.EndRow();
        }
    }

    private static string Decile(GoldenPersons persons, GoldenFamily family)
    {
        var deciles = persons[Elements.Decile];
        if (deciles.Codes[family.Head] != 0) return deciles[family.Head];
        var lowest = int.MaxValue;
        foreach (var member in family.Members)
            if (int.TryParse(deciles[member], NumberStyles.None, CultureInfo.InvariantCulture, out var decile)) lowest = Math.Min(lowest, decile);
        return lowest == int.MaxValue ? "" : lowest.ToString(CultureInfo.InvariantCulture);
    }

    private static string Aid(GoldenPersons persons, GoldenFamily family)
    {
        var column = persons[Elements.ActiveAid];
        var one = 0;
        var several = false;
        foreach (var member in family.Members)
        {
            var code = column.Codes[member];
            if (code == 0 || code == one) continue;
            several |= one != 0;
            one = code;
        }
        if (!several) return column.Values[one];
        var all = family.Members.SelectMany(m => column[m].Split('|', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return string.Join('|', all);
    }
}
