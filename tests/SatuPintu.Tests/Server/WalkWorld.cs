using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Tokens;
using SatuPintu.People.Proposing;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>Two agencies in two cities, each with a source, deliveries, a person and somebody to administer; and all who ask.</summary>
internal sealed class WalkWorld(TestRegistry registry)
{
    /// <summary>What tells of the city that is asked for, and what of the other.</summary>
    public const string Here = "kerbau", There = "gajah", NikHere = "3672041505800003", NikThere = "3601041505800004";

    public static readonly Guid Checked = Id(1), Failed = Id(2), Person = Id(3), Upload = Id(4), Family = Id(5), Proposal = Id(6), Other = Id(7), Pair = Id(8), Decision = Id(9),
        Ranking = Id(21), EnteredRanking = Id(22), ApprovedModel = Id(23), DraftModel = Id(24);
    private static readonly Guid CheckedThere = Id(11), FailedThere = Id(12), PersonThere = Id(13), FamilyThere = Id(15), ProposalThere = Id(16), OtherThere = Id(17), PairThere = Id(18), DecisionThere = Id(19);

    public Guid Target { get; private set; }

    public Guid TargetSession { get; private set; }

    public Guid TargetToken { get; private set; }

    /// <summary>The version of the person, which forms carry.</summary>
    public long Version { get; private set; }

    /// <summary>What nobody may be told who works elsewhere.</summary>
    public static IEnumerable<string> Told(bool ofHere, bool withIds) => ofHere
        ? [Here, NikHere, .. withIds ? new[] { Checked, Failed, Person, Family, Proposal, Other, Pair, Decision }.Select(i => i.ToString()) : []]
        : [There, NikThere, .. withIds ? new[] { CheckedThere, FailedThere, PersonThere, FamilyThere, ProposalThere, OtherThere, PairThere, DecisionThere }.Select(i => i.ToString()) : []];

    public async Task Make()
    {
        await registry.AsOwner("""
            insert into registry.agency (agency, name) values ('dinsos', 'Dinas Sosial'), ('dinkes', 'Dinas Kesehatan');
            """);
        await City("dinsos", "3672", Here, NikHere, Checked, Failed, Person, Family);
        await City("dinkes", "3601", There, NikThere, CheckedThere, FailedThere, PersonThere, FamilyThere);
        await InDoubt("3672", Here, NikHere, Checked, Person, Other, Pair, Decision);
        await InDoubt("3601", There, NikThere, CheckedThere, PersonThere, OtherThere, PairThere, DecisionThere);
        await Figures();
        Target = await Account("sasaran", new HeldRole("verifier", "3672", "dinsos"));
        await Rankings("3672", Person, Family, [Ranking, EnteredRanking], [ApprovedModel, DraftModel]);
        await Rankings("3601", PersonThere, FamilyThere, [Id(31), Id(32)], [Id(33), Id(34)]);
        TargetSession = Guid.ParseExact((await SignedIn(Target)).Split('.')[0], "n");
        TargetToken = (await MakeToken.Run(registry.Database, new Actor(Target, new Grant("verifier", "dinsos", "3672")), new MakeTokenCommand("skrip", ["persons:read"], 1))).Id;
        foreach (var (id, person, area) in new[] { (Proposal, Person, "3672041001"), (ProposalThere, PersonThere, "3601041001") })
        {
            var content = new ProposalContent(new Dictionary<string, string?> { ["sex"] = "L" }, new Dictionary<string, string?> { ["sex"] = null }, "KTP dilihat saat kunjungan", null).Seal(registry.Ring, id);
            await registry.AsOwner($"insert into registry.proposal (proposal_id, person_id, area, kind, element, proposed_by, sealed) values ('{id}', '{person}', '{area}', 'value', 'sex', '{Target}', '\\x{Convert.ToHexString(content)}')");
            await registry.AsOwner($"insert into registry.proposal_state (proposal_id, number, state, by) values ('{id}', 1, 'proposed', '{Target}')");
        }
        await registry.AsOwner("create table registry.walk_person as select * from registry.person");
        Version = new DateTimeOffset((DateTime)(await registry.AsOwner($"select recorded_from from registry.person where person_id = '{Person}'"))!).UtcTicks;
        await registry.AsOwner($"insert into registry.upload (upload_id, account_id, source, file_name, file_bytes, as_of) values ('{Upload}', '{Target}', 'dtks-{Here}', '{Here}.csv', 5, '2025-06-01')");
    }

