using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Linking;
using SatuPintu.People.Proposing;
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
/// <remarks>What is new goes into its table by thousands of rows a statement, while the thousands after them are made and sealed.</remarks>
/// <param name="session">The transaction.</param>
/// <param name="plan">What to write.</param>
/// <param name="standing">The registry as it stands.</param>
/// <param name="delivery">The delivery that brings it; null where officers have decided it.</param>
/// <param name="change">The change that it is part of.</param>
/// <param name="keys">The keys to seal by.</param>
internal sealed class MergeWriter(RegistrySession session, MergePlan plan, Standing standing, Delivered? delivery, Guid change, KeyRing keys)
{
    private const string Staging = """
        create temp table merge_living (person_id uuid, since date, family_id uuid, area text, address text) on commit drop;
        create temp table merge_ranking (person_id uuid, since date, ranking text, decile smallint, area text) on commit drop;
        create temp table merge_participation (person_id uuid, since date, programme text, source text, area text) on commit drop;
        create temp table merge_gone_person (person_id uuid, was_joined boolean) on commit drop;
        create temp table merge_gone_record (record_key uuid) on commit drop
        """;

    private static readonly RowBatch<PersonToWrite> Persons = new RowBatch<PersonToWrite>()
        .With("person_id", "uuid", p => p.Id).With("area", "text", p => p.Area).With("family_id", "uuid", p => p.Family).With("full_name", "text", p => p.Name).With("birth_date", "date", p => p.Born)
        .With("birth_place", "text", p => p.BirthPlace).With("sex", "text", p => p.Sex).With("marital_status", "text", p => p.MaritalStatus).With("relation", "text", p => p.Relation)
        .With("address", "text", p => p.Address).With("nik_index", "bytea", p => p.NikIndex).With("nik_sealed", "bytea", p => p.NikSealed).With("card_index", "bytea", p => p.CardIndex)
        .With("card_sealed", "bytea", p => p.CardSealed).With("elements", "json", p => p.Elements).With("origins", "json", p => p.Origins).With("content_hash", "uuid", p => p.Content);

    private static readonly RowBatch<PersonToWrite> Living = new RowBatch<PersonToWrite>()
        .With("person_id", "uuid", p => p.Id).With("since", "date", p => p.Since).With("family_id", "uuid", p => p.Family).With("area", "text", p => p.Area).With("address", "text", p => p.Address);

    private static readonly RowBatch<(PersonToWrite Of, PersonRanking Ranking)> Rankings = new RowBatch<(PersonToWrite Of, PersonRanking Ranking)>()
        .With("person_id", "uuid", r => r.Of.Id).With("since", "date", r => r.Ranking.Since).With("ranking", "text", r => r.Ranking.Source).With("decile", "smallint", r => r.Ranking.Decile)
        .With("area", "text", r => r.Of.Area);

    private static readonly RowBatch<(PersonToWrite Of, PersonProgramme Programme)> Participations = new RowBatch<(PersonToWrite Of, PersonProgramme Programme)>()
        .With("person_id", "uuid", p => p.Of.Id).With("since", "date", p => p.Programme.Since).With("programme", "text", p => p.Programme.Programme).With("source", "text", p => p.Programme.Source)
        .With("area", "text", p => p.Of.Area);

    private static readonly RowBatch<PersonToWrite> Disagreements = new RowBatch<PersonToWrite>()
        .With("person_id", "uuid", p => p.Id).With("area", "text", p => p.Area).With("elements", "text", p => '{' + string.Join(',', p.Disagreement!.Elements) + '}').With("sealed", "bytea", p => p.DisagreementSealed);

    private static readonly RowBatch<RecordToWrite> Records = new RowBatch<RecordToWrite>()
        .With("source", "text", r => r.Source).With("record_key", "uuid", r => r.Key).With("delivery_id", "uuid", r => r.Delivery).With("row", "int", r => r.Row).With("content_hash", "uuid", r => r.Content)
        .With("person_id", "uuid", r => r.Person).With("area", "text", r => r.Area).With("decile", "smallint", r => r.Decile).With("nik_index", "bytea", r => r.NikIndex).With("probability", "real", r => r.Probability).With("matched_by", "text", r => r.MatchedBy);

