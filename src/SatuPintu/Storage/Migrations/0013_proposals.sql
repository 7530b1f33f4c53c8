-- A person as everything that is known of them: as it was known at any moment, where the sources disagree, who looked; and corrections, which somebody
-- proposes and somebody else decides on.

-- As known at a moment, for one person as well as for all: without settings of their own these are planned as part of the question that asks them.
create or replace function registry.person_known(at timestamptz) returns setof registry.person language sql stable as
$$
    select p.* from registry.person p where p.recorded_from <= at
    union all
    select p.person_id, p.recorded_from, p.area, p.family_id, p.full_name, p.birth_date, p.birth_place, p.sex, p.marital_status, p.relation, p.address,
        p.nik_index, p.nik_sealed, p.card_index, p.card_sealed, p.elements, p.origins, p.content_hash, p.because
    from registry.person_past p where p.recorded @> at
$$;
create function registry.living_known(at timestamptz) returns setof registry.living language sql stable as
$$
    select l.* from registry.living l where l.recorded_from <= at
    union all
    select l.person_id, l.valid, l.recorded_from, l.family_id, l.area, l.address, l.because from registry.living_past l where l.recorded @> at
$$;
create function registry.participation_known(at timestamptz) returns setof registry.participation language sql stable as
$$
    select p.* from registry.participation p where p.recorded_from <= at
    union all
    select p.person_id, p.valid, p.recorded_from, p.programme, p.source, p.area, p.because from registry.participation_past p where p.recorded @> at
$$;
create function registry.ranking_known(at timestamptz) returns setof registry.ranking language sql stable as
$$
    select r.* from registry.ranking r where r.recorded_from <= at
    union all
    select r.person_id, r.valid, r.recorded_from, r.ranking, r.decile, r.area, r.because from registry.ranking_past r where r.recorded @> at
$$;
grant execute on function registry.living_known, registry.participation_known, registry.ranking_known to satupintu_service;
create index person_past_family on registry.person_past (family_id);
create index change_from on registry.change ((details->>'from')) where kind in ('merge', 'split');
create index change_into on registry.change ((details->>'into')) where kind in ('merge', 'split');

-- Where a person's records disagree. Which elements is seen at once; what each record says is sealed: {element: [value by record, in the order of the
-- person's origins]}.
create table registry.disagreement (
    person_id uuid primary key,
    recorded_from timestamptz not null,
    area text not null,
    elements text[] not null,
    sealed bytea not null,
    because uuid not null
);
create table registry.disagreement_past (like registry.disagreement, recorded tstzrange not null);
create index disagreement_past_person on registry.disagreement_past (person_id);
create trigger disagreement_stamped before update on registry.disagreement for each row execute function registry.stamp();
create trigger disagreement_updated after update on registry.disagreement referencing old table as gone for each statement execute function registry.supersede('disagreement_past');
create trigger disagreement_deleted after delete on registry.disagreement referencing old table as gone for each statement execute function registry.supersede('disagreement_past');
create function registry.disagreement_known(at timestamptz) returns setof registry.disagreement language sql stable as
$$
    select d.* from registry.disagreement d where d.recorded_from <= at
    union all
    select d.person_id, d.recorded_from, d.area, d.elements, d.sealed, d.because from registry.disagreement_past d where d.recorded @> at
$$;
grant execute on function registry.disagreement_known to satupintu_service;
do $$
declare t text;
begin
    foreach t in array array['disagreement', 'disagreement_past'] loop
        execute format('alter table registry.%I enable row level security', t);
        execute format('create policy in_area on registry.%I for select to satupintu_service using (area like any ((select access.areas(''coordinator'', ''steward'', ''social_officer'', ''village_operator'', ''verifier''))::text[]))', t);
        execute format('grant select on registry.%I to satupintu_service', t);
    end loop;
end $$;
create policy kept on registry.disagreement for all to satupintu_service using ((select access.roles()) && array['system']);
grant insert, update, delete on registry.disagreement to satupintu_service;

-- The lists behind a person's values: title, agency and day, which say nothing of persons. Whoever works with persons may know them, though not the deliveries.
create function registry.lists_behind(deliveries uuid[]) returns table (delivery_id uuid, source text, title text, agency text, as_of date)
    language sql stable security definer set search_path = pg_catalog as
$$
    select d.delivery_id, d.source, s.title, a.name, d.as_of
    from registry.delivery d join registry.source s on s.source = d.source join registry.agency a on a.agency = d.agency
    where d.delivery_id = any (deliveries) and access.roles() && array['coordinator', 'steward', 'social_officer', 'village_operator', 'verifier', 'system']
$$;

-- Who looked at a person, the latest first: for coordinators, stewards and auditors within their areas. The rest of the log stays closed to them.
create function audit.looks(person uuid, skip bigint, most int) returns table (happened_at timestamptz, who text, action text, purpose text, found bigint)
    language sql stable security definer set search_path = pg_catalog as
$$
    select e.happened_at, coalesce(a.display_name, e.actor::text), e.action, e.purpose, count(*) over ()
    from audit.entry e left join access.account a on a.account_id = e.actor
    where exists (select from registry.person p where p.person_id = person and p.area like any (access.areas('coordinator', 'steward', 'auditor')))
        and (e.subject = person::text and e.action in ('person.seen', 'person.seen_full', 'person.printed')
            or e.subject = (select p.family_id::text from registry.person p where p.person_id = person) and e.action = 'family.seen')
    order by e.number desc limit most offset skip
