using SatuPintu.People.Looking;
using SatuPintu.Server.Components;

namespace SatuPintu.Server.Pages.People;

/// <summary>The tables of a family, as its page and its sheet show them.</summary>
internal static class FamilyTables
{
    /// <summary>The members.</summary>
    public static TableView Members(PageTexts texts, FamilyView family, bool withLinks) => new(texts["family.members"],
        [new(texts["persons.name"]), new(texts["person.relation"]), new(texts["persons.nik"]), new(texts["persons.born"]), new(texts["persons.sex"]), new(texts["family.note"])],
        [.. family.Members.Select(m => (IReadOnlyList<TableCell>)
        [
            new TableCell(m.Name ?? texts["persons.nameless"], withLinks ? $"/orang/{m.Id}" : null), m.Relation ?? (m.IsHead ? texts["family.head"] : "–"), m.Nik ?? "–", m.Born ?? "–", m.Sex ?? "–",
            m.DiedOn is { } day ? texts.Say("person.died", ("day", day)) : m.Area == family.Area ? "" : PersonsModel.AreaName(m.Area),
        ])]);

    /// <summary>House and means.</summary>
    public static TableView House(PageTexts texts, FamilyView family) => new(texts["family.values"], [new(texts["person.element"]), new(texts["person.value"]), new(texts["person.source"]), new(texts["person.others"])],
        [.. family.Values.Select(v => (IReadOnlyList<TableCell>)[ShownValues.NameOf(texts, v.Element), ShownValues.Of(texts, v.Element, v.Value), ShownValues.Origin(texts, v.Origin, v.Correction), v.Differs ? new TableCell(texts["family.differs"], Tone: Tone.Warning) : ""])]);

    /// <summary>All aid of any member.</summary>
    public static TableView Aid(PageTexts texts, FamilyView family) => new(texts["family.aid.all"], [new(texts["family.programme"]), new(texts["family.receiver"]), new(texts["person.source"]), new(texts["person.from"]), new(texts["person.to"])],
        [.. family.Aid.Select(a => (IReadOnlyList<TableCell>)[a.Programme.ToUpperInvariant(), a.Name ?? texts["persons.nameless"], a.Source, ShownValues.Day(a.From), a.To is { } to ? ShownValues.Day(to) : texts["person.still"]])]);

    /// <summary>Where each source ranks the family.</summary>
    public static TableView Deciles(PageTexts texts, FamilyView family) => new(texts["family.deciles"], [new(texts["person.ranking"]), new(texts["person.kind.ranking"], IsNumber: true), new(texts["family.ranked"], IsNumber: true)],
        [.. family.Deciles.Select(d => (IReadOnlyList<TableCell>)[d.Ranking, d.Decile == d.Highest ? $"{d.Decile}" : $"{d.Decile}–{d.Highest}", Numbers.Whole(d.Members, texts.Language)])]);

    /// <summary>Who was believed to be of the family.</summary>
    public static TableView Spells(PageTexts texts, FamilyView family) => new(texts["family.spells"], [new(texts["persons.name"]), new(texts["person.since_known"]), new(texts["person.to"])],
        [.. family.Spells.Select(s => (IReadOnlyList<TableCell>)[new TableCell(s.Name ?? texts["persons.nameless"], $"/orang/{s.Id}"), ShownValues.Moment(s.From), s.To is { } to ? ShownValues.Moment(to) : texts["person.still"]])]);
}
