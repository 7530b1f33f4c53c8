-- Deliveries are checked, decided on and merged: records of the sources, and the persons made of them. Nothing could be loaded before this step, so
-- the tables of persons are made anew where their shape has changed.

-- A list whose columns have been recognised waits for somebody to look at them.
alter table registry.delivery_state drop constraint delivery_state_state_check;
alter table registry.delivery_state add constraint delivery_state_state_check
    check (state in ('received', 'recognised', 'mapped', 'checking', 'checked', 'accepted', 'linking', 'merged', 'returned', 'failed', 'withdrawn'));

-- Findings by rule, each time a delivery is checked: the number is that of its state 'checking'.
drop table registry.finding_count;
create table registry.finding_count (
    delivery_id uuid not null references registry.delivery,
    checking int not null,
    rule text not null,
    severity text not null,
    findings int not null,
    primary key (delivery_id, checking, rule)
);
alter table registry.finding_count enable row level security;
create policy seen on registry.finding_count for select to satupintu_service
    using ((select access.roles()) && array['system'] or exists (select from registry.delivery d where d.delivery_id = finding_count.delivery_id));
create policy made on registry.finding_count for insert to satupintu_service with check ((select access.roles()) && array['system']);
grant select, insert on registry.finding_count to satupintu_service;

-- The hash stands as a number of 16 bytes; the source's own id stands in the row itself and nowhere in the clear.
alter table registry.source_row drop column record_id, drop column content_hash;
alter table registry.source_row add column content_hash uuid not null;

drop function registry.person_known(timestamptz);
drop table registry.member_row, registry.person, registry.person_past, registry.living, registry.living_past, registry.participation, registry.participation_past,
    registry.ranking, registry.ranking_past;

-- A source's own record as it stands now: where its content came first, and whose it is. Rows that come again unchanged change nothing here.
create table registry.record (
    source text not null references registry.source,
    -- Keyed hash of the source's own id of the record, which may be an identity number.
    record_key uuid not null,
    delivery_id uuid not null,
    row int not null,
    content_hash uuid not null,
    -- Null for a row that is unusable.
    person_id uuid,
    -- The village or district that the record names; empty where it names none.
    area text not null,
    -- Of a NIK that may be compared between lists.
    nik_index bytea,
    probability real not null,
    matched_by text not null,
    recorded_from timestamptz not null,
    because uuid not null,
    primary key (source, record_key)
) partition by hash (record_key);
create table registry.record_past (like registry.record, recorded tstzrange not null) partition by hash (record_key);

-- A person as believed now. Persons stay; what they are called may change.
create table registry.person (
    person_id uuid not null,
    recorded_from timestamptz not null,
    -- The present area, for who may see the row.
    area text not null,
    family_id uuid,
    full_name text,
    birth_date date,
    birth_place text,
    sex text,
    marital_status text,
    relation text,
    address text,
    nik_index bytea,
    nik_sealed bytea,
    card_index bytea,
    card_sealed bytea,
    -- Other elements of the data standard by id, as text; none of them an identity number.
    elements jsonb not null default '{}',
    -- Where each value comes from: {"records": [[delivery, row], …], "of": {element: place in records}}; what is not named comes from the first.
    origins jsonb not null default '{}',
    -- Keyed hash of all this: tells whether a merge changed anything.
    content_hash uuid,
    because uuid not null,
    primary key (person_id)
) partition by hash (person_id);
create table registry.person_past (
    like registry.person,
    recorded tstzrange not null
) partition by hash (person_id);

do $$ begin
    for i in 0..15 loop
        execute format('create table registry.person_%s partition of registry.person for values with (modulus 16, remainder %s)', i, i);
        execute format('create table registry.person_past_%s partition of registry.person_past for values with (modulus 16, remainder %s)', i, i);
        execute format('create table registry.record_%s partition of registry.record for values with (modulus 16, remainder %s)', i, i);
        execute format('create table registry.record_past_%s partition of registry.record_past for values with (modulus 16, remainder %s)', i, i);
    end loop;
