using SatuPintu.Access;
using SatuPintu.Deliveries.Merging;
using SatuPintu.Storage;

namespace SatuPintu.MatchReview;

/// <summary>Shows the records of a person, for whoever may part it.</summary>
public static class ShowRecords
{
    /// <summary>Shows them; null where there is no such person that the actor may see.</summary>
    /// <exception cref="UserError">The actor may not.</exception>
    public static Task<IReadOnlyList<RecordOfPerson>?> Run(RegistryDatabase database, Actor actor, Guid person, CancellationToken cancellation = default) => database.In<IReadOnlyList<RecordOfPerson>?>(actor, async session =>
    {
        if (await session.One<string>("select area from registry.person where person_id = $1", cancellation, person) is not { } area) return null;
        Actions.Require(actor, "grouping.split", area: area);
        return await session.Read("""
            select r.source, r.record_key, r.row, r.probability, r.matched_by, coalesce(d.as_of::text, '–'), coalesce(d.agency, '–') from registry.record r left join registry.delivery d using (delivery_id) where r.person_id = $1 order by r.source, r.row
            """, r => new RecordOfPerson(RecordOfPerson.IdOf(new RecordKey(r.GetString(0), r.GetGuid(1))), r.GetString(0), r.GetInt32(2), r.GetFloat(3), r.GetString(4), r.GetString(5), r.GetString(6)), cancellation, person);
    }, cancellation);
}
