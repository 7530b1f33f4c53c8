using SatuPintu.Access;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Looking;

/// <summary>A family to look at.</summary>
/// <param name="Id">The id.</param>
/// <param name="Purpose">Why the full values are needed, in the actor's words; null to see them masked.</param>
/// <param name="Per">The day as of which it is known (its end, UTC); null for now.</param>
/// <param name="IsPrint">Whether it is to be printed, which needs a purpose.</param>
public sealed record ShowFamilyQuery(Guid Id, string? Purpose, DateOnly? Per = null, bool IsPrint = false);

/// <summary>A member of a family as its page shows them.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Nik">The NIK.</param>
/// <param name="Relation">The relation to the head.</param>
/// <param name="Sex">The sex.</param>
/// <param name="Born">The date of birth.</param>
/// <param name="Area">The code of the area.</param>
/// <param name="IsHead">Whether they are the head of the family.</param>
/// <param name="DiedOn">The day of death, where one was put down.</param>
public sealed record FamilyPerson(Guid Id, string? Name, string? Nik, string? Relation, string? Sex, string? Born, string Area, bool IsHead, string? DiedOn);

/// <summary>What is known of a family's house and means.</summary>
/// <param name="Element">Id of the element.</param>
/// <param name="Value">The value, of the head or else of the first member who has one.</param>
/// <param name="Of">That member.</param>
/// <param name="Origin">The list it was taken from; null where it is not known or the value was corrected.</param>
/// <param name="Correction">The proposal by which it was corrected.</param>
/// <param name="Differs">Whether members have different values.</param>
public sealed record FamilyValue(string Element, string Value, Guid Of, ValueOrigin? Origin, Guid? Correction, bool Differs);

/// <summary>Aid that a member received.</summary>
/// <param name="Member">The member.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Programme">The programme.</param>
/// <param name="Source">The source that says so.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null to this day.</param>
public sealed record FamilyAid(Guid Member, string? Name, string Programme, string Source, DateOnly From, DateOnly? To);

/// <summary>Where a source ranks a family: the lowest decile of its members.</summary>
/// <param name="Ranking">The ranking, as a rule a source.</param>
/// <param name="Decile">The lowest decile.</param>
/// <param name="Highest">The highest one of a member.</param>
/// <param name="Members">How many members it ranks.</param>
public sealed record FamilyDecile(string Ranking, int Decile, int Highest, int Members);

/// <summary>Somebody who was believed to be of the family.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name.</param>
/// <param name="From">Since when it was believed.</param>
/// <param name="To">Until when; null to this day.</param>
public sealed record FamilySpell(Guid Id, string? Name, DateTimeOffset From, DateTimeOffset? To);

/// <summary>A family as the registry knows it: of its members, those of the areas the actor works in.</summary>
public sealed record FamilyView
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }
    /// <summary>Whether names and numbers are in full.</summary>
    public required bool IsFull { get; init; }
    /// <summary>The day as of which it is known; null for now.</summary>
    public required DateOnly? Per { get; init; }
    /// <summary>The code of the head's area.</summary>
    public required string Area { get; init; }
    /// <summary>The name of the head.</summary>
    public required string? Head { get; init; }
    /// <summary>The number of the family card.</summary>
    public required string? Card { get; init; }
    /// <summary>The head's address; null where it is not shown.</summary>
    public required string? Address { get; init; }
    /// <summary>The members, the head first.</summary>
    public required IReadOnlyList<FamilyPerson> Members { get; init; }
    /// <summary>House and means.</summary>
    public required IReadOnlyList<FamilyValue> Values { get; init; }
    /// <summary>All aid that any member received, the latest first.</summary>
    public required IReadOnlyList<FamilyAid> Aid { get; init; }
    /// <summary>Where each source ranks the family.</summary>
    public required IReadOnlyList<FamilyDecile> Deciles { get; init; }
    /// <summary>Who was believed to be of the family, and since when.</summary>
    public required IReadOnlyList<FamilySpell> Spells { get; init; }
    /// <summary>Whether a ranking whose deciles were entered has the family.</summary>
    public required bool IsScored { get; init; }
    /// <summary>What the actor may do, by id of the action.</summary>
    public required IReadOnlySet<string> May { get; init; }
}

/// <summary>
/// Shows a family of the areas the actor works in, as known now or on a day; leaves <c>family.seen</c>, or <c>person.seen_full</c> or <c>person.printed</c> with the purpose for each member.
/// </summary>
public static class ShowFamily
{
    private const int MostMembers = 60;
    private static readonly string[] Offered = ["person.see_full", "person.print", "score.see"];

    /// <summary>What is shown of house and means, by element.</summary>
    private static readonly string[] OfHouse =
    [
        Elements.HomeOwnership, Elements.Roof, Elements.Floor, Elements.Wall, Elements.FloorArea, Elements.Lighting, Elements.CookingFuel, Elements.DrinkingWater, Elements.Sanitation, Elements.FaecesDisposal, Elements.Savings,
        Elements.HouseholdIncome, Elements.HouseholdMembers, Elements.StuntingRisk, Elements.ActiveAid,
    ];

