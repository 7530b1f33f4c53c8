-- The golden records. Two times are kept: `valid`, when it was so, and `recorded`, when we knew it. What is believed now stands in one table,
-- what was believed before in the table beside it (`…_past`), which only grows. A view puts both together.

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
    born_valid daterange not null default '(,)',
    -- Other elements of the data standard by id, as text; none of them an identity number.
    elements jsonb not null default '{}',
    -- Where each value comes from: element to [delivery, row].
    origins jsonb not null default '{}',
    because uuid not null,
    primary key (person_id)
) partition by hash (person_id);

create table registry.person_past (
    like registry.person,
    recorded tstzrange not null,
    primary key (person_id, recorded without overlaps)
) partition by hash (person_id);

do $$ begin
    for i in 0..15 loop
        execute format('create table registry.person_%s partition of registry.person for values with (modulus 16, remainder %s)', i, i);
        execute format('create table registry.person_past_%s partition of registry.person_past for values with (modulus 16, remainder %s)', i, i);
    end loop;
end $$;
create index person_area on registry.person (area, person_id);
create index person_family on registry.person (family_id);
create index person_nik on registry.person (nik_index);
create index person_card on registry.person (card_index);
create index person_birth on registry.person (birth_date);
create index person_name on registry.person using gin (full_name gin_trgm_ops);

-- Where a person lived, with whom, and when; what was believed of it before stands in `living_past`.
create table registry.living (
    person_id uuid not null,
    valid daterange not null,
    recorded_from timestamptz not null,
    family_id uuid,
    area text not null,
    address text,
    because uuid not null,
    primary key (person_id, valid without overlaps)
);
create table registry.living_past (
    like registry.living,
    recorded tstzrange not null,
    exclude using gist (person_id with =, valid with &&, recorded with &&)
);

-- Who received what, when.
create table registry.participation (
    person_id uuid not null,
    programme text not null,
    valid daterange not null,
    recorded_from timestamptz not null,
    source text not null references registry.source,
    area text not null,
    because uuid not null,
    primary key (person_id, programme, source, valid without overlaps)
);
create table registry.participation_past (
    like registry.participation,
    recorded tstzrange not null,
    exclude using gist (person_id with =, programme with =, source with =, valid with &&, recorded with &&)
);

-- Welfare rank by source or own ranking.
create table registry.ranking (
    person_id uuid not null,
    ranking text not null,
    valid daterange not null,
    recorded_from timestamptz not null,
    decile smallint not null check (decile between 1 and 10),
    area text not null,
    because uuid not null,
    primary key (person_id, ranking, valid without overlaps)
);
create table registry.ranking_past (
    like registry.ranking,
    recorded tstzrange not null,
    exclude using gist (person_id with =, ranking with =, valid with &&, recorded with &&)
);

-- Which delivered row is which person.
create table registry.member_row (
    delivery_id uuid not null,
    row int not null,
    person_id uuid not null,
    probability real not null,
    matched_by text not null,
    recorded_from timestamptz not null,
    recorded_to timestamptz not null default 'infinity',
    primary key (delivery_id, row, recorded_from)
) partition by hash (delivery_id);
do $$ begin
    for i in 0..7 loop
        execute format('create table registry.member_row_%s partition of registry.member_row for values with (modulus 8, remainder %s)', i, i);
    end loop;
end $$;
create index member_row_person on registry.member_row (person_id);

-- Merges, splits and loads: why persons are as they are, with who and why; each can be undone by another. Insert only.
create table registry.change (
    change_id uuid primary key default uuidv7(),
    kind text not null check (kind in ('load', 'merge', 'split', 'correct', 'undo')),
    happened_at timestamptz not null default transaction_timestamp(),
    by uuid,
    why text,
    delivery_id uuid references registry.delivery,
    undoes uuid references registry.change,
    details jsonb not null default '{}'
);

do $$
declare t text;
begin
    foreach t in array array['person', 'person_past', 'living', 'living_past', 'participation', 'participation_past', 'ranking', 'ranking_past'] loop
        execute format('alter table registry.%I enable row level security', t);
        execute format('create policy in_area on registry.%I for all to satupintu_service using (area like any ((select access.areas())::text[]))', t);
        execute format('grant select on registry.%I to satupintu_service', t);
    end loop;
end $$;
alter table registry.member_row enable row level security;
create policy in_area on registry.member_row for all to satupintu_service using ((select access.roles()) && array['system'] or exists (select from registry.person p where p.person_id = member_row.person_id));
alter table registry.change enable row level security;
create policy seen on registry.change for select to satupintu_service using ((select access.who()) is not null or (select access.roles()) && array['system']);
create policy made on registry.change for insert to satupintu_service with check (by is not distinct from (select access.who()));
grant select, insert on registry.member_row, registry.change to satupintu_service;
-- What is believed now may give way, but only into the past: see supersede below.
create function registry.supersede() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
    if old.recorded_from < transaction_timestamp() then
        execute format('insert into registry.%I select ($1).*, tstzrange(($1).recorded_from, transaction_timestamp())', tg_argv[0]) using old;
    end if;
    if tg_op = 'UPDATE' then
        new.recorded_from := transaction_timestamp();
        return new;
    end if;
    return old;
end $$;
revoke all on function registry.supersede() from public;
do $$
declare t text;
begin
    foreach t in array array['person', 'living', 'participation', 'ranking'] loop
        execute format('create trigger %I_superseded before update or delete on registry.%I for each row execute function registry.supersede(%L)', t, t, t || '_past');
        execute format('grant insert, update, delete on registry.%I to satupintu_service', t);
    end loop;
end $$;

-- Persons as known at a moment.
create function registry.person_known(at timestamptz) returns setof registry.person
    language sql stable set search_path = pg_catalog as
$$
    select p.* from registry.person p where p.recorded_from <= at
    union all
    select p.person_id, p.recorded_from, p.area, p.family_id, p.full_name, p.birth_date, p.birth_place, p.sex, p.marital_status, p.relation, p.address,
        p.nik_index, p.nik_sealed, p.card_index, p.card_sealed, p.born_valid, p.elements, p.origins, p.because
    from registry.person_past p where p.recorded @> at
$$;
grant execute on function registry.person_known to satupintu_service;
