-- What carries the budget inside a baseline: its assignments and expenses (cost loaded), or its discrete activities by weight.
with

assignments as (

    select
        baselines.contract_id,
        baselines.baseline_id,
        baselines.load_id,
        baselines.is_progressed,
        concat(assignments.assignment_kind, ':', assignments.assignment_id, '@', assignments.source_row) as line_id,
        assignments.task_code,
        assignments.budget_cost,
        assignments.planned_start,
        assignments.planned_finish,
        assignments.actual_start,
        assignments.actual_finish,
        assignments.accrual,
        assignments.curve_points,
        assignments.calendar_key
    from {{ ref('int_baseline_in_force') }} as baselines
    inner join {{ ref('stg_schedule__assignment') }} as assignments
        on baselines.load_id = assignments.load_id
        and baselines.contract_id = assignments.contract_id
    inner join {{ ref('stg_config__contract') }} as contracts
        on baselines.contract_id = contracts.contract_id
    where contracts.ev_method = 'cost_loaded_schedule' and assignments.budget_cost <> 0

),

weights as (

    select
        activities.*,
        {{ money("case contracts.ev_weight
            when 'units' then activities.budget_labor_units
            when 'udf' then try_cast(codes.code_value as double)
            else activities.original_duration_hours
        end") }} as weight
    from {{ ref('int_baseline_activity') }} as activities
    inner join {{ ref('stg_config__contract') }} as contracts
        on activities.contract_id = contracts.contract_id
    left join {{ ref('int_activity_code') }} as codes
        on activities.load_id = codes.load_id
        and activities.contract_id = codes.contract_id
        and activities.task_code = codes.task_code
        and codes.code_kind = 'udf'
        and contracts.ev_weight_udf = codes.code_type
    where contracts.ev_method = 'budget_weighted' and not activities.is_loe and not activities.is_summary

)

-- Its own dates, else its activity's; in a progressed baseline its own actual ones, else its activity's.
select
    lines.contract_id,
    lines.baseline_id,
    lines.load_id,
    lines.line_id,
    activities.task_code,
    activities.activity_type,
    lines.budget_cost as weight,
    coalesce(
        case when lines.is_progressed then lines.actual_start else lines.planned_start end, activities.start_at
    ) as start_at,
    coalesce(
        case when lines.is_progressed then lines.actual_finish else lines.planned_finish end, activities.finish_at
    ) as finish_at,
    lines.accrual,
    lines.curve_points,
    coalesce(lines.calendar_key, activities.calendar_key) as calendar_key
from assignments as lines
left join {{ ref('int_baseline_activity') }} as activities
    on lines.contract_id = activities.contract_id
    and lines.baseline_id = activities.baseline_id
    and lines.task_code = activities.task_code
union all
select
    contract_id,
    baseline_id,
    load_id,
    concat('activity:', task_code),
    task_code,
    activity_type,
    weight,
    start_at,
    finish_at,
    null,
    null,
    calendar_key
from weights
where weight > 0