    /// <summary>Shows it; null where nobody of it is seen by the actor, or was known on the day.</summary>
    /// <exception cref="UserError">The actor may not, or the purpose does not do.</exception>
    public static Task<FamilyView?> Run(RegistryDatabase database, KeyRing keys, Actor actor, ShowFamilyQuery query, CancellationToken cancellation = default)
    {
        var purpose = Purpose.Of(query.IsPrint ? query.Purpose ?? "" : query.Purpose);
        var (full, per, known) = (purpose is not null, Known.Past(query.Per), Known.At(query.Per));
        var action = query.IsPrint ? "person.print" : full ? "person.see_full" : "person.see";
        return database.In(actor, Plans.Kept, async session =>
        {
            var found = await PersonRow.Read(session, keys, $"registry.person_known($2) p where p.family_id = $1 order by p.birth_date nulls last, p.person_id limit {MostMembers}", cancellation, query.Id, known);
            // The eldest is taken for the head where nobody is called so.
            var members = found.OrderBy(m => m.Relation != "Kepala Keluarga").Where(m => Actions.May(actor, action, area: m.Area)).ToList();
            if (members.Count == 0)
            {
                if (found.Count > 0) Actions.Require(actor, action, area: found[0].Area);
                return null;
            }
            var head = members[0];
            var (ids, names) = (members.Select(m => m.Id).ToArray(), members.ToDictionary(m => m.Id, m => full ? m.Name : Masked.Name(m.Name)));
            var view = new FamilyView
            {
                Id = query.Id,
                IsFull = full,
                Per = per,
                Area = head.Area,
                Head = names[head.Id],
                Card = members.Select(m => m.Card).FirstOrDefault(c => c is not null) is { } card ? full ? card : Masked.Number(card) : null,
                Address = full ? head.Address : null,
                Members = [.. members.Select(m => new FamilyPerson(m.Id, names[m.Id], full ? m.Nik : Masked.Number(m.Nik), m.Relation, m.Sex,
                    full ? m.Born?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : Masked.Date(m.Born), m.Area, m.Id == head.Id, m.Others().GetValueOrDefault(Proposing.Said.DiedOn)))],
                Values = await House(session, members, cancellation),
                Aid = await session.Read("select p.person_id, p.programme, p.source, lower(p.valid), upper(p.valid) from registry.participation_known($2) p where p.person_id = any ($1) order by lower(p.valid) desc, p.programme, p.person_id",
                    r => new FamilyAid(r.GetGuid(0), names[r.GetGuid(0)], r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4)), cancellation, ids, known),
                Deciles = await session.Read("select r.ranking, min(r.decile)::int, max(r.decile)::int, count(*)::int from registry.ranking_known($2) r where r.person_id = any ($1) and upper_inf(r.valid) group by r.ranking order by r.ranking",
                    r => new FamilyDecile(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), cancellation, ids, known),
                Spells = await Spells(session, query.Id, known, full, cancellation),
                IsScored = await session.One<bool>("select exists (select from registry.ranking_family f join registry.ranking_run_state t on t.run_id = f.run_id and t.state = 'entered' where f.family_id = $1)", cancellation, query.Id),
                May = Offered.Where(a => Actions.May(actor, a, area: head.Area)).ToHashSet(StringComparer.Ordinal),
            };
            if (!full) await session.Trace("family.seen", query.Id.ToString(), details: new { area = head.Area, per }, cancellation: cancellation);
            else foreach (var member in members) await session.Trace(query.IsPrint ? "person.printed" : "person.seen_full", member.Id.ToString(), purpose, new { area = member.Area, per, family = query.Id }, cancellation);
            return view;
        }, cancellation);
    }

    private static async Task<IReadOnlyList<FamilyValue>> House(RegistrySession session, IReadOnlyList<PersonRow> members, CancellationToken cancellation)
    {
        var said = members.Select(m => (Member: m, Others: m.Others(), Origins: new PersonOrigins(m.Origins))).ToList();
        var lists = await PersonOrigins.Lists(session, said.SelectMany(s => s.Origins.Records.Select(r => r.Delivery)), cancellation);
        var values = new List<FamilyValue>();
        foreach (var element in OfHouse)
        {
            var having = said.Where(s => !string.IsNullOrEmpty(s.Others.GetValueOrDefault(element))).ToList();
            if (having is not [var first, ..]) continue;
            values.Add(new FamilyValue(element, first.Others[element], first.Member.Id, first.Origins.DeliveryOf(element) is { } delivery ? lists.GetValueOrDefault(delivery) : null, first.Origins.CorrectionOf(element),
                having.Any(h => h.Others[element] != first.Others[element])));
        }
        return values;
    }

    /// <summary>Who was believed to be of the family: what follows upon itself is one time.</summary>
    private static async Task<IReadOnlyList<FamilySpell>> Spells(RegistrySession session, Guid family, DateTime known, bool full, CancellationToken cancellation)
    {
        var parts = await session.Read("""
            select person_id, full_name, began, ended from (
                select p.person_id, p.full_name, p.recorded_from as began, null::timestamptz as ended from registry.person p where p.family_id = $1 and p.recorded_from <= $2
                union all
                select p.person_id, p.full_name, lower(p.recorded), case when upper(p.recorded) <= $2 then upper(p.recorded) end from registry.person_past p where p.family_id = $1 and lower(p.recorded) <= $2) s
            order by person_id, began
            """, r => new FamilySpell(r.GetGuid(0), r.IsDBNull(1) ? null : r.GetString(1), r.GetFieldValue<DateTimeOffset>(2), r.IsDBNull(3) ? null : r.GetFieldValue<DateTimeOffset>(3)), cancellation, family, known);
        var spells = new List<FamilySpell>();
        foreach (var part in parts)
        {
            var name = full ? part.Name : Masked.Name(part.Name);
            if (spells is [.., var last] && last.Id == part.Id && last.To == part.From) spells[^1] = last with { Name = name, To = part.To };
            else spells.Add(part with { Name = name });
        }
        return [.. spells.OrderByDescending(s => s.From)];
    }
}
