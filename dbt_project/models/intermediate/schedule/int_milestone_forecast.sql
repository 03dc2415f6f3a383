-- A contractual milestone at each period: what the schedule that speaks says, what the baselines said.
with

milestones as (

    select distinct
        contract_id,
        task_code
    from {{ ref('stg_config__milestone') }}

)

select
    periods.contract_id,
    milestones.task_code,
    periods.period_id,
    updates.calendar_key,
    updates.hours_per_day,
    updates.task_code is not null as is_in_update,
    coalesce(
        case when updates.activity_type = 'start_milestone' then coalesce(updates.actual_start, updates.start_at) end,
        updates.finish_at,
        updates.start_at
    ) as forecast_finish,
    coalesce(
        updates.actual_finish is not null
        or (updates.activity_type = 'start_milestone' and updates.actual_start is not null),
        false
    ) as is_achieved,
    baseline.finish_at as baseline_finish,
    original.finish_at as original_baseline_finish,
    coalesce(faults.row_key is not null, false) as is_faulty
from {{ ref('int_contract_period') }} as periods
inner join milestones
    on periods.contract_id = milestones.contract_id
left join {{ ref('int_current_activity') }} as updates
    on periods.schedule_load_id = updates.load_id
    and milestones.contract_id = updates.contract_id
    and milestones.task_code = updates.task_code
left join {{ ref('int_baseline_activity') }} as baseline
    on milestones.contract_id = baseline.contract_id
    and milestones.task_code = baseline.task_code
    and periods.baseline_id = baseline.baseline_id
left join {{ ref('int_baseline_activity') }} as original
    on milestones.contract_id = original.contract_id
    and milestones.task_code = original.task_code
    and periods.original_baseline_id = original.baseline_id
left join (
    select distinct
        load_id,
        row_key
    from {{ ref('int_faulty_row') }}
    where table_name = 'schedule_activity' and falsified in ('dates', 'progress')
) as faults
    on periods.schedule_load_id = faults.load_id
    and milestones.task_code = faults.row_key
