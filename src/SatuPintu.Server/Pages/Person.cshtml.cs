using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SatuPintu.People.Looking;
using SatuPintu.Server.Access;
using SatuPintu.Server.Components;
using SatuPintu.Server.Pages.People;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Pages;

/// <summary>One person, as known now or on a day: masked, and in full for whoever says what for.</summary>
[Authorize(Roles = PersonsModel.Readers)]
public sealed class PersonModel(RegistryDatabase database, KeyRing keys, PageTexts texts) : PageModel
{
    /// <summary>What the full values are needed for.</summary>
    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The day as of which the person is known.</summary>
    [BindProperty(SupportsGet = true, Name = "per")]
    public string? Per { get; set; }

    /// <summary>Whether nobody was known under this id on the day that was asked for, so that what is known now is shown.</summary>
    public bool IsUnknownThen { get; private set; }

    /// <summary>The person.</summary>
    public PersonView Person { get; private set; } = null!;

    /// <summary>The page as of now.</summary>
    public string Here => $"/orang/{Person.Id}";

    /// <summary>Where it goes on from here, with the keys of the names.</summary>
    public IEnumerable<(string Path, string Key)> Ways
    {
        get
        {
            if (Person.FamilyId is { } family) yield return ($"/keluarga/{family}" + (Person.Per is { } per ? $"?per={Day(per)}" : ""), "family.title");
            if (Person.May.Contains("proposal.make")) yield return (Here + "/usulan", "propose.title");
            if (Person.May.Contains("person.print")) yield return (Here + "/lembar", "sheet.title");
            if (Person.May.Contains("person.see_looks")) yield return (Here + "/jejak", "looks.title");
            if (Person.May.Contains("grouping.merge")) yield return ($"/tinjauan/gabung?Person={Person.Id}", "grouping.merge.title");
            if (Person.May.Contains("grouping.split") && Person.Records.Count > 1) yield return ($"/tinjauan/pisah/{Person.Id}", "grouping.split.title");
        }
    }

    /// <summary>What is known, with origins, by groups of the data standard.</summary>
    public IEnumerable<TableView> Values => Person.Values.GroupBy(v => ShownValues.GroupOf(texts, v.Element)).Select(group =>
        new TableView(group.Key, [new(texts["person.element"]), new(texts["person.value"]), new(texts["person.source"]), new(texts["person.others"])],
            [.. group.Select(v => (IReadOnlyList<TableCell>)[ShownValues.NameOf(texts, v.Element), ShownValues.Of(texts, v.Element, v.Value), ShownValues.Origin(texts, v.Origin, v.Correction), Others(v)])]));

    /// <summary>How the person was ranked.</summary>
    public TableView Deciles => new(texts["person.deciles"], [new(texts["person.ranking"]), new(texts["person.kind.ranking"], IsNumber: true), new(texts["person.from"]), new(texts["person.to"])],
        [.. Person.Deciles.Select(d => (IReadOnlyList<TableCell>)[d.Ranking, Numbers.Whole(d.Decile, texts.Language), Day(d.From), To(d.To)])]);

    /// <summary>What was so when.</summary>
    public TableView Times => new(texts["person.lived"], [new(texts["person.from"]), new(texts["person.to"]), new(texts["person.what"]), new(texts["person.value"])],
        [.. Person.Times.Select(t => (IReadOnlyList<TableCell>)[Day(t.From), To(t.To), texts[$"person.kind.{t.Kind}"], ShownValues.Time(t)])]);

    /// <summary>The moments from which something else was believed.</summary>
    public TableView Versions => new(texts["person.versions"], [new(texts["person.since_known"]), new(texts["person.because"]), new(texts["person.changed"])],
        [.. Person.Versions.Select(v => (IReadOnlyList<TableCell>)[ShownValues.Moment(v.At), Because(v), v.Changes.Count == 0 ? texts["person.first_known"] : string.Join("; ", v.Changes.Select(Changed))])]);

    /// <summary>Persons found to be this one, or parted from it.</summary>
    public TableView Joins => new(texts["person.joins"], [new(texts["person.since_known"]), new(texts["person.what"]), new(texts["person.other"])],
        [.. Person.Joins.Select(j => (IReadOnlyList<TableCell>)[ShownValues.Moment(j.At), texts[$"person.join.{j.Kind}.{(j.IsFrom ? "from" : "into")}"], new TableCell(j.Other.ToString(), $"/orang/{j.Other}")])]);

