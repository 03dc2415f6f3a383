-- Every instant whose place in a calendar's working time is asked for. Few: status dates stand once per calendar.
with

lines as (

    select distinct
        contract_id,
        baseline_id,
        calendar_key,
        start_at,
        finish_at
    from {{ ref('int_budget_line') }}

),

asked as (

    select
        calendar_key,
        start_at as instant
    from lines
    union
    select
        calendar_key,
        finish_at
    from lines
    union
    select
        lines.calendar_key,
        pairs.ev_date
    from lines
    inner join {{ ref('int_baseline_update') }} as pairs
        on lines.contract_id = pairs.contract_id
        and lines.baseline_id = pairs.baseline_id
    union
    select
        calendar_key,
        forecast_finish
    from {{ ref('int_milestone_forecast') }}
    union
    select
        calendar_key,
        baseline_finish
    from {{ ref('int_milestone_forecast') }}
    union
    select
        calendar_key,
        original_baseline_finish
    from {{ ref('int_milestone_forecast') }}

)

select
    calendar_key,
    instant
from asked
where calendar_key is not null and instant is not null
