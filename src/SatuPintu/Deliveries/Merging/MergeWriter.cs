using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.People;
using SatuPintu.Programmes;
using SatuPintu.Sources;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Merging;

/// <summary>How many of what a merge wrote.</summary>
/// <param name="NewPersons">Persons not known before.</param>
/// <param name="ChangedPersons">Persons of whom something else is believed now.</param>
/// <param name="Joined">Persons that were found to be another.</param>
/// <param name="Parted">Persons that were taken for another.</param>
/// <param name="Unlisted">Persons that no list speaks of any more.</param>
/// <param name="Records">Records that are new, changed, or another person's now.</param>
/// <param name="GoneRecords">Records that the list no longer has.</param>
/// <param name="Whole">Whether all records were linked as one whole.</param>
internal sealed record MergeCounts(int NewPersons, int ChangedPersons, int Joined, int Parted, int Unlisted, int Records, int GoneRecords, bool Whole);

/// <summary>Writes a merge into the registry, within one transaction: it stands as a whole or not at all.</summary>
internal sealed class MergeWriter(RegistrySession session, MergePlan plan, Standing standing, Delivered delivery, Guid change, KeyRing keys) : IDisposable
{
    private const int Chunk = 4096;

    private const string Staging = """
        create temp table merge_person (person_id uuid, is_new boolean, area text, family_id uuid, full_name text, birth_date date, birth_place text, sex text, marital_status text, relation text, address text,
            nik_index bytea, nik_sealed bytea, card_index bytea, card_sealed bytea, elements jsonb, origins jsonb, content_hash uuid, since date) on commit drop;
        create temp table merge_ranking (person_id uuid, is_new boolean, ranking text, decile smallint, area text, since date) on commit drop;
        create temp table merge_participation (person_id uuid, is_new boolean, programme text, source text, area text, since date) on commit drop;
        create temp table merge_gone_person (person_id uuid, was_joined boolean) on commit drop;
        create temp table merge_record (source text, record_key uuid, is_new boolean, delivery_id uuid, row int, content_hash uuid, person_id uuid, area text, nik_index bytea, probability real, matched_by text) on commit drop;
        create temp table merge_gone_record (record_key uuid) on commit drop
        """;

    private static readonly string[] PersonStatements =
    [
        """
        insert into registry.person select person_id, transaction_timestamp(), area, family_id, full_name, birth_date, birth_place, sex, marital_status, relation, address,
            nik_index, nik_sealed, card_index, card_sealed, elements, origins, content_hash, $1 from merge_person where is_new
        """,
        """
        update registry.person p set area = m.area, family_id = m.family_id, full_name = m.full_name, birth_date = m.birth_date, birth_place = m.birth_place, sex = m.sex, marital_status = m.marital_status,
            relation = m.relation, address = m.address, nik_index = m.nik_index, nik_sealed = m.nik_sealed, card_index = m.card_index, card_sealed = m.card_sealed, elements = m.elements, origins = m.origins,
            content_hash = m.content_hash, because = $1
        from merge_person m where not m.is_new and p.person_id = m.person_id
        """,
    ];

    private static readonly TimedRows[] Timed =
    [
        new("living", "merge_person", [], ["family_id", "area", "address"], EndsUnlisted: false),
        new("ranking", "merge_ranking", ["ranking"], ["decile", "area"], EndsUnlisted: true),
        new("participation", "merge_participation", ["programme", "source"], ["area"], EndsUnlisted: true),
    ];

    private static readonly string[] RecordStatements =
    [
        """
        insert into registry.record select source, record_key, delivery_id, row, content_hash, person_id, area, nik_index, probability, matched_by, transaction_timestamp(), $1 from merge_record where is_new
        """,
        """
        update registry.record r set delivery_id = m.delivery_id, row = m.row, content_hash = m.content_hash, person_id = m.person_id, area = m.area, nik_index = m.nik_index,
            probability = m.probability, matched_by = m.matched_by, because = $1
        from merge_record m where not m.is_new and r.source = m.source and r.record_key = m.record_key
        """,
    ];

