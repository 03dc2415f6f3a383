-- The one definition of what is current. Validation, dbt and the command line all read it.
-- Of the accepted submissions of one source, role, baseline and data date the newest received is current, unless it was
-- withdrawn, a later submission says that it replaces it, or our models can't count with it (set aside). The predecessor is
-- the current one before it by data date; of a baseline that was sent again, the first version of it.
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
),
counting as (
    select *
    from ranked
    where recency = 1
),
-- The first, not the last: else a baseline that was moved and is then sent once more would have moved nothing.
first_version as (
    select
        counting.load_id,
        first(earlier.load_id order by earlier.received_at, earlier.committed_at, earlier.load_id) as first_load_id
    from counting
    inner join accepted as earlier
        on
            counting.source_id = earlier.source_id and counting.role = earlier.role
            and counting.baseline_id is not distinct from earlier.baseline_id
            and counting.received_at >= earlier.received_at
    where counting.role = 'baseline' and earlier.load_id not in (select load_id from counting)
    group by counting.load_id
)
select
    counting.load_id,
    counting.submission_id,
    counting.source_id,
    counting.feed,
    counting.role,
    counting.baseline_id,
    counting.data_date,
    counting.cut_off_day,
    counting.content,
    -- A re-baseline often keeps the data date of the one it replaces: then their names (BL0, BL1) say which came first.
    coalesce(
        first_version.first_load_id,
        lag(counting.load_id) over (
            partition by counting.source_id, counting.role
            order by counting.data_date, counting.baseline_id, counting.received_at, counting.load_id
        )
    ) as predecessor_load_id
from counting
left join first_version on counting.load_id = first_version.load_id
