-- Welfare rankings: versions of models, runs on a day with what went in and what came out, places by village. Nothing of it is ever changed; states are added.

-- A model as it was uploaded, with its card. It says nothing of persons.
create table registry.ranking_model (
    model_id uuid primary key default uuidv7(),
    version int not null unique check (version > 0),
    -- Where it may be used: an area with all below it; empty for the nation.
    area text not null check (area ~ '^(\d{2}|\d{4})?$'),
    file_name text not null,
    model bytea not null,
    model_sha256 bytea not null unique check (octet_length(model_sha256) = 32),
    card bytea not null,
    -- For each predictor what of a family it is, and how its levels are called there.
    predictors jsonb not null,
    uploaded_by uuid references access.account,
    uploaded_at timestamptz not null default transaction_timestamp()
);
-- Numbers count over all versions, those too that whoever uploads does not see.
create function registry.next_model_version() returns int
    language sql stable security definer set search_path = pg_catalog as
$$ select coalesce(max(version), 0) + 1 from registry.ranking_model $$;
revoke all on function registry.next_model_version() from public;
grant execute on function registry.next_model_version() to satupintu_service;
create table registry.ranking_model_state (
    model_id uuid not null references registry.ranking_model,
    number int not null,
    state text not null check (state in ('draft', 'approved', 'retired')),
    happened_at timestamptz not null default clock_timestamp(),
    by uuid references access.account,
    note text,
    primary key (model_id, number)
);

-- A ranking of the families of a regency.
create table registry.ranking_run (
    run_id uuid primary key default uuidv7(),
    model_id uuid not null references registry.ranking_model,
    area text not null check (area ~ '^\d{4}$'),
    as_of date not null,
    -- What was known of the families at this moment goes in; the same moment gives the same ranking again.
    known_at timestamptz not null,
    unit text not null check (unit in ('families', 'persons')),
    retransform text not null check (retransform in ('none', 'smearing', 'lognormal')),
    repeats uuid references registry.ranking_run,
    started_by uuid references access.account,
    started_at timestamptz not null default transaction_timestamp()
);
create index ranking_run_area on registry.ranking_run (area, started_at);
create table registry.ranking_run_state (
    run_id uuid not null references registry.ranking_run,
    number int not null,
    state text not null check (state in ('waiting', 'running', 'done', 'failed', 'approved', 'rejected', 'entered', 'superseded')),
    happened_at timestamptz not null default clock_timestamp(),
    by uuid references access.account,
    note text,
    details jsonb not null default '{}',
    primary key (run_id, number)
);

-- A family in a run: the values that went in, free of names, numbers and addresses, and what came out. Without a score the reason stands instead.
create table registry.ranking_family (
    run_id uuid not null,
    family_id uuid not null,
    area text not null,
    persons int not null check (persons > 0),
    members uuid[] not null,
    -- In the order of the run's predictors; null where nothing is known.
    inputs json not null,
    -- The group whose model counted; empty for the model of all.
    model_group text not null,
    predicted double precision,
    rank int,
    percentile smallint check (percentile between 1 and 100),
    decile smallint check (decile between 1 and 10),
    -- Predictors that were needed and not known.
    lacking text[] not null default '{}',
    primary key (run_id, family_id),
    check ((predicted is null) = (rank is null) and (rank is null) = (decile is null) and (rank is null) = (percentile is null) and (rank is null) = (cardinality(lacking) > 0))
) partition by hash (run_id);
do $$ begin
    for i in 0..7 loop
        execute format('create table registry.ranking_family_%s partition of registry.ranking_family for values with (modulus 8, remainder %s)', i, i);
    end loop;
end $$;
create index ranking_family_place on registry.ranking_family (run_id, area, rank);
create index ranking_family_family on registry.ranking_family (family_id);

-- Counted when the run was done, for those who see no families: decile 0 has no score.
create table registry.ranking_total (
    run_id uuid not null references registry.ranking_run,
    district text not null,
    decile smallint not null check (decile between 0 and 10),
    families int not null,
    persons int not null,
    primary key (run_id, district, decile)
);

-- Places shared out over the villages of a run.
create table registry.ranking_quota (
    quota_id uuid primary key default uuidv7(),
    run_id uuid not null references registry.ranking_run,
    share double precision not null check (share > 0 and share < 1),
    places int not null,
    -- The map by which they were shared; null where the ranking itself says how many of a village are among the poorest of the regency.
    map_name text,
    map_sha256 bytea check (octet_length(map_sha256) = 32),
    made_by uuid references access.account,
    made_at timestamptz not null default transaction_timestamp()
);
create index ranking_quota_run on registry.ranking_quota (run_id);
create table registry.ranking_quota_area (
    quota_id uuid not null references registry.ranking_quota,
    area text not null,
    families int not null,
    headcount double precision,
    places int not null check (places between 0 and families),
    error double precision,
    -- Who of the village has at most this rank is within; 0 for nobody.
    last_rank int not null,
    primary key (quota_id, area)
);