    private readonly FieldCipher nikCipher = new(keys, "person.nik"), cardCipher = new(keys, "person.card");
    private readonly BlindIndex nikIndex = new(keys, "person.nik"), cardIndex = new(keys, "person.card");
    private readonly PersonsToWrite persons = new(plan, standing, keys);

    /// <summary>Writes all of it.</summary>
    public async Task<MergeCounts> Write(IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        // Names are taken into their index a little later, by the database itself: at once they would take as long as all the rest.
        await session.Run("set local gin_pending_list_limit = '64MB'", cancellation);
        await session.Run(Staging, cancellation);
        var (added, changed) = await StagePersons(progress, cancellation);
        progress?.Report(new StageProgress("write_records", "", 0, 100));
        var written = await StageRecords(cancellation);
        var gone = await StageGone(cancellation);
        await session.Run("analyze merge_person; analyze merge_ranking; analyze merge_participation; analyze merge_record; analyze merge_gone_person; analyze merge_gone_record", cancellation);
        progress?.Report(new StageProgress("write_persons", "", 0, 100));
        foreach (var statement in PersonStatements) await session.Run(statement, cancellation, change);
        await session.Run("delete from registry.person p using merge_gone_person g where g.was_joined and p.person_id = g.person_id", cancellation);
        progress?.Report(new StageProgress("write_times", "", 0, 100));
        foreach (var statement in Timed.SelectMany(t => t.Statements(change, delivery.AsOf))) await session.Run(statement.Sql, cancellation, statement.With);
        progress?.Report(new StageProgress("write_rest", "", 0, 100));
        foreach (var statement in RecordStatements) await session.Run(statement, cancellation, change);
        await session.Run("delete from registry.record r using merge_gone_record g where r.source = $1 and r.record_key = g.record_key", cancellation, delivery.Source);
        await Events(cancellation);
        return new MergeCounts(added, changed, plan.Joined.Count, plan.Parted.Count, plan.Unlisted.Count, written, gone, plan.IsWhole);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        nikCipher.Dispose();
        cardCipher.Dispose();
        nikIndex.Dispose();
        cardIndex.Dispose();
    }

