-- What share of a budget line is planned by the data date of an update.
-- What finishes at the data date is done, what starts at it is not: work on the data date is not in the status.
with

placed as (

    select
        lines.contract_id,
        lines.baseline_id,
        pairs.schedule_load_id,
        lines.line_id,
        lines.task_code,
        lines.control_account_id,
        lines.is_discrete,
        lines.weight,
        lines.start_at,
        lines.finish_at,
        pairs.ev_date,
        case
            when lines.activity_type = 'start_milestone' then 'start'
            when lines.activity_type = 'finish_milestone' then 'end'
            else coalesce(lines.accrual, 'uniform')
        end as accrual,
        try_cast(string_split(lines.curve_points, ';') as double[]) as points,
        {{ ratio('at_status.worked_seconds - at_start.worked_seconds',
                 'at_finish.worked_seconds - at_start.worked_seconds') }} as worked_share,
        {{ ratio("date_diff('second', lines.start_at, pairs.ev_date)",
                 "date_diff('second', lines.start_at, lines.finish_at)") }} as elapsed_share
    from {{ ref('int_budget_line') }} as lines
    inner join {{ ref('int_baseline_update') }} as pairs
        on lines.contract_id = pairs.contract_id
        and lines.baseline_id = pairs.baseline_id
    left join {{ ref('int_calendar_position') }} as at_start
        on lines.calendar_key = at_start.calendar_key and lines.start_at = at_start.instant
    left join {{ ref('int_calendar_position') }} as at_finish
        on lines.calendar_key = at_finish.calendar_key and lines.finish_at = at_finish.instant
    left join {{ ref('int_calendar_position') }} as at_status
        on lines.calendar_key = at_status.calendar_key and pairs.ev_date = at_status.instant

),

-- Working time where the calendar has some between the dates, else elapsed time. A baseline without any date plans nothing.
timed as (

    select
        *,
        case
            when ev_date >= finish_at then 1.0
            when ev_date <= start_at then 0.0
            else coalesce(worked_share, elapsed_share, 0.0)
        end as time_share
    from placed

)

select
    * exclude (points, worked_share, elapsed_share),
    case
        when accrual = 'start' then case when ev_date > start_at then 1.0 else 0.0 end
        when accrual = 'end' then case when ev_date >= finish_at then 1.0 else 0.0 end
        when len(points) = 21 and list_min(points) >= 0 and list_sum(points) > 0 and time_share < 1 and ev_date > start_at
            then {{ curve_share('points', 'time_share') }}
        else time_share
    end as planned_fraction
from timed