    private static readonly TimedRows
        LivingRows = new("living", [], ["family_id", "area", "address"], EndsUnlisted: false),
        RankingRows = new("ranking", ["ranking"], ["decile", "area"], EndsUnlisted: true) { FromLists = $"n.ranking <> '{Register.RegisterRules.OwnRanking}'" },
        ParticipationRows = new("participation", ["programme", "source"], ["area"], EndsUnlisted: true);

    /// <summary>Writes all of it.</summary>
    public async Task<MergeCounts> Write(IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        await session.Run(Staging, cancellation);
        var corrections = await Corrections.Read(session, keys, plan.Joined, cancellation);
        using var persons = new PersonsToWrite(plan, standing, keys, corrections);
        var (added, changed) = await WritePersons(persons, progress, cancellation);
        await corrections.Write(session, cancellation);
        progress?.Report(new StageProgress("write_records", "", 0, 100));
        var written = await WriteRecords(persons, cancellation);
        var gone = await Gone(cancellation);
        progress?.Report(new StageProgress("write_times", "", 0, 100));
        await session.Run("analyze merge_living; analyze merge_ranking; analyze merge_participation; analyze merge_gone_person; analyze merge_gone_record", cancellation);
        foreach (var statement in new[] { LivingRows, RankingRows, ParticipationRows }.SelectMany(t => t.Statements(change, EndsOn))) await session.Run(statement.Sql, cancellation, statement.With);
        progress?.Report(new StageProgress("write_rest", "", 0, 100));
        foreach (var table in new[] { "person", "disagreement" }) await session.Run($"delete from registry.{table} p using merge_gone_person g where g.was_joined and p.person_id = g.person_id", cancellation);
        if (delivery is not null)
        {
            await session.Run("delete from registry.record r using merge_gone_record g where r.source = $1 and r.record_key = g.record_key", cancellation, delivery.Source);
            await Events(delivery, cancellation);
        }
        return new MergeCounts(added, changed, plan.Joined.Count, plan.Parted.Count, plan.Unlisted.Count, written, gone, plan.IsWhole);
    }

    /// <summary>The day on which ends what is said no longer. What officers find to be another person's never was this person's: no day is early enough for that.</summary>
    private DateOnly EndsOn => delivery?.AsOf ?? DateOnly.MinValue;

    private async Task<(int New, int Changed)> WritePersons(PersonsToWrite made, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var insert = $"insert into registry.person ({Persons.Names}, recorded_from, because) select {Persons.Names}, transaction_timestamp(), {Persons.Parameter(1)} from {Persons.Rows}";
        var update = $"update registry.person p set {Persons.Assigned}, because = {Persons.Parameter(1)} from {Persons.Rows} where p.person_id = m.person_id";
        var disagree = $"""
            insert into registry.disagreement (person_id, area, elements, sealed, recorded_from, because) select person_id, area, elements::text[], sealed, transaction_timestamp(), {Disagreements.Parameter(1)} from {Disagreements.Rows}
            on conflict (person_id) do update set area = excluded.area, elements = excluded.elements, sealed = excluded.sealed, because = excluded.because
            """;
        int added = 0, changed = 0;
        await Chunks.WriteAhead(made.InChunks(cancellation), async chunk =>
        {
            foreach (var persons in chunk.GroupBy(p => p.IsNew))
            {
                if (persons.Key) added += await Put(insert, Persons, [.. persons], cancellation);
                else changed += await Put(update, Persons, [.. persons], cancellation);
                await Put(disagree, Disagreements, [.. persons.Where(p => p.Disagreement is not null)], cancellation);
                if (!persons.Key) await session.Run("delete from registry.disagreement where person_id = any ($1)", cancellation, persons.Where(p => p.Disagreement is null).Select(p => p.Id).ToArray());
                await PutTimed(LivingRows, Living, persons.Key, [.. persons], cancellation);
                await PutTimed(RankingRows, Rankings, persons.Key, [.. persons.SelectMany(p => p.Rankings.Select(r => (p, r)))], cancellation);
                await PutTimed(ParticipationRows, Participations, persons.Key, [.. persons.SelectMany(p => p.Programmes.Select(r => (p, r)))], cancellation);
            }
            progress?.Report(new StageProgress("write_persons", "", added + changed, plan.Persons.Count));
        }, cancellation);
        return (added, changed);
    }