$$;
-- Of which area a person is, for the page of looks, which an auditor opens who sees nothing else of the person.
create function audit.area_of(person uuid) returns text
    language sql stable security definer set search_path = pg_catalog as
$$ select p.area from registry.person p where p.person_id = person and p.area like any (access.areas('coordinator', 'steward', 'auditor')) $$;
revoke all on function registry.lists_behind, audit.looks, audit.area_of from public;
grant execute on function registry.lists_behind, audit.looks, audit.area_of to satupintu_service;

-- What somebody proposes to change of a person. What it says, and why, is sealed. Insert only, as are its states.
create table registry.proposal (
    proposal_id uuid primary key default uuidv7(),
    person_id uuid not null,
    -- The person's, when it was proposed.
    area text not null,
    kind text not null check (kind in ('value', 'moved', 'died', 'left_family')),
    element text check ((kind = 'value') = (element is not null)),
    proposed_by uuid not null references access.account,
    proposed_at timestamptz not null default transaction_timestamp(),
    sealed bytea not null
);
create index proposal_person on registry.proposal (person_id);
create table registry.proposal_state (
    proposal_id uuid not null references registry.proposal,
    number int not null,
    state text not null check (state in ('proposed', 'accepted', 'rejected', 'withdrawn', 'ended')),
    happened_at timestamptz not null default transaction_timestamp(),
    by uuid references access.account,
    note text,
    primary key (proposal_id, number)
);

-- Corrections in force: what an accepted proposal sets, and what the lists say in its place, sealed together. Merges of lists keep to it.
create table registry.correction (
    proposal_id uuid primary key references registry.proposal,
    person_id uuid not null,
    sealed bytea not null,
    -- The family that the lists have the person in, where a correction parts them from it: what is linked anew is looked for there.
    lists_family uuid,
    change_id uuid not null references registry.change
);
create index correction_person on registry.correction (person_id);

-- Whether whoever asks has, in this very transaction, accepted or ended a correction of a person: only then may they write what is believed of that person.
create function registry.mends(person uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog as
$$
    select exists (
        select from registry.proposal_state s join registry.proposal p on p.proposal_id = s.proposal_id
        where s.happened_at = transaction_timestamp() and s.by = access.who() and s.state in ('accepted', 'ended')
            and (p.person_id = person or exists (select from registry.correction c where c.proposal_id = p.proposal_id and c.person_id = person)))
$$;
create index proposal_state_at on registry.proposal_state using brin (happened_at);
revoke all on function registry.mends from public;
grant execute on function registry.mends to satupintu_service;

alter table registry.proposal enable row level security;
alter table registry.proposal_state enable row level security;
alter table registry.correction enable row level security;
create policy seen on registry.proposal for select to satupintu_service
    using (area like any ((select access.areas('coordinator', 'steward', 'social_officer', 'village_operator', 'verifier'))::text[]) or exists (select from registry.person p where p.person_id = proposal.person_id));
create policy made on registry.proposal for insert to satupintu_service
    with check (proposed_by = (select access.who()) and proposed_at = transaction_timestamp() and exists (select from registry.person p where p.person_id = proposal.person_id and p.area = proposal.area));
create policy seen on registry.proposal_state for select to satupintu_service using (exists (select from registry.proposal p where p.proposal_id = proposal_state.proposal_id));
-- Nobody decides on what they proposed themselves; nobody but who proposed it withdraws it.
create policy made on registry.proposal_state for insert to satupintu_service with check (happened_at = transaction_timestamp() and case
    when state = 'ended' and by is null then number = 3 and (select access.roles()) && array['system']
    when by is distinct from (select access.who()) then false
    when state = 'proposed' then number = 1 and exists (select from registry.proposal p where p.proposal_id = proposal_state.proposal_id and p.proposed_by = by)
    when state = 'withdrawn' then number = 2 and exists (select from registry.proposal p where p.proposal_id = proposal_state.proposal_id and p.proposed_by = by)
    else number = case state when 'ended' then 3 else 2 end and exists (
        select from registry.proposal p left join registry.person q on q.person_id = p.person_id
        where p.proposal_id = proposal_state.proposal_id and (state = 'ended' or p.proposed_by <> by) and coalesce(q.area, p.area) like any ((select access.areas('coordinator', 'steward'))::text[]))
    end);
create policy in_area on registry.correction for select to satupintu_service using (exists (select from registry.person p where p.person_id = correction.person_id));
create policy kept on registry.correction for all to satupintu_service using ((select access.roles()) && array['system']);
create policy mended on registry.correction for all to satupintu_service using (registry.mends(person_id));
grant select, insert on registry.proposal, registry.proposal_state to satupintu_service;
grant select, insert, update, delete on registry.correction to satupintu_service;

do $$
declare t text;
begin
    foreach t in array array['person', 'living', 'participation', 'ranking', 'disagreement'] loop
        execute format('create policy mended on registry.%I for update to satupintu_service using (area like any ((select access.areas(''coordinator'', ''steward''))::text[]) and registry.mends(person_id))', t);
    end loop;
end $$;
create policy mended_in on registry.living for insert to satupintu_service with check (area like any ((select access.areas('coordinator', 'steward'))::text[]) and registry.mends(person_id));
create policy mended_out on registry.living for delete to satupintu_service using (area like any ((select access.areas('coordinator', 'steward'))::text[]) and registry.mends(person_id));
