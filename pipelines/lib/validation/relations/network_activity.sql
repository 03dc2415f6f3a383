-- Each activity that is to be done and how logic holds it. Grain: schedule_activity, without what is complete, levels of
-- effort, summaries, and files without any link.
with ends as (
    select
        load_id,
        successor_id as activity_id,
        count(*) as links_in,
        count(*) filter (where relationship_type in ('FS', 'SS')) as start_links,
        0 as links_out,
        0 as finish_links
    from schedule_relationship
    group by load_id, successor_id
    union all
    select
        load_id,
        predecessor_id,
        0,
        0,
        count(*),
        count(*) filter (where relationship_type in ('FS', 'FF'))
    from schedule_relationship
    group by load_id, predecessor_id
),
held as (
    select
        load_id,
        activity_id,
        sum(links_in) as links_in,
        sum(start_links) as start_links,
        sum(links_out) as links_out,
        sum(finish_links) as finish_links
    from ends
    group by load_id, activity_id
),
placed as (
    select
        *,
        start = min(start) over (partition by load_id) as is_network_start,
        finish = max(finish) over (partition by load_id) as is_network_finish
    from schedule_activity
)
select
    a.*,
    a.status = 'not_started' and not a.is_network_start and coalesce(h.links_in, 0) = 0 as is_open_start,
    not a.is_network_finish and coalesce(h.links_out, 0) = 0 as is_open_finish,
    a.status = 'not_started' and a.activity_type not in ('start_milestone', 'finish_milestone')
    and h.links_in > 0 and h.start_links = 0 as is_dangling_start,
    a.activity_type not in ('start_milestone', 'finish_milestone')
    and h.links_out > 0 and h.finish_links = 0 as is_dangling_finish
from placed as a
left join held as h
    on a.load_id = h.load_id and a.activity_id = h.activity_id
where
    a.status <> 'complete' and a.activity_type not in ('level_of_effort', 'wbs_summary')
    and a.load_id in (select load_id from schedule_relationship)
