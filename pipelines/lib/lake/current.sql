-- The one definition of what is current. Validation, dbt and the command line all read it.
-- Of the accepted submissions of one source, role, baseline and data date the newest received is current, unless it was
-- withdrawn, a later submission says that it replaces it, or our models can't count with it (set aside). The predecessor is the current one before it by data date.
with accepted as (
    select s.*
    from lake.submission as s
    left join lake.withdrawal as w on s.load_id = w.load_id
    left join lake.set_aside as a on s.load_id = a.load_id
    where a.load_id is null and s.verdict in ('ACCEPTED', 'ACCEPTED_WITH_WARNINGS') and w.load_id is null
),
replaced as (
    select distinct wrong.load_id
    from accepted as wrong
    inner join accepted as corrected
        on
            wrong.source_id = corrected.source_id and wrong.role = corrected.role
            and wrong.submission_id <> corrected.submission_id
            and corrected.replaces in (
                wrong.submission_id,
                wrong.load_id,
                strftime(wrong.data_date, '%Y-%m-%d'),
                strftime(wrong.data_date, '%Y-%m-%dT%H:%M:%S')
            )
            and wrong.received_at <= corrected.received_at
),
ranked as (
    select
        accepted.*,
        row_number() over (
            partition by source_id, role, coalesce(baseline_id, ''), data_date
            order by received_at desc, committed_at desc, load_id desc
        ) as recency
    from accepted
    where load_id not in (select load_id from replaced)
)
select
    load_id,
    submission_id,
    source_id,
    feed,
    role,
    baseline_id,
    data_date,
    cut_off_day,
    content,
    -- A re-baseline often keeps the data date of the one it replaces: then their names (BL0, BL1) say which came first.
    lag(load_id) over (
        partition by source_id, role order by data_date, baseline_id, received_at, load_id
    ) as predecessor_load_id
from ranked
where recency = 1