    /// <summary>The family.</summary>
    public TableView Family => new(texts["person.family"], [new(texts["persons.name"]), new(texts["person.relation"])],
        [.. Person.Family.Select(m => (IReadOnlyList<TableCell>)[new TableCell(m.Name ?? texts["persons.nameless"], $"/orang/{m.Id}"), m.Relation ?? "–"])]);

    /// <summary>The records.</summary>
    public TableView Records => new(texts["person.records"], [new(texts["person.source"]), new(texts["person.row"], IsNumber: true), new(texts["person.matched"]), new(texts["person.probability"], IsNumber: true)],
        [.. Person.Records.Select(r => (IReadOnlyList<TableCell>)[r.Origin is { } list ? ShownValues.Of(list) : r.Source, Numbers.Whole(r.Row, texts.Language), r.MatchedBy is { } by ? texts[$"person.matched.{by}"] : "–", r.Probability is { } sure ? Numbers.Decimal(sure, 3, texts.Language) : "–"])]);

    /// <summary>Proposals about the person.</summary>
    public TableView Proposals => new(texts["person.proposals"], [new(texts["proposals.about"]), new(texts["users.state"]), new(texts["proposals.at"])],
        [.. Person.Proposals.Select(p => (IReadOnlyList<TableCell>)[new TableCell(ShownValues.Subject(texts, p.Kind, p.Element), $"/usulan/{p.Id}"), ShownValues.State(texts, p.State), ShownValues.Moment(p.At)])]);

    /// <summary>The latest looks.</summary>
    public TableView Looks => LooksModel.Table(texts, texts["looks.latest"], Person.Looks);

    /// <summary>Shows it masked.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Show(id, null)) return ModelState.IsValid ? Page() : new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        return await ShowPerson.Follow(database, HttpContext.Officer().Actor, id, HttpContext.RequestAborted) is { } now ? Redirect($"/orang/{now}") : NotFound();
    }

    /// <summary>Shows it in full.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        try
        {
            return await Show(id, Purpose ?? "") ? ModelState.IsValid ? Page() : new PageResult { StatusCode = StatusCodes.Status400BadRequest } : NotFound();
        }
        catch (UserError e)
        {
            ModelState.AddModelError(nameof(Purpose), e.In(texts.Language));
            return await Show(id, null) ? new PageResult { StatusCode = StatusCodes.Status400BadRequest } : NotFound();
        }
    }

    /// <summary>A day as pages write it.</summary>
    public string Day(DateOnly day) => ShownValues.Day(day);

    private async Task<bool> Show(Guid id, string? purpose)
    {
        if (!ShownValues.TryDay(Per, out var per)) ModelState.AddModelError("per", texts["person.per.wrong"]);
        var actor = HttpContext.Officer().Actor;
        var found = await ShowPerson.Run(database, keys, actor, new ShowPersonQuery(id, purpose, per), HttpContext.RequestAborted);
        if (found is null && per is not null)
        {
            found = await ShowPerson.Run(database, keys, actor, new ShowPersonQuery(id, purpose), HttpContext.RequestAborted);
            IsUnknownThen = found is not null;
        }
        if (found is null) return false;
        Person = found;
        return true;
    }

    private TableCell Others(PersonValue value)
    {
        if (!value.Differs && value.Others.Count == 0) return "";
        if (value.Others.Count == 0) return Person.IsFull ? "" : new TableCell(texts["person.differs"], Tone: Tone.Warning);
        return string.Join("; ", value.Others.Select(o => $"{(o.Origin is { } list ? $"{list.Title} ({Day(list.AsOf)})" : texts["person.lists_say"])}: {ShownValues.Of(texts, value.Element, o.Value)}"));
    }

    private string To(DateOnly? to) => to is { } day ? Day(day) : texts["person.still"];

    private TableCell Because(PersonVersion version) => version.Proposal is { } proposal ? new TableCell(texts[$"person.because.{version.Kind}"], $"/usulan/{proposal}")
        : version.List is { } list ? ShownValues.Of(list) : version.Kind is { } kind ? texts[$"person.because.{kind}"] : "–";

    private string Changed(VersionChange change) => change.Before is null && change.After is null ? ShownValues.NameOf(texts, change.Element)
        : $"{ShownValues.NameOf(texts, change.Element)}: {ShownValues.Of(texts, change.Element, change.Before)} → {ShownValues.Of(texts, change.Element, change.After)}";
}