    private async Task<(int New, int Changed)> StagePersons(IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        int added = 0, changed = 0;
        var rankings = new List<(Guid Person, bool IsNew, string Area, string Source, short Decile, DateOnly Since)>();
        var programmes = new List<(Guid Person, bool IsNew, string Area, string Programme, string Source, DateOnly Since)>();
        await using (var copy = await session.Connection.BeginBinaryImportAsync("copy merge_person from stdin (format binary)", cancellation))
        {
            var chunk = new (PersonToWrite Person, byte[]? NikIndex, byte[]? Nik, byte[]? CardIndex, byte[]? Card)[Chunk];
            for (var from = 0; from < plan.Persons.Count; from += Chunk)
            {
                var count = Math.Min(Chunk, plan.Persons.Count - from);
                // Sealing and hashing take most of the time here.
                Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i => chunk[i] = Sealed(persons[from + i]));
                for (var i = 0; i < count; i++)
                {
                    var (person, ofNik, nik, ofCard, card) = chunk[i];
                    if (persons.StandsSo(person)) continue;
                    var isNew = persons.IsNew(person.Id);
                    if (isNew) added++;
                    else changed++;
                    await copy.StartRowAsync(cancellation);
                    await copy.WriteAsync(person.Id, NpgsqlDbType.Uuid, cancellation);
                    await copy.WriteAsync(isNew, NpgsqlDbType.Boolean, cancellation);
                    await copy.WriteAsync(person.Area, NpgsqlDbType.Text, cancellation);
                    await copy.WriteAsync(person.Family, NpgsqlDbType.Uuid, cancellation);
                    await Text(copy, person.Name, cancellation);
                    if (person.Born is { } born) await copy.WriteAsync(born, NpgsqlDbType.Date, cancellation);
                    else await copy.WriteNullAsync(cancellation);
                    await Text(copy, person.BirthPlace, cancellation);
                    await Text(copy, person.Sex, cancellation);
                    await Text(copy, person.MaritalStatus, cancellation);
                    await Text(copy, person.Relation, cancellation);
                    await Text(copy, person.Address, cancellation);
                    await Bytes(copy, ofNik, cancellation);
                    await Bytes(copy, nik, cancellation);
                    await Bytes(copy, ofCard, cancellation);
                    await Bytes(copy, card, cancellation);
                    await copy.WriteAsync(person.Elements, NpgsqlDbType.Jsonb, cancellation);
                    await copy.WriteAsync(person.Origins, NpgsqlDbType.Jsonb, cancellation);
                    await copy.WriteAsync(person.Content, NpgsqlDbType.Uuid, cancellation);
                    await copy.WriteAsync(person.Since, NpgsqlDbType.Date, cancellation);
                    foreach (var (source, decile, since) in person.Rankings) rankings.Add((person.Id, isNew, person.Area, source, decile, since));
                    foreach (var (programme, source, since) in person.Programmes) programmes.Add((person.Id, isNew, person.Area, programme, source, since));
                }
                progress?.Report(new StageProgress("write", "", from, plan.Persons.Count));
            }
            await copy.CompleteAsync(cancellation);
        }
        await using (var copy = await session.Connection.BeginBinaryImportAsync("copy merge_ranking from stdin (format binary)", cancellation))
        {
            foreach (var (person, isNew, area, source, decile, since) in rankings)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(person, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(isNew, NpgsqlDbType.Boolean, cancellation);
                await copy.WriteAsync(source, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(decile, NpgsqlDbType.Smallint, cancellation);
                await copy.WriteAsync(area, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(since, NpgsqlDbType.Date, cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
        await using (var copy = await session.Connection.BeginBinaryImportAsync("copy merge_participation from stdin (format binary)", cancellation))
        {
            foreach (var (person, isNew, area, programme, source, since) in programmes)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(person, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(isNew, NpgsqlDbType.Boolean, cancellation);
                await copy.WriteAsync(programme, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(source, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(area, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(since, NpgsqlDbType.Date, cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
        return (added, changed);
    }

    private (PersonToWrite, byte[]?, byte[]?, byte[]?, byte[]?) Sealed(PersonToWrite person)
    {
        if (persons.StandsSo(person)) return (person, null, null, null, null);
        Span<byte> context = stackalloc byte[16];
        person.Id.TryWriteBytes(context, bigEndian: true, out _);
        return (person,
            nikIndex.OfNumber(person.Nik)?.Hash, person.Nik.Length == 0 ? null : nikCipher.Encrypt(person.Nik, context),
            cardIndex.OfNumber(person.Card)?.Hash, person.Card.Length == 0 ? null : cardCipher.Encrypt(person.Card, context));
    }

    private async Task<int> StageRecords(CancellationToken cancellation)
    {
        var sound = SoundNik.Of(plan.Persons);
        var written = 0;
        await using var copy = await session.Connection.BeginBinaryImportAsync("copy merge_record from stdin (format binary)", cancellation);
        for (var list = 0; list < plan.Lists.Count; list++)
        {
            var checkedList = plan.Lists[list];
            var table = checkedList.Check.Table;
            TextColumn? village = table[Elements.VillageCode], district = table[Elements.DistrictCode], nik = table[Elements.Nik];
            var stands = standing.Of(checkedList.Delivery.Source);
            var entityOf = plan.Linked.EntityOf[list];
            for (var row = 0; row < entityOf.Length; row++)
            {
                var entity = entityOf[row];
                // A row outside of what was linked anew is written only where it is new or changed, and then it is unusable.
                if (entity < 0 && !checkedList.Check.Unusable[row]) continue;
                var (key, content) = (checkedList.Identity.Keys[row], checkedList.Identity.Contents[row]);
                Guid? person = entity < 0 ? null : plan.PersonIds[entity];
                var isNew = !stands.TryGetValue(key, out var before);
                if (!isNew && before.Content == content && before.Person == person) continue;
                var record = new RecordRef(list, row);
                var (of, at) = persons.PlaceOf(record);
                written++;
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(checkedList.Delivery.Source, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(key, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(isNew, NpgsqlDbType.Boolean, cancellation);
                await copy.WriteAsync(of, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(at, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(content, NpgsqlDbType.Uuid, cancellation);
                if (person is { } id) await copy.WriteAsync(id, NpgsqlDbType.Uuid, cancellation);
                else await copy.WriteNullAsync(cancellation);
                await copy.WriteAsync(AreaOf(village?[row], district?[row]), NpgsqlDbType.Text, cancellation);
                await Bytes(copy, nik is not null && sound[record] ? nikIndex.OfNumber(nik[row])?.Hash : null, cancellation);
                await copy.WriteAsync(entity < 0 ? 0f : plan.Linked.Probability[list][row], NpgsqlDbType.Real, cancellation);
                await copy.WriteAsync(plan.Linked.MatchedBy[list][row].ToString().ToLowerInvariant(), NpgsqlDbType.Text, cancellation);
            }
        }
        await copy.CompleteAsync(cancellation);
        return written;
    }

    /// <summary>The place a record names: its district, with the village where that lies in it.</summary>
    private static string AreaOf(string? village, string? district) =>
        string.IsNullOrEmpty(district) ? village ?? "" : village is not null && village.StartsWith(district, StringComparison.Ordinal) ? village : district;

    private async Task<int> StageGone(CancellationToken cancellation)
    {
        var present = plan.Lists.Single(l => l.Delivery.Id == delivery.Id).Identity.Keys.ToHashSet();
        var gone = standing.Of(delivery.Source).Keys.Where(k => !present.Contains(k)).ToArray();
        await session.Run("insert into merge_gone_record select unnest($1::uuid[])", cancellation, gone);
        await session.Run("insert into merge_gone_person select unnest($1::uuid[]), true", cancellation, plan.Joined.Select(j => j.From).Distinct().ToArray());
        await session.Run("insert into merge_gone_person select unnest($1::uuid[]), false", cancellation, plan.Unlisted.ToArray());
        return gone.Length;
    }

    /// <summary>Each merge and split is an event of its own, with the load that brought it about.</summary>
    private async Task Events(CancellationToken cancellation)
    {
        const string Insert = """
            insert into registry.change (change_id, kind, delivery_id, why, details)
            select uuidv7(), $1, $2, $3, jsonb_build_object('from', f, 'into', i, 'load', $4::uuid) from unnest($5::uuid[], $6::uuid[]) as e(f, i)
            """;
        await session.Run(Insert, cancellation, "merge", delivery.Id, "linked", change, plan.Joined.Select(j => j.From).ToArray(), plan.Joined.Select(j => j.Into).ToArray());
        await session.Run(Insert, cancellation, "split", delivery.Id, "linked", change, plan.Parted.Select(j => j.From).ToArray(), plan.Parted.Select(j => j.New).ToArray());
        if (plan is { IsWhole: true, Linked.Model: { } model })
            await session.Run("insert into registry.linkage_model (change_id, records, parameters) values ($1, $2, $3::jsonb)", cancellation, change, plan.Lists.Sum(l => l.Standard.RowCount),
                new NpgsqlParameter { Value = JsonSerializer.Serialize(model), NpgsqlDbType = NpgsqlDbType.Jsonb });
    }

    private static Task Text(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellation) =>
        text is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);

    private static Task Bytes(NpgsqlBinaryImporter copy, byte[]? bytes, CancellationToken cancellation) =>
        bytes is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellation);
}