    private async Task<int> WriteRecords(PersonsToWrite persons, CancellationToken cancellation)
    {
        var insert = $"insert into registry.record ({Records.Names}, recorded_from, because) select {Records.Names}, transaction_timestamp(), {Records.Parameter(1)} from {Records.Rows}";
        var update = $"update registry.record r set {Records.Assigned}, because = {Records.Parameter(1)} from {Records.Rows} where r.source = m.source and r.record_key = m.record_key";
        var written = 0;
        using var records = new RecordsToWrite(plan, standing, persons, keys);
        await Chunks.WriteAhead(records.InChunks(cancellation), async chunk =>
        {
            var isNew = chunk.ToLookup(r => r.IsNew);
            written += await Put(insert, Records, [.. isNew[true]], cancellation) + await Put(update, Records, [.. isNew[false]], cancellation);
        }, cancellation);
        return written;
    }

    private async Task<int> Put<T>(string sql, RowBatch<T> batch, T[] rows, CancellationToken cancellation) => rows.Length == 0 ? 0 : await session.Run(sql, cancellation, batch.Of(rows, change));

    // What is so of a new person is so at once; of others it is held against what was so before.
    private async Task PutTimed<T>(TimedRows timed, RowBatch<T> batch, bool isNew, T[] rows, CancellationToken cancellation)
    {
        if (isNew) await Put(timed.Begin(batch.Rows, batch.Parameter(1)), batch, rows, cancellation);
        else if (rows.Length > 0) await session.Run($"insert into {timed.Staged} ({batch.Names}) select {batch.Names} from {batch.Rows}", cancellation, batch.Of(rows));
    }

    private async Task<int> Gone(CancellationToken cancellation)
    {
        Guid[] gone = [];
        if (delivery is not null)
        {
            var present = plan.Lists.Single(l => l.Delivery.Id == delivery.Id).Identity.Keys.ToHashSet();
            gone = [.. standing.Of(delivery.Source).Keys.Where(k => !present.Contains(k))];
        }
        await session.Run("insert into merge_gone_record select unnest($1::uuid[])", cancellation, gone);
        await session.Run("insert into merge_gone_person select unnest($1::uuid[]), true", cancellation, plan.Joined.Select(j => j.From).Distinct().ToArray());
        await session.Run("insert into merge_gone_person select unnest($1::uuid[]), false", cancellation, plan.Unlisted.ToArray());
        return gone.Length;
    }

    /// <summary>Each merge and split is an event of its own, with the load that brought it about.</summary>
    private async Task Events(Delivered brought, CancellationToken cancellation)
    {
        const string Insert = """
            insert into registry.change (change_id, kind, delivery_id, why, details)
            select uuidv7(), $1, $2, $3, jsonb_build_object('from', f, 'into', i, 'load', $4::uuid) from unnest($5::uuid[], $6::uuid[]) as e(f, i)
            """;
        await session.Run(Insert, cancellation, "merge", brought.Id, "linked", change, plan.Joined.Select(j => j.From).ToArray(), plan.Joined.Select(j => j.Into).ToArray());
        await session.Run(Insert, cancellation, "split", brought.Id, "linked", change, plan.Parted.Select(j => j.From).ToArray(), plan.Parted.Select(j => j.New).ToArray());
        if (plan is { IsWhole: true, Linked.Model: { } model })
            await session.Run("insert into registry.linkage_model (change_id, records, parameters) values ($1, $2, $3::jsonb)", cancellation, change, plan.Lists.Sum(l => l.Standard.RowCount),
                new NpgsqlParameter { Value = JsonSerializer.Serialize(model), NpgsqlDbType = NpgsqlDbType.Jsonb });
        if (plan.Linked.Learned is { } learned)
            await session.Run("insert into registry.learned_from_labels (change_id, learned) values ($1, $2)", cancellation, change,
                new NpgsqlParameter { Value = JsonSerializer.Serialize(learned, LinkingJson.Default.LearnedFromLabels), NpgsqlDbType = NpgsqlDbType.Jsonb });
    }
}
