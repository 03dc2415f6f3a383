-- What share of its budget each baseline activity has earned by an update: its own kind of percent, or 0/100 for milestones.
with

alarms as (

    {{ faulty_loads('schedule_activity', 'progress') }}

),

matched as (

    select
        pairs.contract_id,
        pairs.baseline_id,
        pairs.schedule_load_id,
        baseline.task_code,
        baseline.activity_type,
        updates.task_code is null as is_unmatched,
        faults.row_key is not null or {{ is_in_faulty_load('alarms', 'updates') }} as is_flagged,
        case
            when baseline.activity_type = 'finish_milestone'
                then case when updates.actual_finish is not null then 100.0 else 0.0 end
            when baseline.activity_type = 'start_milestone'
                then case when coalesce(updates.actual_start, updates.actual_finish) is not null then 100.0 else 0.0 end
            when updates.percent_complete is not null then updates.percent_complete
            when updates.status = 'not_started' then 0.0
            when updates.status = 'complete' then 100.0
        end as percent
    from {{ ref('int_baseline_update') }} as pairs
    inner join {{ ref('int_baseline_activity') }} as baseline
        on pairs.contract_id = baseline.contract_id
        and pairs.baseline_id = baseline.baseline_id
    left join {{ ref('int_current_activity') }} as updates
        on pairs.schedule_load_id = updates.load_id
        and baseline.contract_id = updates.contract_id
        and baseline.task_code = updates.task_code
    left join (
        select distinct
            load_id,
            row_key
        from {{ ref('int_faulty_row') }}
        where table_name = 'schedule_activity' and falsified = 'progress' and row_key is not null
    ) as faults
        on pairs.schedule_load_id = faults.load_id
        and baseline.task_code = faults.row_key

),

-- A percent nobody knows, or one outside 0 to 100, is as good as a flagged one: it can't be earned value.
judged as (

    select
        *,
        activity_type in ('level_of_effort', 'wbs_summary') as earns_as_planned,
        not is_unmatched and (
            is_flagged
            or (
                activity_type not in ('level_of_effort', 'wbs_summary')
                and coalesce(percent not between 0 and 100, true)
            )
        ) as is_faulty
    from matched

)

select
    contract_id,
    baseline_id,
    schedule_load_id,
    task_code,
    is_unmatched,
    is_faulty,
    earns_as_planned,
    case
        when is_unmatched then 0.0
        when not is_faulty and not earns_as_planned then percent / 100.0
    end as earned_fraction
from judged
