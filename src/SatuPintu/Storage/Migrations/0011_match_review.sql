-- Pairs of records that look like one person and were not joined: what the linkage left to officers, what these say, and what is done about it.
create table registry.review_pair (
    -- Made of both records, so that a pair is known again whenever they are linked.
    pair_id uuid primary key,
    source_a text not null,
    key_a uuid not null,
    source_b text not null,
    key_b uuid not null,
    reason text not null check (reason in ('in_doubt', 'different_nik', 'shared_nik', 'contradiction')),
    -- In bits, and as a probability.
    weight real not null,
    probability real not null,
    -- What each comparison adds: [[field, level, bits], …]; no values.
    evidence jsonb not null,
    -- The values of both records that were compared, sealed.
    compared bytea not null,
    -- Whose the records are now, and where these live.
    person_a uuid,
    person_b uuid,
    area_a text not null default '',
    area_b text not null default '',
    -- What hangs on the answer, and how much.
    effects text[] not null default '{}',
    stakes smallint not null default 0,
    state text not null default 'open' check (state in ('open', 'second', 'disputed', 'visit', 'same', 'different')),
    -- Whether the question still stands: both records are there, and are two persons'.
    stands boolean not null default true,
    because uuid not null references registry.change,
    unique (source_a, key_a, source_b, key_b)
);
create index review_pair_queue on registry.review_pair (stakes desc, probability desc, pair_id) where stands;
create index review_pair_b on registry.review_pair (source_b, key_b);

-- What officers say of a pair, one after the other. Two that answer the same state cannot both be the next. Insert only.
create table registry.review_opinion (
    pair_id uuid not null references registry.review_pair,
    number int not null,
    -- `reopened` parts what was said before from what is said anew.
    verdict text not null check (verdict in ('same', 'different', 'unsure', 'visit', 'reopened')),
    by uuid references access.account,
    at timestamptz not null default clock_timestamp(),
    note text,
    primary key (pair_id, number)
);
create index review_opinion_at on registry.review_opinion (at);

-- Who has a pair before them: others are given the next one meanwhile.
create table registry.review_desk (
    pair_id uuid primary key references registry.review_pair,
    account uuid not null references access.account,
    until timestamptz not null
);

-- What was decided of which persons. Insert only; one is undone by another.
create table registry.review_decision (
    decision_id uuid primary key default uuidv7(),
    kind text not null check (kind in ('same', 'different', 'merge', 'split', 'undo')),
    pair_id uuid references registry.review_pair,
    undoes uuid unique references registry.review_decision,
    by uuid references access.account,
    at timestamptz not null default transaction_timestamp(),
    why text,
    area text not null,
    -- The records it is about, in groups, each one person's: [[[source, key], …], …].
    groups jsonb not null
);
-- What came of it. Insert only.
create table registry.review_applied (
    decision_id uuid primary key references registry.review_decision,
    at timestamptz not null default transaction_timestamp(),
    outcome text not null check (outcome in ('applied', 'nothing', 'failed')),
    change_id uuid references registry.change,
    -- Who had which records before: [{"person", "family", "records"}, …], to which it can be taken back.
    before jsonb not null default '[]',
    error text
);

-- What holds of pairs of records whatever the evidence says, and what the model learns from.
create table registry.verdict (
    verdict_id uuid primary key default uuidv7(),
    decision_id uuid not null references registry.review_decision,
    source_a text not null,
    key_a uuid not null,
    source_b text not null,
    key_b uuid not null,
    is_same boolean not null,
    ended_by uuid references registry.review_decision
);
create index verdict_a on registry.verdict (key_a);
create index verdict_b on registry.verdict (key_b);

do $$
declare
    t text;
    working constant text := '(select access.areas(''coordinator'', ''steward'', ''social_officer''))::text[]';
begin
    foreach t in array array['review_pair', 'review_opinion', 'review_desk', 'review_decision', 'review_applied', 'verdict'] loop
        execute format('alter table registry.%I enable row level security', t);
        execute format('create policy kept on registry.%I for all to satupintu_service using ((select access.roles()) && array[''system''])', t);
    end loop;
    -- A pair is before whoever works where both live.
    execute format('create policy seen on registry.review_pair for select to satupintu_service using (area_a like any (%1$s) and area_b like any (%1$s))', working);
    execute format('create policy judged on registry.review_pair for update to satupintu_service using (area_a like any (%1$s) and area_b like any (%1$s))', working);
    execute format('create policy seen on registry.review_decision for select to satupintu_service using (area like any (%1$s))', working);
    execute format('create policy made on registry.review_decision for insert to satupintu_service with check (area like any (%1$s) and by = (select access.who()))', working);
