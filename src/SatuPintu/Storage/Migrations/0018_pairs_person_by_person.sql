-- What two persons receive is asked for person by person. As a question whether there are two participations of one programme, the server could answer it for all
-- persons at once, as many as recipients times recipients, where it took the table for small because a list had just come in.
create or replace function registry.refresh_review_pairs(persons uuid[]) returns void language sql set search_path = pg_catalog as
$$
    with concerned as (
        select pair_id from registry.review_pair where persons is null and stands
        union select pair_id from registry.review_pair where person_a = any (persons) and stands
        union select pair_id from registry.review_pair where person_b = any (persons) and stands
    ), now as (
        select p.pair_id, a.person_id as person_a, b.person_id as person_b, coalesce(pa.area, '') as area_a, coalesce(pb.area, '') as area_b,
            array_remove(array[
                case when aid.a && aid.b then 'double_aid' end,
                case when (poor.a <= 2 and aid.a = '{}' and aid.b <> '{}') or (poor.b <= 2 and aid.b = '{}' and aid.a <> '{}') then 'covers_gap' end,
                case when p.reason = 'different_nik' then 'different_nik' end,
                case when pa.family_id is distinct from pb.family_id then 'two_families' end], null) as effects,
            aid.a <> '{}' or aid.b <> '{}' as aided
        from concerned join registry.review_pair p using (pair_id)
        left join registry.record a on a.source = p.source_a and a.record_key = p.key_a
        left join registry.record b on b.source = p.source_b and b.record_key = p.key_b
        left join registry.person pa on pa.person_id = a.person_id
        left join registry.person pb on pb.person_id = b.person_id
        cross join lateral (select array(select x.programme from registry.participation x where x.person_id = a.person_id and upper_inf(x.valid)) as a, array(select x.programme from registry.participation x where x.person_id = b.person_id and upper_inf(x.valid)) as b offset 0) aid
        cross join lateral (select (select min(x.decile) from registry.ranking x where x.person_id = a.person_id and upper_inf(x.valid)) as a, (select min(x.decile) from registry.ranking x where x.person_id = b.person_id and upper_inf(x.valid)) as b) poor
    )
    update registry.review_pair p set person_a = n.person_a, person_b = n.person_b, area_a = n.area_a, area_b = n.area_b, effects = n.effects,
        stakes = case when 'double_aid' = any (n.effects) then 4 else 0 end + case when 'covers_gap' = any (n.effects) then 3 else 0 end + case when n.aided then 1 else 0 end + case when 'two_families' = any (n.effects) then 0 else 1 end,
        stands = n.person_a is not null and n.person_b is not null and n.person_a <> n.person_b
    from now n where p.pair_id = n.pair_id
        and (p.person_a, p.person_b, p.area_a, p.area_b, p.effects) is distinct from (n.person_a, n.person_b, n.area_a, n.area_b, n.effects)
$$;
