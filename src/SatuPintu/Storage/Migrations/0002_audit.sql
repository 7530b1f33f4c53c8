-- What happened, who did it and why: insert only, each entry bound to the one before it.
create table audit.entry (
    number bigint primary key,
    happened_at timestamptz not null,
    actor uuid,
    action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
    subject text,
    purpose text,
    details jsonb not null,
    previous bytea not null,
    hash bytea not null
);
create index entry_subject on audit.entry (subject, number);
create index entry_actor on audit.entry (actor, number);
create index entry_at on audit.entry using brin (happened_at);

-- The chain at some entry, signed by a key that is not in the database: who rewrites the chain cannot sign it again.
create table audit.seal (
    number bigint primary key references audit.entry,
    hash bytea not null,
    signature bytea not null,
    sealed_at timestamptz not null default clock_timestamp()
);

-- The bytes an entry is bound by. The length of each part stands before it, so that no two entries have the same bytes.
create function audit.bytes(previous bytea, number bigint, happened_at timestamptz, actor uuid, action text, subject text, purpose text, details jsonb) returns bytea
    language sql immutable set search_path = pg_catalog as
$$
    select previous || string_agg(case when part is null then '\xffffffff'::bytea else int4send(octet_length(convert_to(part, 'UTF8'))) || convert_to(part, 'UTF8') end, ''::bytea order by place)
    from unnest(array[number::text, (extract(epoch from happened_at) * 1000000)::bigint::text, actor::text, action, subject, purpose, details::text]) with ordinality parts(part, place)
$$;

-- Appends an entry in the name of whoever the context says; one at a time, in the order in which transactions end.
create function audit.append(action text, subject text, purpose text, details jsonb) returns bigint
    language plpgsql security definer set search_path = pg_catalog as $$
declare
    last record;
    entry audit.entry;
begin
    perform pg_advisory_xact_lock(7262);
    select e.number, e.hash into last from audit.entry e order by e.number desc limit 1;
    entry.number := coalesce(last.number, 0) + 1;
    entry.previous := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
    entry.happened_at := clock_timestamp();
    entry.actor := access.who();
    entry.action := action;
    entry.subject := subject;
    entry.purpose := purpose;
    entry.details := coalesce(details, '{}');
    entry.hash := sha256(audit.bytes(entry.previous, entry.number, entry.happened_at, entry.actor, entry.action, entry.subject, entry.purpose, entry.details));
    insert into audit.entry select entry.*;
    return entry.number;
end $$;

-- Not even its owner changes what was written, but by taking the trigger away first, which the chain shows.
create function audit.refuse() returns trigger language plpgsql as
$$ begin raise exception 'The audit log is insert-only.' using errcode = '42501'; end $$;
create trigger entry_stays before update or delete or truncate on audit.entry for each statement execute function audit.refuse();
create trigger seal_stays before update or delete or truncate on audit.seal for each statement execute function audit.refuse();

revoke all on function audit.bytes, audit.append, audit.refuse from public;
grant execute on function audit.append, audit.bytes to satupintu_service;
grant select on audit.entry, audit.seal to satupintu_service;
grant insert on audit.seal to satupintu_service;

alter table audit.entry enable row level security;
alter table audit.seal enable row level security;
create policy auditors on audit.entry for select to satupintu_service using ((select access.roles()) && array['auditor', 'administrator', 'system']);
create policy system_reads on audit.seal for select to satupintu_service using ((select access.roles()) && array['auditor', 'administrator', 'system']);
create policy system_seals on audit.seal for insert to satupintu_service with check ((select access.roles()) && array['system']);
