using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.People.Looking;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.People.Proposing;

/// <summary>Writes what is believed of a person when a correction comes into force or ends, as a change of its own; what was believed before stays.</summary>
internal static class CorrectPerson
{
    /// <summary>Puts an accepted proposal in the place of what the lists say.</summary>
    public static async Task Accept(RegistrySession session, KeyRing keys, PersonRow person, FoundProposal proposal, CancellationToken cancellation)
    {
        var change = await Change(session, "correct", person, proposal.Id, proposal.Kind, proposal.Element, undoes: null, cancellation);
        var said = Said.Of(person);
        said[Said.Since] = await LivesSoSince(session, person.Id, cancellation);
        var lists = proposal.Content.Sets.Keys.ToDictionary(k => k, k => said[k], StringComparer.Ordinal);
        // What stood there may have been a correction itself; the lists are behind that one.
        if ((await Correction.Of(session, keys, person.Id, cancellation)).Find(c => c.Kind == proposal.Kind && c.Element == proposal.Element) is { } before)
        {
            foreach (var (key, value) in before.Lists) lists[key] = value;
            await session.Run("delete from registry.correction where proposal_id = $1", cancellation, before.Proposal);
            await Proposals.Add(session, before.Proposal, 3, "ended", null, cancellation);
        }
        var correction = new Correction(proposal.Id, person.Id, proposal.Kind, proposal.Element, change, proposal.Content.Sets, lists);
        await session.Run("insert into registry.correction (proposal_id, person_id, sealed, change_id, lists_family) values ($1, $2, $3, $4, $5)", cancellation, proposal.Id, person.Id, correction.Seal(keys), change, correction.ListsFamily);
        foreach (var (key, value) in correction.Sets) said[key] = value;
        await Write(session, keys, person, said, Said.Mark(person.Origins, correction.Marks(inForce: true)), change, cancellation);
        await Live(session, person, said, isUndo: false, change, cancellation);
    }

    /// <summary>Lets what the lists say stand again.</summary>
    public static async Task End(RegistrySession session, KeyRing keys, PersonRow person, Correction correction, CancellationToken cancellation)
    {
        var change = await Change(session, "undo", person, correction.Proposal, correction.Kind, correction.Element, correction.Change, cancellation);
        var said = Said.Of(person);
        foreach (var (key, value) in correction.Lists) said[key] = value;
        await Write(session, keys, person, said, Said.Mark(person.Origins, correction.Marks(inForce: false)), change, cancellation);
        await Live(session, person, said, isUndo: true, change, cancellation);
        // The last, for by it the database knows whom the decision was about.
        await session.Run("delete from registry.correction where proposal_id = $1", cancellation, correction.Proposal);
    }

