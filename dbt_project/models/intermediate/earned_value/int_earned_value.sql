-- Planned and earned weight of each control account, per pair of baseline and update. Faulty activities leave both.
with

lines as (

    select
        planned.contract_id,
        planned.baseline_id,
        planned.schedule_load_id,
        planned.control_account_id,
        planned.is_discrete,
        planned.weight,
        coalesce(progress.is_faulty, false) as is_faulty,
        coalesce(progress.is_unmatched, true) as is_unmatched,
        {{ weight('planned.weight * planned.planned_fraction') }} as planned_weight,
        {{ weight('planned.weight * case
            when progress.is_unmatched then 0.0
            when progress.earns_as_planned then planned.planned_fraction
            else coalesce(progress.earned_fraction, 0.0)
        end') }} as earned_weight
    from {{ ref('int_planned_fraction') }} as planned
    left join {{ ref('int_activity_progress') }} as progress
        on planned.contract_id = progress.contract_id
        and planned.baseline_id = progress.baseline_id
        and planned.schedule_load_id = progress.schedule_load_id
        and planned.task_code = progress.task_code

)

select
    contract_id,
    baseline_id,
    schedule_load_id,
    control_account_id,
    {{ weight('coalesce(sum(planned_weight) filter (where not is_faulty), 0)') }} as planned,
    {{ weight('coalesce(sum(earned_weight) filter (where not is_faulty), 0)') }} as earned,
    {{ weight('coalesce(sum(planned_weight) filter (where not is_faulty and is_discrete), 0)') }} as planned_discrete,
    {{ weight('coalesce(sum(earned_weight) filter (where not is_faulty and is_discrete), 0)') }} as earned_discrete,
    {{ weight('coalesce(sum(weight) filter (where is_faulty), 0)') }} as faulty,
    {{ weight('coalesce(sum(weight) filter (where is_unmatched), 0)') }} as unmatched
from lines
group by contract_id, baseline_id, schedule_load_id, control_account_id
