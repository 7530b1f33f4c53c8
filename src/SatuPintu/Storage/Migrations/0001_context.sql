-- Who is asking. The service signs for every transaction whom it acts for; the database checks the signature and no role can forge it, so that
-- not even SQL typed under the service's role crosses an area with somebody else's settings.
create extension if not exists pgcrypto;
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

revoke all on schema public from public;

create schema access;
create schema registry;
create schema audit;
grant usage on schema access, registry, audit to satupintu_service;

-- The key stands here for checking only; the service has its own copy outside the database. One row.
create table access.context_key (
    one boolean primary key default true check (one),
    key bytea not null check (octet_length(key) = 32),
    -- The key ring that this database belongs to: with another one its sealed values could not be read.
    ring uuid not null
);

-- What the signed setting of this transaction says, or null where there is none that holds: it is bound to this connection and to a minute.
create function access.context() returns jsonb
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    setting text := current_setting('satupintu.context', true);
    body text;
    said jsonb;
begin
    if setting is null or setting = '' then return null; end if;
    body := split_part(setting, '.', 1);
    if encode(public.hmac(convert_to(body, 'UTF8'), (select key from access.context_key), 'sha256'), 'hex') <> split_part(setting, '.', 2) then return null; end if;
    said := convert_from(decode(body, 'base64'), 'UTF8')::jsonb;
    if (said->>'pid')::int <> pg_backend_pid() or (said->>'until')::bigint < extract(epoch from transaction_timestamp()) then return null; end if;
    return said;
exception when others then
    return null;
end $$;

-- The areas of whoever asks, as patterns for LIKE; none without a context. The nation is '%'.
create function access.areas() returns text[]
    language sql stable security definer set search_path = pg_catalog as
$$ select coalesce((select array_agg(area || '%') from jsonb_array_elements_text(access.context()->'areas') area), '{}') $$;

-- The agencies of whoever asks, by code; '*' for all.
create function access.agencies() returns text[]
    language sql stable security definer set search_path = pg_catalog as
$$ select coalesce((select array_agg(agency) from jsonb_array_elements_text(access.context()->'agencies') agency), '{}') $$;

create function access.roles() returns text[]
    language sql stable security definer set search_path = pg_catalog as
$$ select coalesce((select array_agg(role) from jsonb_array_elements_text(access.context()->'roles') role), '{}') $$;

-- The user, or null for the service itself.
create function access.who() returns uuid
    language sql stable security definer set search_path = pg_catalog as
$$ select (access.context()->>'user')::uuid $$;

revoke all on function access.context(), access.areas(), access.agencies(), access.roles(), access.who() from public;
grant execute on function access.areas(), access.agencies(), access.roles(), access.who() to satupintu_service;
