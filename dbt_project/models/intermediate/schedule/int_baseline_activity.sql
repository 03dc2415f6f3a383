-- The activities of every baseline file, with the dates the baseline stands for.
with

activities as (

    select
        baselines.contract_id,
        baselines.baseline_id,
        baselines.is_progressed,
        activities.* exclude (contract_id)
    from {{ ref('int_baseline_in_force') }} as baselines
    inner join {{ ref('int_current_activity') }} as activities
        on baselines.load_id = activities.load_id
        and baselines.contract_id = activities.contract_id

),

-- A progressed baseline takes what happened or is now forecast; its planned dates are history.
dated as (

    select
        *,
        case
            when is_progressed then coalesce(actual_start, start_at, planned_start)
            else planned_start
        end as own_start,
        case
            when is_progressed then coalesce(actual_finish, finish_at, planned_finish)
            else planned_finish
        end as own_finish
    from activities

)

-- An activity without any date is planned at the baseline's last finish, so that no budget stays unplanned.
select
    contract_id,
    baseline_id,
    load_id,
    activity_id,
    task_code,
    activity_name,
    activity_type,
    is_loe,
    is_summary,
    is_milestone,
    is_progressed,
    calendar_key,
    original_duration_hours,
    budget_labor_units,
    coalesce(original_duration_days, {{ ratio('original_duration_hours', 'hours_per_day') }}) as duration_days,
    coalesce(own_start, own_finish, max(own_finish) over (partition by contract_id, baseline_id)) as start_at,
    coalesce(own_finish, own_start, max(own_finish) over (partition by contract_id, baseline_id)) as finish_at
from dated