end $$;
create index person_past_person on registry.person_past (person_id);
create index record_person on registry.record (person_id);
create index record_past_person on registry.record_past (person_id);
create index person_area on registry.person (area, person_id);
create index person_family on registry.person (family_id);
create index person_nik on registry.person (nik_index);
create index person_card on registry.person (card_index);
create index person_name on registry.person using gin (full_name gin_trgm_ops);

-- Where a person lives, with whom and since when; who received what; who was ranked where. What is so to this day is one row a person, found by a
-- plain key, since a temporal key costs ten times as much when hundreds of thousands of rows come in; what was so before is kept apart by temporal
-- keys, and a trigger keeps both from overlapping. What was believed of either before stands in the table beside it (`…_past`), which only grows.
create table registry.living (
    person_id uuid not null,
    valid daterange not null,
    recorded_from timestamptz not null,
    family_id uuid,
    area text not null,
    address text,
    because uuid not null
) partition by list ((upper_inf(valid)));
create table registry.participation (
    person_id uuid not null,
    valid daterange not null,
    recorded_from timestamptz not null,
    programme text not null,
    source text not null,
    area text not null,
    because uuid not null
) partition by list ((upper_inf(valid)));
create table registry.ranking (
    person_id uuid not null,
    valid daterange not null,
    recorded_from timestamptz not null,
    ranking text not null,
    decile smallint not null check (decile between 1 and 10),
    area text not null,
    because uuid not null
) partition by list ((upper_inf(valid)));

-- What is believed now may give way, but only into the past: all rows of a statement at once, since row by row it would take most of the time of a merge.
drop function registry.supersede();
create function registry.stamp() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    new.recorded_from := transaction_timestamp();
    return new;
end $$;
create function registry.supersede() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
    execute format('insert into registry.%I select g.*, tstzrange(g.recorded_from, transaction_timestamp()) from gone g where g.recorded_from < transaction_timestamp()', tg_argv[0]);
    return null;
end $$;
revoke all on function registry.stamp(), registry.supersede() from public;

do $$
declare
    t text;
    about text;
    same text;
begin
    foreach t in array array['living', 'participation', 'ranking'] loop
        about := case t when 'living' then 'person_id' when 'participation' then 'person_id, programme, source' else 'person_id, ranking' end;
        same := case t when 'living' then '' when 'participation' then ' and a.programme = b.programme and a.source = b.source' else ' and a.ranking = b.ranking' end;
        execute format('create table registry.%1$I_now partition of registry.%1$I for values in (true)', t);
        execute format('alter table registry.%I_now add primary key (%s)', t, about);
        execute format('create table registry.%1$I_before partition of registry.%1$I for values in (false)', t);
        execute format('alter table registry.%I_before add primary key (%s, valid without overlaps)', t, about);
        execute format('create table registry.%1$I_past (like registry.%1$I, recorded tstzrange not null)', t);
        execute format('create index %1$I_past_person on registry.%1$I_past (person_id)', t);
        execute format($f$
            create function registry.%1$I_apart() returns trigger language plpgsql security definer set search_path = pg_catalog as $b$
            begin
                if exists (select from fresh a join registry.%1$I_before b on a.person_id = b.person_id%2$s and upper_inf(a.valid) and a.valid && b.valid)
                    or exists (select from fresh a join registry.%1$I_now b on a.person_id = b.person_id%2$s and not upper_inf(a.valid) and a.valid && b.valid) then
                    raise exclusion_violation using message = 'times overlap', table = '%1$s';
                end if;
                return null;
            end $b$ $f$, t, same);
        execute format('revoke all on function registry.%I_apart() from public', t);
        execute format('create trigger %1$I_apart after insert on registry.%1$I referencing new table as fresh for each statement execute function registry.%1$I_apart()', t);
    end loop;
    foreach t in array array['person', 'living', 'participation', 'ranking', 'record'] loop
        execute format('create trigger %I_stamped before update on registry.%I for each row execute function registry.stamp()', t, t);
        execute format('create trigger %I_updated after update on registry.%I referencing old table as gone for each statement execute function registry.supersede(%L)', t, t, t || '_past');
        execute format('create trigger %I_deleted after delete on registry.%I referencing old table as gone for each statement execute function registry.supersede(%L)', t, t, t || '_past');
    end loop;
    -- Who works on persons sees those of their areas; only the service itself writes them.
    foreach t in array array['person', 'person_past', 'living', 'living_past', 'participation', 'participation_past', 'ranking', 'ranking_past'] loop
        execute format('alter table registry.%I enable row level security', t);
        execute format('create policy in_area on registry.%I for select to satupintu_service using (area like any ((select access.areas(''coordinator'', ''steward'', ''social_officer'', ''village_operator'', ''verifier''))::text[]))', t);
        execute format('grant select on registry.%I to satupintu_service', t);
    end loop;
    foreach t in array array['person', 'living', 'participation', 'ranking'] loop
        execute format('create policy kept on registry.%I for all to satupintu_service using ((select access.roles()) && array[''system''])', t);
        execute format('grant insert, update, delete on registry.%I to satupintu_service', t);
    end loop;