    /// <summary>An account without a password, which would take its time.</summary>
    public async Task<Guid> Account(string name, params HeldRole[] roles)
    {
        var id = Guid.CreateVersion7();
        await registry.AsOwner($"insert into access.account (account_id, user_name, normalized_name, display_name, security_stamp) values ('{id}', '{name}', '{name}', '{name}', 'awal')");
        foreach (var role in roles) await registry.AsOwner($"insert into access.grant_of (account_id, role, area, agency, held) values ('{id}', '{role.Role}', '{role.Area}', '{role.Agency}', tstzrange('2026-01-01Z', null))");
        return id;
    }

    /// <summary>A session of an account.</summary>
    public async Task<string> SignedIn(Guid account) => (await registry.Database.In(Actor.System, s => StartSession.Run(s, account, "password", default))).Secret!;

    /// <summary>Puts everything back as it was made.</summary>
    public Task Restore() => registry.AsOwner($$"""
        delete from registry.delivery_state t using registry.delivery d where d.delivery_id = t.delivery_id and (d.file_name not like 'daftar%' or t.number > case when d.delivery_id in ('{{Failed}}', '{{FailedThere}}') then 2 else 3 end);
        delete from registry.delivery where file_name not like 'daftar%';
        delete from registry.ranking_quota_area;
        delete from registry.ranking_quota;
        delete from registry.ranking_run_state t using registry.ranking_run r where r.run_id = t.run_id and (r.as_of <> '2026-01-01' or r.repeats is not null or t.number > case when r.run_id in ('{{EnteredRanking}}', '{{Id(17)}}') then 5 else 3 end);
        delete from registry.ranking_run where as_of <> '2026-01-01' or repeats is not null;
        delete from registry.ranking_model_state where number > 1 and model_id in ('{{DraftModel}}', '{{Id(19)}}');
        delete from registry.upload where upload_id <> '{{Upload}}';
        delete from registry.source where source not like 'dtks-%';
        update registry.source set title = 'Daftar ' || substr(source, 6), version = 1, retired_at = null, area = case agency when 'dinsos' then '3672' else '3601' end, definition = jsonb_build_object('id', source, 'extends', 'dtks'), metadata = '{}' where version <> 1 or retired_at is not null;
        update registry.agency set name = case agency when 'dinsos' then 'Dinas Sosial' else 'Dinas Kesehatan' end, version = 1, retired_at = null where version <> 1 or retired_at is not null;
        delete from access.grant_of where account_id in (select account_id from access.account where user_name = 'baru');
        delete from access.account where user_name = 'baru';
        update access.account set security_stamp = 'awal', disabled = false, locked_until = null, display_name = 'sasaran', email = null where account_id = '{{Target}}';
        delete from access.grant_of where account_id = '{{Target}}' and (role <> 'verifier' or not upper_inf(held));
        insert into access.grant_of (account_id, role, area, agency, held) select '{{Target}}', 'verifier', '3672', 'dinsos', tstzrange('2026-01-01Z', null) where not exists (select from access.grant_of where account_id = '{{Target}}');
        delete from registry.person where exists (select from registry.correction);
        insert into registry.person select * from registry.walk_person w where not exists (select from registry.person p where p.person_id = w.person_id);
        delete from registry.correction;
        delete from registry.proposal_state where number > 1 or proposal_id not in ('{{Proposal}}', '{{ProposalThere}}');
        delete from registry.proposal where proposal_id not in ('{{Proposal}}', '{{ProposalThere}}');
        update access.session set revoked_at = null where session_id = '{{TargetSession}}' and revoked_at is not null;
        delete from registry.review_desk;
        delete from registry.review_opinion;
        delete from registry.review_applied where decision_id not in ('{{Decision}}', '{{DecisionThere}}');
        delete from registry.verdict;
        delete from registry.review_decision where decision_id not in ('{{Decision}}', '{{DecisionThere}}');
        update registry.review_pair set state = 'open', stands = true where state <> 'open' or not stands;
        update access.api_token set revoked_at = null where token_id = '{{TargetToken}}' and revoked_at is not null;
        """);

