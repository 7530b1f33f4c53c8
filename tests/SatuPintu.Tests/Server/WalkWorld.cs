using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Tokens;
using SatuPintu.Storage.Keys;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>Two agencies in two cities, each with a source, deliveries, a person and somebody to administer; and all who ask.</summary>
internal sealed class WalkWorld(TestRegistry registry)
{
    /// <summary>What tells of the city that is asked for, and what of the other.</summary>
    public const string Here = "kerbau", There = "gajah", NikHere = "3672041505800003", NikThere = "3601041505800004";

    public static readonly Guid Checked = Id(1), Failed = Id(2), Person = Id(3), Upload = Id(4), Family = Id(5), Ranking = Id(6), EnteredRanking = Id(7), ApprovedModel = Id(8), DraftModel = Id(9);
    private static readonly Guid CheckedThere = Id(11), FailedThere = Id(12), PersonThere = Id(13);

    public Guid Target { get; private set; }

    public Guid TargetSession { get; private set; }

    public Guid TargetToken { get; private set; }

    /// <summary>What nobody may be told who works elsewhere.</summary>
    public static IEnumerable<string> Told(bool ofHere, bool withIds) => ofHere
        ? [Here, NikHere, .. withIds ? new[] { Checked, Failed, Person }.Select(i => i.ToString()) : []]
        : [There, NikThere, .. withIds ? new[] { CheckedThere, FailedThere, PersonThere }.Select(i => i.ToString()) : []];

    public async Task Make()
    {
        await registry.AsOwner("""
            insert into registry.agency (agency, name) values ('dinsos', 'Dinas Sosial'), ('dinkes', 'Dinas Kesehatan');
            """);
        await City("dinsos", "3672", Here, NikHere, Checked, Failed, Person);
        await City("dinkes", "3601", There, NikThere, CheckedThere, FailedThere, PersonThere);
        Target = await Account("sasaran", new HeldRole("verifier", "3672", "dinsos"));
        await Rankings("3672", Person, Family, [Ranking, EnteredRanking], [ApprovedModel, DraftModel]);
        await Rankings("3601", PersonThere, Id(15), [Id(16), Id(17)], [Id(18), Id(19)]);
        TargetSession = Guid.ParseExact((await SignedIn(Target)).Split('.')[0], "n");
        TargetToken = (await MakeToken.Run(registry.Database, new Actor(Target, new Grant("verifier", "dinsos", "3672")), new MakeTokenCommand("skrip", ["persons:read"], 1))).Id;
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
        update access.session set revoked_at = null where session_id = '{{TargetSession}}' and revoked_at is not null;
        update access.api_token set revoked_at = null where token_id = '{{TargetToken}}' and revoked_at is not null;
        """);

    /// <summary>All that a refused request must leave as it is.</summary>
    public async Task<string> Fingerprint() => (string)(await registry.AsOwner($"""
        select md5(concat((select string_agg(t::text, '' order by delivery_id, number) from registry.delivery_state t), (select string_agg(t::text, '' order by delivery_id) from registry.delivery t),
            (select string_agg(t::text, '' order by source) from registry.source t), (select string_agg(t::text, '' order by agency) from registry.agency t), (select string_agg(upload_id::text, '' order by upload_id) from registry.upload),
            (select string_agg(concat(user_name, security_stamp, disabled, locked_until, display_name, email, password_hash), '' order by user_name) from access.account where account_id = '{Target}' or user_name = 'baru'),
            (select string_agg(concat(role, area, agency, held), '' order by role) from access.grant_of where account_id = '{Target}'), (select revoked_at from access.session where session_id = '{TargetSession}'),
            (select revoked_at from access.api_token where token_id = '{TargetToken}'), (select count(*) from access.passkey),
            (select count(*) from registry.ranking_run_state), (select count(*) from registry.ranking_model_state), (select count(*) from registry.ranking_quota), (select count(*) from registry.person)))
        """))!;

    private async Task City(string agency, string area, string mark, string nik, Guid @checked, Guid failed, Guid person)
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
            await s.Run("insert into registry.person (person_id, recorded_from, area, full_name, nik_index, nik_sealed, because) values ($1, transaction_timestamp(), $2, $3, $4, $5, $1)", default,
                person, area + "041001", "Warga " + mark, index.OfNumber(nik)!.Value.Hash, cipher.Encrypt(nik, person.ToByteArray(bigEndian: true)));
            foreach (var table in new[] { "living (person_id, valid, recorded_from, area, address, because) values ($1, '[2025-01-01,)', transaction_timestamp(), $2, $3, $1)",
                "participation (person_id, valid, recorded_from, area, programme, source, because) values ($1, '[2025-01-01,)', transaction_timestamp(), $2, 'pkh', $3, $1)" })
                await s.Run("insert into registry." + table, default, person, area + "041001", "dtks-" + mark);
            await s.Run("insert into registry.record (source, record_key, delivery_id, row, content_hash, person_id, area, probability, matched_by, recorded_from, because) values ($1, uuidv7(), $2, 2, uuidv7(), $3, $4, 1, 'nik', transaction_timestamp(), $3)", default,
                "dtks-" + mark, @checked, person, area + "041001");
        });
    }

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
