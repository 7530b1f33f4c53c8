-- Who looked at a person: also those who saw the person's records in a pair in doubt, or what joining or parting them would make, both in full.
create index review_pair_person_a on registry.review_pair (person_a);
create index review_pair_person_b on registry.review_pair (person_b);
create or replace function audit.looks(person uuid, skip bigint, most int) returns table (happened_at timestamptz, who text, action text, purpose text, found bigint)
    language sql stable security definer set search_path = pg_catalog as
$$
    select e.happened_at, coalesce(a.display_name, e.actor::text), e.action, e.purpose, count(*) over ()
    from audit.entry e left join access.account a on a.account_id = e.actor
    where exists (select from registry.person p where p.person_id = person and p.area like any (access.areas('coordinator', 'steward', 'auditor')))
        and e.subject = any (array(
            select person::text
            union all select p.family_id::text from registry.person p where p.person_id = person and p.family_id is not null
            union all select r.pair_id::text from registry.review_pair r where r.person_a = person
            union all select r.pair_id::text from registry.review_pair r where r.person_b = person))
        and e.action in ('person.seen', 'person.seen_full', 'person.printed', 'person.grouping_previewed', 'family.seen', 'match.seen')
    order by e.number desc limit most offset skip
$$;