    /// <summary>All that a refused request must leave as it is.</summary>
    public async Task<string> Fingerprint() => (string)(await registry.AsOwner($"""
        select md5(concat((select string_agg(t::text, '' order by delivery_id, number) from registry.delivery_state t), (select string_agg(t::text, '' order by delivery_id) from registry.delivery t),
            (select string_agg(t::text, '' order by source) from registry.source t), (select string_agg(t::text, '' order by agency) from registry.agency t), (select string_agg(upload_id::text, '' order by upload_id) from registry.upload),
            (select string_agg(concat(user_name, security_stamp, disabled, locked_until, display_name, email, password_hash), '' order by user_name) from access.account where account_id = '{Target}' or user_name = 'baru'),
            (select string_agg(concat(role, area, agency, held), '' order by role) from access.grant_of where account_id = '{Target}'), (select revoked_at from access.session where session_id = '{TargetSession}'),
            (select revoked_at from access.api_token where token_id = '{TargetToken}'), (select count(*) from access.passkey), (select count(*) from registry.person),
            (select count(*) from registry.review_opinion), (select count(*) from registry.review_decision), (select count(*) from registry.review_desk), (select string_agg(state, '' order by pair_id) from registry.review_pair),
            (select string_agg(t::text, '' order by proposal_id, number) from registry.proposal_state t), (select count(*) from registry.proposal), (select count(*) from registry.correction), (select string_agg(concat(sex, because), '' order by person_id) from registry.person),
            (select count(*) from registry.ranking_run_state), (select count(*) from registry.ranking_model_state), (select count(*) from registry.ranking_quota)))
        """))!;

    private async Task City(string agency, string area, string mark, string nik, Guid @checked, Guid failed, Guid person, Guid family)
    {
        const string columns = """{"format":"CSV","rows":1,"columns":[{"heading":"NAMA","element":"full_name","how":"heading","example":"B"},{"heading":"NIK","element":"nik","how":"heading","example":"3"}]}""";
        const string check = """{"checking":2,"returned":1,"unusable":0,"quality":[{"dimension":"completeness","checked":10,"failed":1}],"difference":{"rows":1,"added":1,"changed":0,"gone":0}}""";
        await registry.AsOwner($$"""
            insert into registry.source (source, agency, title, area, definition) values ('dtks-{{mark}}', '{{agency}}', 'Daftar {{mark}}', '{{area}}', '{"id":"dtks-{{mark}}","extends":"dtks"}'::jsonb);
            insert into registry.delivery (delivery_id, source, agency, area, file_name, file_bytes, file_sha256, as_of)
                select d.id, 'dtks-{{mark}}', '{{agency}}', '{{area}}', 'daftar {{mark}}.csv', 1, sha256(convert_to(d.id::text, 'UTF8')), '2025-01-01' from (values ('{{@checked}}'::uuid), ('{{failed}}'::uuid)) d(id);
            insert into registry.delivery_state (delivery_id, number, state, details) values ('{{@checked}}', 1, 'received', '{}'), ('{{@checked}}', 2, 'recognised', '{{columns}}'),
                ('{{@checked}}', 3, 'checked', '{{check}}'),
                ('{{failed}}', 1, 'received', '{}'), ('{{failed}}', 2, 'failed', '{"error": {"id": "rusak {{mark}}", "en": "broken {{mark}}"} }');
            """);
        using var cipher = new FieldCipher(registry.Ring, "person.nik");
        using var index = new BlindIndex(registry.Ring, "person.nik");
        await registry.Database.In(Actor.System, async s =>
        {
            await s.Run("insert into registry.person (person_id, recorded_from, area, full_name, nik_index, nik_sealed, family_id, because) values ($1, transaction_timestamp(), $2, $3, $4, $5, $6, $1)", default,
                person, area + "041001", "Warga " + mark, index.OfNumber(nik)!.Value.Hash, cipher.Encrypt(nik, person.ToByteArray(bigEndian: true)), family);
            foreach (var table in new[] { "living (person_id, valid, recorded_from, area, address, because) values ($1, '[2025-01-01,)', transaction_timestamp(), $2, $3, $1)",
                "participation (person_id, valid, recorded_from, area, programme, source, because) values ($1, '[2025-01-01,)', transaction_timestamp(), $2, 'pkh', $3, $1)" })
                await s.Run("insert into registry." + table, default, person, area + "041001", "dtks-" + mark);
            await s.Run("insert into registry.record (source, record_key, delivery_id, row, content_hash, person_id, area, probability, matched_by, recorded_from, because) values ($1, uuidv7(), $2, 2, uuidv7(), $3, $4, 1, 'nik', transaction_timestamp(), $3)", default,
                "dtks-" + mark, @checked, person, area + "041001");
        });
    }

