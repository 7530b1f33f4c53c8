-- Who delivers what: agencies, their sources, and each delivery with its rows as they came.
create table registry.agency (
    agency text primary key check (agency ~ '^[a-z0-9][a-z0-9_-]*$'),
    name text not null,
    retired_at timestamptz
);

create table registry.source (
    source text primary key check (source ~ '^[a-z0-9][a-z0-9_-]*$'),
    agency text not null references registry.agency,
    title text not null,
    area text not null default '' check (area ~ '^(\d{2}|\d{4}|\d{6}|\d{10})?$'),
    -- The definition of the source: headings, codes, dates; as `--mapping` takes it.
    definition jsonb not null,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default transaction_timestamp()
);

create table registry.delivery (
    delivery_id uuid primary key default uuidv7(),
    source text not null references registry.source,
    agency text not null references registry.agency,
    area text not null,
    file_name text not null,
    file_bytes bigint not null,
    file_sha256 bytea not null,
    as_of date not null,
    delivered_by uuid references access.account,
    delivered_at timestamptz not null default transaction_timestamp(),
    -- The same file twice is one delivery.
    unique (source, file_sha256)
);

-- The states a delivery has been in; the last is the present one. Insert only.
create table registry.delivery_state (
    delivery_id uuid not null references registry.delivery,
    number int not null,
    state text not null check (state in ('uploading', 'received', 'mapped', 'checking', 'checked', 'accepted', 'linking', 'merged', 'returned', 'failed', 'withdrawn')),
    happened_at timestamptz not null default clock_timestamp(),
    by uuid references access.account,
    note text,
    details jsonb not null default '{}',
    primary key (delivery_id, number)
);

-- Rows as delivered, sealed: whatever column an identity number hides in, none stands here in the clear.
create table registry.source_row (
    delivery_id uuid not null,
    row int not null,
    record_id text,
    content_hash bytea not null,
    sealed bytea not null,
    primary key (delivery_id, row)
) partition by hash (delivery_id);
do $$ begin
    for i in 0..7 loop
        execute format('create table registry.source_row_%s partition of registry.source_row for values with (modulus 8, remainder %s)', i, i);
    end loop;
end $$;

create table registry.finding_count (
    delivery_id uuid not null references registry.delivery,
    rule text not null,
    severity text not null,
    rows int not null,
    primary key (delivery_id, rule)
);

alter table registry.source enable row level security;
alter table registry.delivery enable row level security;
alter table registry.delivery_state enable row level security;
alter table registry.source_row enable row level security;
alter table registry.finding_count enable row level security;
-- An agency sees its own; who is bound to all agencies sees what lies in the areas.
create policy seen on registry.source for select to satupintu_service
    using (agency = any ((select access.agencies())::text[]) or '*' = any ((select access.agencies())::text[]) and (area = '' or area like any ((select access.areas())::text[])));
create policy kept on registry.source for all to satupintu_service using ((select access.roles()) && array['administrator', 'steward', 'system'] and '*' = any ((select access.agencies())::text[]));
create policy seen on registry.delivery for all to satupintu_service
    using ((agency = any ((select access.agencies())::text[]) or '*' = any ((select access.agencies())::text[])) and area like any ((select access.areas())::text[]));
create policy seen on registry.delivery_state for all to satupintu_service using (exists (select from registry.delivery d where d.delivery_id = delivery_state.delivery_id));
create policy seen on registry.source_row for all to satupintu_service using (exists (select from registry.delivery d where d.delivery_id = source_row.delivery_id));
create policy seen on registry.finding_count for all to satupintu_service using (exists (select from registry.delivery d where d.delivery_id = finding_count.delivery_id));

grant select on registry.agency, registry.source, registry.delivery, registry.delivery_state, registry.source_row, registry.finding_count to satupintu_service;
grant insert on registry.agency, registry.source, registry.delivery, registry.delivery_state, registry.source_row, registry.finding_count to satupintu_service;
grant update on registry.agency, registry.source to satupintu_service;