end $$;
create policy seen on registry.review_opinion for select to satupintu_service using (exists (select from registry.review_pair p where p.pair_id = review_opinion.pair_id));
create policy made on registry.review_opinion for insert to satupintu_service with check (by = (select access.who()) and exists (select from registry.review_pair p where p.pair_id = review_opinion.pair_id));
create policy seen on registry.review_desk for all to satupintu_service using (exists (select from registry.review_pair p where p.pair_id = review_desk.pair_id));
create policy seen on registry.review_applied for select to satupintu_service using (exists (select from registry.review_decision d where d.decision_id = review_applied.decision_id));
create policy made on registry.review_applied for insert to satupintu_service with check (exists (select from registry.review_decision d where d.decision_id = review_applied.decision_id and d.by = (select access.who())));
create policy seen on registry.verdict for all to satupintu_service using (exists (select from registry.review_decision d where d.decision_id = verdict.decision_id));
grant select, insert, update on registry.review_pair, registry.verdict to satupintu_service;
grant select, insert, update, delete on registry.review_desk to satupintu_service;
grant select, insert on registry.review_opinion, registry.review_decision, registry.review_applied to satupintu_service;

-- What officers decide the service does for them, in their name.
drop policy made on registry.change;
create policy made on registry.change for insert to satupintu_service with check (by is not distinct from (select access.who()) or (select access.roles()) && array['system']);

-- Whose the records of the standing pairs are now, where these live, and what hangs on the answer: a programme that would be received twice,
-- one of the poorest who receives nothing while the other receives.
create function registry.refresh_review_pairs() returns void language sql set search_path = pg_catalog as
$$
    with now as (
        select p.pair_id, a.person_id as person_a, b.person_id as person_b, coalesce(pa.area, '') as area_a, coalesce(pb.area, '') as area_b,
            array_remove(array[
                case when exists (select from registry.participation x join registry.participation y using (programme) where x.person_id = a.person_id and y.person_id = b.person_id and upper_inf(x.valid) and upper_inf(y.valid)) then 'double_aid' end,
                case when (poor.a <= 2 and not aid.a and aid.b) or (poor.b <= 2 and not aid.b and aid.a) then 'covers_gap' end,
                case when p.reason = 'different_nik' then 'different_nik' end,
                case when pa.family_id is distinct from pb.family_id then 'two_families' end], null) as effects,
            aid.a or aid.b as aided
        from registry.review_pair p
        left join registry.record a on a.source = p.source_a and a.record_key = p.key_a
        left join registry.record b on b.source = p.source_b and b.record_key = p.key_b
        left join registry.person pa on pa.person_id = a.person_id
        left join registry.person pb on pb.person_id = b.person_id
        cross join lateral (select exists (select from registry.participation x where x.person_id = a.person_id and upper_inf(x.valid)) as a, exists (select from registry.participation x where x.person_id = b.person_id and upper_inf(x.valid)) as b) aid
        cross join lateral (select (select min(x.decile) from registry.ranking x where x.person_id = a.person_id and upper_inf(x.valid)) as a, (select min(x.decile) from registry.ranking x where x.person_id = b.person_id and upper_inf(x.valid)) as b) poor
        where p.stands
    )
    update registry.review_pair p set person_a = n.person_a, person_b = n.person_b, area_a = n.area_a, area_b = n.area_b, effects = n.effects,
        stakes = case when 'double_aid' = any (n.effects) then 4 else 0 end + case when 'covers_gap' = any (n.effects) then 3 else 0 end + case when n.aided then 1 else 0 end + case when 'two_families' = any (n.effects) then 0 else 1 end,
        stands = n.person_a is not null and n.person_b is not null and n.person_a <> n.person_b
    from now n where p.pair_id = n.pair_id
        and (p.person_a, p.person_b, p.area_a, p.area_b, p.effects) is distinct from (n.person_a, n.person_b, n.area_a, n.area_b, n.effects)
$$;
grant execute on function registry.refresh_review_pairs to satupintu_service;

-- What a colleague is called, to whoever works in the registry.
create function access.called(uuid) returns text
    language sql stable security definer set search_path = pg_catalog as
$$ select display_name from access.account where account_id = $1 and access.context() is not null $$;
revoke all on function access.called from public;
grant execute on function access.called to satupintu_service;