    /// <summary>A second person who may be the first, and a decision that they are not.</summary>
    private async Task InDoubt(string area, string mark, string nik, Guid delivery, Guid person, Guid other, Guid pair, Guid decision)
    {
        using var cipher = new FieldCipher(registry.Ring, "review.compared");
        await registry.Database.In(Actor.System, async s =>
        {
            await s.Run("insert into registry.change (change_id, kind) values ($1, 'load')", default, pair);
            await s.Run("insert into registry.person (person_id, recorded_from, area, full_name, because) values ($1, transaction_timestamp(), $2, $3, $1)", default, other, area + "041001", "Warga " + mark + " II");
            await s.Run("insert into registry.record (source, record_key, delivery_id, row, content_hash, person_id, area, probability, matched_by, recorded_from, because) values ($1, $3, $2, 3, uuidv7(), $3, $4, 1, 'alone', transaction_timestamp(), $3)", default, "dtks-" + mark, delivery, other, area + "041001");
            await s.Run("""
                insert into registry.review_pair (pair_id, source_a, key_a, source_b, key_b, reason, weight, probability, evidence, compared, person_a, person_b, area_a, area_b, because)
                select $1, source, record_key, source, $2, 'in_doubt', 1, 0.6, '[["name","equal",3]]', $3, person_id, $2, area, area, $1 from registry.record where person_id = $4
                """, default, pair, other, cipher.Encrypt($$"""[{"full_name":"Warga {{mark}}","nik":"{{nik}}"},{"full_name":"Warga {{mark}} II"}]""", pair.ToByteArray(bigEndian: true)), person);
            await s.Run("insert into registry.review_decision (decision_id, kind, why, area, groups) values ($1, 'different', $2, $3, '[]')", default, decision, "Alasan " + mark, area);
            await s.Run("insert into registry.review_applied (decision_id, outcome) values ($1, 'nothing')", default, decision);
        });
    }

    /// <summary>Figures of both cities, as a merge keeps them: each with its source, and its person in a gap.</summary>
    private Task<object?> Figures() => registry.AsOwner($$"""
        insert into registry.change (change_id, kind) values ('{{Person}}', 'load');
        insert into registry.figure_set (change_id, sources, gaps) select '{{Person}}', jsonb_agg(jsonb_build_object('source', s, 'kind', 'welfare', 'extremePoverty', false, 'asOf', '2025-01-01', 'delivery', '{{Checked}}')), '{several_programmes}' from (values ('dtks-{{Here}}'), ('dtks-{{There}}')) as v(s);
        insert into registry.figure (area, kind, a, b, value, recorded_from, because) select left(v.area, l), k, case k when 'records' then v.source when 'gap' then 'several_programmes' else '' end, '', 7, transaction_timestamp(), '{{Person}}'
            from (values ('3672041001', 'dtks-{{Here}}'), ('3601041001', 'dtks-{{There}}')) as v(area, source), unnest(array['persons', 'records', 'gap']) k, unnest(array[4, 6, 10]) l;
        insert into registry.gap (gap, area, person_id, detail, recorded_from) values ('several_programmes', '3672041001', '{{Person}}', '', transaction_timestamp()), ('several_programmes', '3601041001', '{{PersonThere}}', '', transaction_timestamp());
        """);

