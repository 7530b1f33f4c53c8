using Microsoft.AspNetCore.Authorization;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages.People;

/// <summary>A person's sheet to print, in full, for whoever says what for.</summary>
[Authorize(Policy = "person.print")]
public sealed class PersonSheetModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : SheetPage<PersonView>(texts)
{
    /// <summary>The person; null while nobody has said what for.</summary>
    public PersonView? Person => Shown;

    /// <summary>What is known, by groups of the data standard.</summary>
    public IEnumerable<TableView> Values => Person!.Values.GroupBy(v => ShownValues.GroupOf(Texts, v.Element)).Select(group =>
        new TableView(group.Key, [new(Texts["person.element"]), new(Texts["person.value"]), new(Texts["person.source"])],
            [.. group.Select(v => (IReadOnlyList<TableCell>)[ShownValues.NameOf(Texts, v.Element), ShownValues.Of(Texts, v.Element, v.Value), ShownValues.Origin(Texts, v.Origin, v.Correction).Text])]));

    /// <summary>How the person is ranked.</summary>
    public TableView Deciles => new(Texts["person.deciles"], [new(Texts["person.ranking"]), new(Texts["person.kind.ranking"], IsNumber: true), new(Texts["person.from"]), new(Texts["person.to"])],
        [.. Person!.Deciles.Select(d => (IReadOnlyList<TableCell>)[d.Ranking, Numbers.Whole(d.Decile, Texts.Language), ShownValues.Day(d.From), To(d.To)])]);

    /// <summary>What was so when.</summary>
    public TableView Times => new(Texts["person.lived"], [new(Texts["person.from"]), new(Texts["person.to"]), new(Texts["person.what"]), new(Texts["person.value"])],
        [.. Person!.Times.Select(t => (IReadOnlyList<TableCell>)[ShownValues.Day(t.From), To(t.To), Texts[$"person.kind.{t.Kind}"], ShownValues.Time(t)])]);

    /// <summary>The family.</summary>
    public TableView Family => new(Texts["person.family"], [new(Texts["persons.name"]), new(Texts["person.relation"])], [.. Person!.Family.Select(m => (IReadOnlyList<TableCell>)[m.Name ?? Texts["persons.nameless"], m.Relation ?? "–"])]);

    /// <inheritdoc/>
    protected override string Address => $"/orang/{Id}";

    /// <inheritdoc/>
    protected override Task<PersonView?> Show(string? purpose, bool isPrint) => ShowPerson.Run(database, keys, HttpContext.Officer().Actor, new ShowPersonQuery(Id, purpose, IsPrint: isPrint), HttpContext.RequestAborted);

    private string To(DateOnly? to) => to is { } day ? ShownValues.Day(day) : Texts["person.still"];
}