do $$
declare t text;
begin
    foreach t in array array['ranking_model', 'ranking_model_state', 'ranking_run', 'ranking_run_state', 'ranking_family', 'ranking_total', 'ranking_quota', 'ranking_quota_area'] loop
        execute format('alter table registry.%I enable row level security', t);
        execute format('grant select, insert on registry.%I to satupintu_service', t);
    end loop;
end $$;

-- Models: seen wherever they may be used, kept where they are kept for. Whoever uploaded one does not approve it.
create policy seen on registry.ranking_model for select to satupintu_service
    using (exists (select from jsonb_array_elements((select access.held('steward', 'coordinator', 'standards_authority', 'auditor', 'social_officer', 'village_operator', 'verifier'))) g where starts_with(area, g->>'area') or starts_with(g->>'area', area)));
create policy made on registry.ranking_model for insert to satupintu_service
    with check (area like any ((select access.areas('steward', 'standards_authority'))::text[]) and uploaded_by is not distinct from (select access.who()));
create policy seen on registry.ranking_model_state for select to satupintu_service using (exists (select from registry.ranking_model m where m.model_id = ranking_model_state.model_id));
create policy made on registry.ranking_model_state for insert to satupintu_service with check (by is not distinct from (select access.who())
    and exists (select from registry.ranking_model m where m.model_id = ranking_model_state.model_id
        and case state when 'draft' then number = 1 and m.uploaded_by is not distinct from (select access.who())
            when 'approved' then m.uploaded_by <> (select access.who()) and m.area like any ((select access.areas('standards_authority'))::text[])
            else m.area like any ((select access.areas('standards_authority'))::text[]) end));

-- Runs: by area. The service works on them; people start and decide, and nobody decides on a run of their own.
create policy seen on registry.ranking_run for select to satupintu_service
    using (area like any ((select access.areas('steward', 'coordinator', 'standards_authority', 'auditor'))::text[])
        -- Who works with families there sees what their deciles come from.
        or (select access.roles()) && array['social_officer', 'village_operator', 'verifier']
            and exists (select from jsonb_array_elements((select access.held('social_officer', 'village_operator', 'verifier'))) g where starts_with(area, g->>'area') or starts_with(g->>'area', area)));
create policy made on registry.ranking_run for insert to satupintu_service
    with check (area like any ((select access.areas('steward'))::text[]) and started_by is not distinct from (select access.who()));
create policy seen on registry.ranking_run_state for select to satupintu_service using (exists (select from registry.ranking_run r where r.run_id = ranking_run_state.run_id));
create policy made on registry.ranking_run_state for insert to satupintu_service with check (by is not distinct from (select access.who())
    and ((select access.roles()) && array['system']
        or exists (select from registry.ranking_run r where r.run_id = ranking_run_state.run_id
            and case state when 'waiting' then number = 1 and r.started_by = (select access.who())
                when 'approved' then r.started_by is distinct from (select access.who()) and r.area like any ((select access.areas('coordinator', 'standards_authority'))::text[])
                when 'rejected' then r.area like any ((select access.areas('coordinator', 'standards_authority'))::text[]) else false end)));

-- Families in a run: as persons are seen.
create policy in_area on registry.ranking_family for select to satupintu_service
    using (area like any ((select access.areas('coordinator', 'steward', 'social_officer', 'village_operator', 'verifier'))::text[]));
create policy made on registry.ranking_family for insert to satupintu_service with check ((select access.roles()) && array['system']);

create policy seen on registry.ranking_total for select to satupintu_service
    using (exists (select from registry.ranking_run r where r.run_id = ranking_total.run_id and r.area like any ((select access.areas('steward', 'coordinator', 'standards_authority', 'auditor'))::text[])));
create policy made on registry.ranking_total for insert to satupintu_service with check ((select access.roles()) && array['system']);

create policy seen on registry.ranking_quota for select to satupintu_service using (exists (select from registry.ranking_run r where r.run_id = ranking_quota.run_id));
create policy made on registry.ranking_quota for insert to satupintu_service with check (made_by is not distinct from (select access.who())
    and exists (select from registry.ranking_run r where r.run_id = ranking_quota.run_id and r.area like any ((select access.areas('steward', 'coordinator'))::text[])));
create policy seen on registry.ranking_quota_area for select to satupintu_service
    using (area like any ((select access.areas('steward', 'coordinator', 'standards_authority', 'auditor', 'social_officer', 'village_operator', 'verifier'))::text[]));
create policy made on registry.ranking_quota_area for insert to satupintu_service
    with check (exists (select from registry.ranking_quota q join registry.ranking_run r using (run_id) where q.quota_id = ranking_quota_area.quota_id and r.area like any ((select access.areas('steward', 'coordinator'))::text[])));

-- Deciles that an approved ranking enters are a change of the registry, beside the kinds that there are already.
do $$
declare kinds text;
begin
    select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conrelid = 'registry.change'::regclass and conname = 'change_kind_check';
    execute format('alter table registry.change drop constraint change_kind_check, add constraint change_kind_check %s', replace(kinds, 'ARRAY[', 'ARRAY[''rank''::text, '));
end $$;

-- The own ranking stands beside those of the sources under a name that no source has.
alter table registry.source add constraint source_is_not_own check (source <> 'satupintu');