    /// <summary>Two models and two rankings of a city: one that waits for a decision, one that holds.</summary>
    private async Task Rankings(string area, Guid person, Guid family, Guid[] runs, Guid[] models)
    {
        await registry.AsOwner($"update registry.person set family_id = '{family}' where person_id = '{person}'");
        foreach (var (model, i) in models.Select((m, i) => (m, i)))
        {
            var content = System.Text.Encoding.UTF8.GetBytes($$"""
                {"format":"satupintu-proxy-means-model","format_version":1,"outcome":"y","log":false,"by":null,"predictors":["family_size"],"groups":[],"all":{"group":"","n":{{area}}{{i}},"fallback":false,"r_squared":0.5,"sigma":1,"aic":null,"bic":null,
                "leave_one_out_mse":null,"cv_r_squared":null,"largest_leverage":null,"high_leverages":0,"smearing":1,"penalty":null,"terms":[{"term":"(Intercept)","predictor":"","level":null,"coefficient":9,"standard_error":null,"design_error":null,"vif":null,"mean":1},
                {"term":"family_size","predictor":"family_size","level":null,"coefficient":-1,"standard_error":null,"design_error":null,"vif":null,"mean":4}],"categories":[],"aside":[]} }
                """);
            await registry.Database.In(Actor.System, s => s.Run("""
                insert into registry.ranking_model (model_id, version, area, file_name, model, model_sha256, card, predictors) values ($1, registry.next_model_version(), $2, 'model.json', $3, sha256($3), $4, '[{"predictor":"family_size","variable":"family_size","levels":null,"asCode":false,"foreign":[]}]')
                """, default, model, area, content, Welfare.Rankings.RankingSamples.Card(content)));
            await registry.AsOwner($"insert into registry.ranking_model_state (model_id, number, state) values ('{model}', 1, 'draft'){(i == 0 ? $", ('{model}', 2, 'approved')" : "")}; update registry.ranking_model set uploaded_by = '{Target}' where model_id = '{model}'");
        }
        foreach (var (run, i) in runs.Select((r, i) => (r, i)))
            await registry.AsOwner($$"""
                insert into registry.ranking_run (run_id, model_id, area, as_of, known_at, unit, retransform, started_by) values ('{{run}}', '{{models[0]}}', '{{area}}', '2026-01-01', '2026-01-01Z', 'families', 'none', '{{Target}}');
                insert into registry.ranking_run_state (run_id, number, state, details) select '{{run}}', n, s, case s when 'done' then '{"families":1,"ranked":1,"persons":1,"withoutFamily":0,"lacking":{},"warnings":[],"seconds":1}'::jsonb when 'entered' then '{"change":"{{run}}","added":1,"changed":0,"ended":0}' else '{}' end
                    from unnest(array['waiting', 'running', 'done', 'approved', 'entered']) with ordinality u(s, n) where n <= {{(i == 0 ? 3 : 5)}};
                insert into registry.ranking_family (run_id, family_id, area, persons, members, inputs, model_group, predicted, rank, percentile, decile) values ('{{run}}', '{{family}}', '{{area}}041001', 1, array['{{person}}'::uuid], '["1"]', '', 8, 1, 1, 1);
                insert into registry.ranking_total (run_id, district, decile, families, persons) values ('{{run}}', '{{area}}04', 1, 1, 1);
                """);
    }

    private static Guid Id(int number) => Guid.Parse($"01990000-0000-7000-8000-0000000000{number:00}");
}
