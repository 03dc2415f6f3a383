with

loads as (

    select distinct
        load_id,
        contract_id,
        cut_off_day
    from {{ ref('int_current_activity') }}
    where role = 'update'

),

-- Where a file belongs, and which baseline holds then: at its period's cut-off, or at its own where it has no period.
placed as (

    select
        loads.load_id,
        loads.contract_id,
        periods.period_id,
        coalesce(status.schedule_load_id = loads.load_id and status.schedule_age = 0, false) as speaks_for_period,
        baselines.baseline_id
    from loads
    left join {{ ref('stg_submission__period') }} as periods
        on loads.load_id = periods.load_id and loads.contract_id = periods.contract_id
    left join {{ ref('int_contract_period') }} as status
        on periods.contract_id = status.contract_id and periods.period_id = status.period_id
    left join {{ ref('int_baseline_in_force') }} as baselines
        on loads.contract_id = baselines.contract_id
        and coalesce(status.period_end, loads.cut_off_day) >= baselines.in_force_from
        and coalesce(status.period_end, loads.cut_off_day)
        <= coalesce(baselines.in_force_to, status.period_end, loads.cut_off_day)

)

select
    {{ key(['activities.contract_id']) }} as contract_key,
    {{ key(['activities.contract_id', 'activities.task_code']) }} as activity_key,
    {{ key(['activities.load_id']) }} as submission_key,
    activities.contract_id,
    contracts.project_id,
    activities.task_code,
    activities.activity_name,
    activities.wbs_path,
    activities.submission_id,
    activities.load_id,
    activities.source_id,
    activities.source_file,
    activities.source_row,
    activities.data_date,
    activities.cut_off_day,
    placed.period_id,
    placed.speaks_for_period,
    activities.activity_type,
    activities.status,
    activities.is_loe,
    activities.is_summary,
    activities.is_milestone,
    activities.is_complete,
    activities.percent_complete,
    activities.start_at as start, -- noqa: RF04
    activities.finish_at as finish,
    activities.actual_start,
    activities.actual_finish,
    activities.total_float_days,
    activities.remaining_duration_days,
    placed.baseline_id,
    baseline.baseline_start,
    baseline.baseline_finish,
    original.baseline_finish as original_baseline_finish,
    baseline.baseline_budget,
    faults.row_key is not null as is_faulty
from {{ ref('int_current_activity') }} as activities
inner join placed
    on activities.load_id = placed.load_id and activities.contract_id is not distinct from placed.contract_id
left join {{ ref('stg_config__contract') }} as contracts
    on activities.contract_id = contracts.contract_id
left join {{ ref('fct_baseline_activity') }} as baseline
    on activities.contract_id = baseline.contract_id
    and activities.task_code = baseline.task_code
    and placed.baseline_id = baseline.baseline_id
left join {{ ref('fct_baseline_activity') }} as original
    on activities.contract_id = original.contract_id
    and activities.task_code = original.task_code
    and original.is_original
left join (
    select distinct
        load_id,
        row_key
    from {{ ref('int_faulty_row') }}
    where table_name = 'schedule_activity' and falsified in ('progress', 'dates', 'float')
) as faults
    on activities.load_id = faults.load_id and activities.task_code = faults.row_key
where activities.role = 'update'