    private static async Task<Guid> Change(RegistrySession session, string kind, PersonRow person, Guid proposal, string of, string? element, Guid? undoes, CancellationToken cancellation)
    {
        var change = Guid.CreateVersion7();
        await session.Run("insert into registry.change (change_id, kind, by, undoes, details) values ($1, $2, $3, $4, $5)", cancellation, change, kind, session.Actor.User, undoes,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(new { proposal, person = person.Id, kind = of, element }), NpgsqlDbType = NpgsqlDbType.Jsonb });
        return change;
    }

    private static async Task Write(RegistrySession session, KeyRing keys, PersonRow person, Said said, string origins, Guid change, CancellationToken cancellation)
    {
        using var nikCipher = new FieldCipher(keys, "person.nik");
        using var cardCipher = new FieldCipher(keys, "person.card");
        using var nikIndex = new BlindIndex(keys, "person.nik");
        using var cardIndex = new BlindIndex(keys, "person.card");
        var context = person.Id.ToByteArray(bigEndian: true);
        var (nik, card) = (said[Elements.Nik], said[Elements.FamilyCard]);
        // No hash of the content: the next merge that comes by reckons it.
        var written = await session.Run("""
            update registry.person set area = $2, family_id = $3, full_name = $4, birth_date = $5, birth_place = $6, sex = $7, marital_status = $8, relation = $9, address = $10, nik_index = $11, nik_sealed = $12,
                card_index = $13, card_sealed = $14, elements = $15, origins = $16, because = $17, content_hash = null where person_id = $1
            """, cancellation, person.Id, said[Said.Area], said[Said.Family] is { } family ? Guid.Parse(family) : null, said[Elements.FullName], said.Born, said[Elements.PlaceOfBirth], said[Elements.Sex],
            said[Elements.MaritalStatus], said[Elements.Relation], said[Elements.FullAddress], nik is null ? null : nikIndex.OfNumber(nik)?.Hash, nik is null ? null : nikCipher.Encrypt(nik, context),
            card is null ? null : cardIndex.OfNumber(card)?.Hash, card is null ? null : cardCipher.Encrypt(card, context), Json(said.Others), Json(origins), change);
        if (written != 1) throw new InvalidOperationException("The person was not written: the database knows of no decision on them.");
        if (said[Said.Area] == person.Area) return;
        // What is so to this day is seen where the person is now.
        foreach (var table in new[] { "participation", "ranking" })
            await session.Run($"update registry.{table} set area = $2, because = $3 where person_id = $1 and upper_inf(valid)", cancellation, person.Id, said[Said.Area], change);
        await session.Run("update registry.disagreement set area = $2, because = $3 where person_id = $1", cancellation, person.Id, said[Said.Area], change);
    }

    /// <summary>Where and with whom the person lives from a day on; an undoing makes the time before go on as if there had been nothing.</summary>
    private static async Task Live(RegistrySession session, PersonRow person, Said said, bool isUndo, Guid change, CancellationToken cancellation)
    {
        Guid? family = said[Said.Family] is { } id ? Guid.Parse(id) : null;
        var (area, address) = (said[Said.Area]!, said[Elements.FullAddress]);
        if (area == person.Area && address == person.Address && family == person.Family) return;
        var now = await session.Read("select lower(valid), family_id, area, address from registry.living where person_id = $1 and upper_inf(valid)",
            r => (Since: r.GetFieldValue<DateOnly>(0), Family: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1), Area: r.GetString(2), Address: r.IsDBNull(3) ? null : r.GetString(3)), cancellation, person.Id);
        var since = said.Day(Said.Since) ?? DateOnly.FromDateTime(DateTime.UtcNow);
        await session.Run("delete from registry.living where person_id = $1 and upper_inf(valid)", cancellation, person.Id);
        if (now is [var lived])
        {
            if (isUndo)
            {
                var before = await session.Read("""
                    select lower(valid) from registry.living where person_id = $1 and upper(valid) = $2 and family_id is not distinct from $3 and area = $4 and address is not distinct from $5
                    """, r => r.GetFieldValue<DateOnly>(0), cancellation, person.Id, lived.Since, family, area, address);
                since = before is [var began] ? began : lived.Since;
                if (before.Count > 0) await session.Run("delete from registry.living where person_id = $1 and lower(valid) = $2 and not upper_inf(valid)", cancellation, person.Id, since);
            }
            else if (since > lived.Since) await Insert(lived.Since, since, lived.Family, lived.Area, lived.Address);
            else since = lived.Since;
        }
        await Insert(since, null, family, area, address);

        Task Insert(DateOnly from, DateOnly? to, Guid? with, string where, string? at) =>
            session.Run("insert into registry.living (person_id, valid, recorded_from, family_id, area, address, because) values ($1, daterange($2, $3), transaction_timestamp(), $4, $5, $6, $7)", cancellation,
                person.Id, from, to, with, where, at, change);
    }

    private static async Task<string?> LivesSoSince(RegistrySession session, Guid person, CancellationToken cancellation) =>
        await session.One<string>("select to_char(lower(valid), 'YYYY-MM-DD') from registry.living where person_id = $1 and upper_inf(valid)", cancellation, person);

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Json };
}
