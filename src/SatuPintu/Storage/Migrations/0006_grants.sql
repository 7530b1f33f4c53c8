-- Roles, agencies and areas are kept together as they were given: whoever holds one role here and another there does not hold both in both places.

drop policy seen on registry.source;
drop policy kept on registry.source;
drop policy seen on registry.delivery;
drop policy seen on registry.delivery_state;
drop policy seen on registry.source_row;
drop policy seen on registry.finding_count;
do $$
declare t text;
begin
    foreach t in array array['person', 'person_past', 'living', 'living_past', 'participation', 'participation_past', 'ranking', 'ranking_past'] loop
        execute format('drop policy in_area on registry.%I', t);
    end loop;
end $$;
drop function access.areas();
drop function access.agencies();

-- What whoever asks holds of some roles, as the context says it: an array of {role, agency, area}. The system counts as every role.
create function access.held(variadic roles text[]) returns jsonb
    language sql stable security definer set search_path = pg_catalog as
$$ select coalesce((select jsonb_agg(g) from jsonb_array_elements(access.context()->'grants') g where g->>'role' = any (roles) or g->>'role' = 'system'), '[]') $$;

-- Whether one of them is for an agency ('*' for all) and an area (it covers what lies below it).
create function access.covers(held jsonb, agency text, area text) returns boolean
    language sql immutable parallel safe set search_path = pg_catalog as
$$ select exists (select from jsonb_array_elements(held) g where g->>'agency' in ('*', agency) and starts_with(area, g->>'area')) $$;

-- Both in one, for tables of few rows; a policy on a large one asks for `access.held` once a statement.
create function access.holds(agency text, area text, variadic roles text[]) returns boolean
    language sql stable security definer set search_path = pg_catalog as
$$ select access.covers(access.held(variadic roles), agency, area) $$;

-- The areas in which some roles are held, as patterns for LIKE; none without a context. The nation is '%'.
create function access.areas(variadic roles text[]) returns text[]
    language sql stable security definer set search_path = pg_catalog as
$$ select coalesce((select array_agg(distinct (g->>'area') || '%') from jsonb_array_elements(access.held(variadic roles)) g), '{}') $$;

create or replace function access.roles() returns text[]
    language sql stable security definer set search_path = pg_catalog as
$$ select coalesce((select array_agg(distinct g->>'role') from jsonb_array_elements(access.context()->'grants') g), '{}') $$;

revoke all on function access.held, access.covers, access.holds, access.areas from public;
grant execute on function access.held, access.covers, access.holds, access.areas to satupintu_service;

-- Persons: by area, for the roles that work with persons.
do $$
declare t text;
begin
    foreach t in array array['person', 'person_past', 'living', 'living_past', 'participation', 'participation_past', 'ranking', 'ranking_past'] loop
        execute format($policy$create policy in_area on registry.%I for all to satupintu_service
            using (area like any ((select access.areas('coordinator', 'steward', 'social_officer', 'village_operator', 'verifier'))::text[]))$policy$, t);
    end loop;
end $$;

-- Agencies are known to all and kept by few.
alter table registry.agency enable row level security;
create policy seen on registry.agency for select to satupintu_service using (true);
create policy kept on registry.agency for all to satupintu_service using ((select access.roles()) && array['administrator', 'steward', 'system']);

-- Sources and deliveries: by agency and area together. A source that is bound to no area is seen by whoever holds its agency; it says nothing of persons.
create policy seen on registry.source for select to satupintu_service
    using (access.covers((select access.held('producer', 'steward', 'coordinator', 'standards_authority', 'auditor', 'administrator')), agency, area)
        or area = '' and exists (select from jsonb_array_elements((select access.held('producer', 'steward', 'coordinator', 'standards_authority', 'auditor', 'administrator'))) g where g->>'agency' in ('*', agency)));
create policy added on registry.source for insert to satupintu_service with check (access.covers((select access.held('steward', 'administrator')), agency, area));
create policy changed on registry.source for update to satupintu_service using (access.covers((select access.held('steward', 'administrator', 'standards_authority')), agency, area));
create policy seen on registry.delivery for select to satupintu_service
    using (access.covers((select access.held('producer', 'steward', 'coordinator', 'standards_authority', 'auditor', 'administrator')), agency, area));
create policy made on registry.delivery for insert to satupintu_service with check (access.covers((select access.held('producer', 'steward')), agency, area));

-- What hangs on a delivery is seen with it and written by those who work on it; its rows are seen by none but these.
do $$
declare t text;
begin
    foreach t in array array['delivery_state', 'finding_count'] loop
        execute format('create policy seen on registry.%I for select to satupintu_service using ((select access.roles()) && array[''system''] or exists (select from registry.delivery d where d.delivery_id = %I.delivery_id))', t, t);
    end loop;
    foreach t in array array['delivery_state', 'finding_count', 'source_row'] loop
        execute format($policy$create policy %s on registry.%I for %s to satupintu_service %s ((select access.roles()) && array['system']
            or exists (select from registry.delivery d where d.delivery_id = %I.delivery_id and access.covers((select access.held('producer', 'steward')), d.agency, d.area)))$policy$,
            case t when 'source_row' then 'worked_on' else 'made' end, t, case t when 'source_row' then 'all' else 'insert' end, case t when 'source_row' then 'using' else 'with check' end, t);
    end loop;
end $$;

-- Roles are given and ended by administrators within what they administer themselves.
drop policy kept on access.grant_of;
create policy given on access.grant_of for insert to satupintu_service with check (access.covers((select access.held('administrator')), agency, area));
create policy ended on access.grant_of for update to satupintu_service using (access.covers((select access.held('administrator')), agency, area));