end $$;
alter table registry.record enable row level security;
alter table registry.record_past enable row level security;
create policy in_area on registry.record for select to satupintu_service using (exists (select from registry.person p where p.person_id = record.person_id));
create policy in_area on registry.record_past for select to satupintu_service using (exists (select from registry.person p where p.person_id = record_past.person_id));
create policy kept on registry.record for all to satupintu_service using ((select access.roles()) && array['system']);
create policy kept on registry.record_past for select to satupintu_service using ((select access.roles()) && array['system']);
grant select, insert, update, delete on registry.record to satupintu_service;
grant select on registry.record_past to satupintu_service;

-- Persons as known at a moment.
create function registry.person_known(at timestamptz) returns setof registry.person
    language sql stable set search_path = pg_catalog as
$$
    select p.* from registry.person p where p.recorded_from <= at
    union all
    select p.person_id, p.recorded_from, p.area, p.family_id, p.full_name, p.birth_date, p.birth_place, p.sex, p.marital_status, p.relation, p.address,
        p.nik_index, p.nik_sealed, p.card_index, p.card_sealed, p.elements, p.origins, p.content_hash, p.because
    from registry.person_past p where p.recorded @> at
$$;
grant execute on function registry.person_known to satupintu_service;

-- The model by which all lists were last linked as a whole; small changes are linked by it.
create table registry.linkage_model (
    change_id uuid primary key references registry.change,
    records int not null,
    parameters jsonb not null
);
alter table registry.linkage_model enable row level security;
create policy kept on registry.linkage_model for all to satupintu_service using ((select access.roles()) && array['system']);
grant select, insert on registry.linkage_model to satupintu_service;

-- What each pair of sources shares, by district: different NIK that stand in both, and persons with records in both. As in the published tables, each counts in the
-- district where the first source has it (its first record with a known one), else where the second has it. Rows of the reader's areas only.
create function registry.overlap(source_a text, source_b text) returns table (district text, overlap_nik bigint, overlap_linked bigint)
    language sql stable set search_path = pg_catalog as
$$
    with stood as (
        select source, person_id, nik_index, left(area, 6) as area, delivery_id, row from registry.record where source in (source_a, source_b)
    ), niks as (
        select nik_index,
            coalesce((array_agg(area order by delivery_id, row) filter (where source = source_a and area <> ''))[1], case when bool_or(source = source_a) then '' end) as in_a,
            coalesce((array_agg(area order by delivery_id, row) filter (where source = source_b and area <> ''))[1], case when bool_or(source = source_b) then '' end) as in_b
        from stood where nik_index is not null group by nik_index
    ), persons as (
        select person_id,
            coalesce((array_agg(area order by delivery_id, row) filter (where source = source_a and area <> ''))[1], case when bool_or(source = source_a) then '' end) as in_a,
            coalesce((array_agg(area order by delivery_id, row) filter (where source = source_b and area <> ''))[1], case when bool_or(source = source_b) then '' end) as in_b
        from stood where person_id is not null group by person_id
    ), counted as (
        select coalesce(nullif(in_a, ''), in_b) as district, 1 as nik, 0 as linked from niks where in_a is not null and in_b is not null
        union all
        select coalesce(nullif(in_a, ''), in_b), 0, 1 from persons where in_a is not null and in_b is not null
    )
    select district, sum(nik), sum(linked) from counted group by district order by district
$$;
grant execute on function registry.overlap to satupintu_service;
