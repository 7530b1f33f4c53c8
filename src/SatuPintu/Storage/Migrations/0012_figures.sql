-- The dashboard reads figures that every change of the registry keeps, and never counts persons itself.

-- What gives way is kept by the names of its columns, so that a table may get another one and its past too.
create or replace function registry.supersede() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
    columns text;
begin
    select string_agg(format('%I', attname), ', ' order by attnum) into columns from pg_attribute where attrelid = tg_relid and attnum > 0 and not attisdropped;
    execute format('insert into registry.%I (%s, recorded) select %s, tstzrange(g.recorded_from, transaction_timestamp()) from gone g where g.recorded_from < transaction_timestamp()', tg_argv[0], columns, columns);
    return null;
end $$;

-- The decile that the record itself says: of a person who stands twice in a list, the lower one counts, whichever of them is kept.
alter table registry.record add column decile smallint check (decile between 1 and 10);
alter table registry.record_past add column decile smallint;
alter table registry.record disable trigger user;
update registry.record r set decile = k.decile from registry.ranking k where k.person_id = r.person_id and k.ranking = r.source and upper_inf(k.valid);
alter table registry.record enable trigger user;

-- How many there are of a kind in an area with all that lies below it: villages, districts, regencies, provinces, and the nation ('').
create table registry.figure (
    area text not null,
    kind text not null,
    -- What it is about: a source, a gap, a programme, a decile; two of them for what is shared.
    a text not null,
    b text not null,
    value bigint not null,
    recorded_from timestamptz not null,
    because uuid not null,
    primary key (area, kind, a, b)
);
create table registry.figure_past (like registry.figure, recorded tstzrange not null);
create index figure_past_of on registry.figure_past (area, kind);
create trigger figure_stamped before update on registry.figure for each row execute function registry.stamp();
create trigger figure_updated after update on registry.figure referencing old table as gone for each statement execute function registry.supersede('figure_past');
create trigger figure_deleted after delete on registry.figure referencing old table as gone for each statement execute function registry.supersede('figure_past');

-- The changes that kept figures, with the sources they were counted from and the gaps that could be told. Insert only.
create table registry.figure_set (
    change_id uuid primary key references registry.change,
    recorded_at timestamptz not null default transaction_timestamp(),
    sources jsonb not null,
    gaps text[] not null
);
create index figure_set_at on registry.figure_set (recorded_at);

-- The changes that no figures have been counted with; who counts takes them away first, so that one that comes meanwhile stays.
create table registry.figure_due (
    change_id uuid primary key references registry.change
);
create function registry.make_figures_due() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
    insert into registry.figure_due values (new.change_id);
    return null;
end $$;
create trigger figures_due after insert on registry.change for each row when (new.kind in ('load', 'correct', 'merge', 'split', 'undo')) execute function registry.make_figures_due();
insert into registry.figure_due select change_id from registry.change where kind = 'load' order by happened_at desc limit 1;

-- Who stands in a gap now, and since when we know it.
create table registry.gap (
    gap text not null,
    area text not null,
    person_id uuid not null,
    detail text not null,
    recorded_from timestamptz not null,
    primary key (gap, area, person_id)
);

-- Boundaries of areas for maps, as an administrator brought them; the newest stand.
create table registry.boundary (
    area text primary key,
    name text not null,
    -- A MultiPolygon of GeoJSON: coordinates alone, longitude before latitude.
    shape json not null,
    imported_at timestamptz not null default transaction_timestamp(),
    imported_by uuid
);

do $$
declare t text;
begin
    foreach t in array array['figure', 'figure_past', 'figure_set', 'figure_due', 'gap', 'boundary'] loop
        execute format('alter table registry.%I enable row level security', t);
        execute format('grant select on registry.%I to satupintu_service', t);
    end loop;
    -- Figures say nothing of one person; they are seen within the area by all who plan with them.
    foreach t in array array['figure', 'figure_past'] loop
        execute format($p$create policy in_area on registry.%I for select to satupintu_service using (area like any
            ((select access.areas('coordinator', 'steward', 'standards_authority', 'programme_owner', 'auditor', 'social_officer', 'village_operator'))::text[]))$p$, t);
    end loop;
end $$;
create policy kept on registry.figure for all to satupintu_service using ((select access.roles()) && array['system']);
create policy seen on registry.figure_set for select to satupintu_service using ((select access.who()) is not null or (select access.roles()) && array['system']);
create policy kept on registry.figure_set for insert to satupintu_service with check ((select access.roles()) && array['system']);
create policy seen on registry.figure_due for select to satupintu_service using ((select access.who()) is not null or (select access.roles()) && array['system']);
create policy counted on registry.figure_due for delete to satupintu_service using ((select access.roles()) && array['system']);
create policy in_area on registry.gap for select to satupintu_service using (area like any ((select access.areas('coordinator', 'steward', 'social_officer', 'village_operator'))::text[]));
create policy kept on registry.gap for all to satupintu_service using ((select access.roles()) && array['system']);
create policy seen on registry.boundary for select to satupintu_service using ((select access.who()) is not null or (select access.roles()) && array['system']);
create policy kept on registry.boundary for all to satupintu_service using (area like any ((select access.areas('administrator'))::text[]));
grant insert, update, delete on registry.figure, registry.gap, registry.boundary to satupintu_service;
grant insert on registry.figure_set to satupintu_service;
grant delete on registry.figure_due to satupintu_service;

-- Figures as they were known at a moment.
create function registry.figure_known(at timestamptz) returns setof registry.figure
    language sql stable set search_path = pg_catalog as
$$
    select f.* from registry.figure f where f.recorded_from <= at
    union all
    select p.area, p.kind, p.a, p.b, p.value, p.recorded_from, p.because from registry.figure_past p where p.recorded @> at
$$;
grant execute on function registry.figure_known to satupintu_service;
