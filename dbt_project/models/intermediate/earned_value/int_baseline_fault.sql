-- Whether a baseline lost more of its rows than it may: a cost or date that can't be read can't be weighed, so rows count.
with

faults as (

    select
        load_id,
        table_name,
        source_row,
        is_whole_load
    from {{ ref('int_faulty_row') }}
    -- What falsifies cost in a schedule are cells that can't be read or trusted.
    where table_name in ('schedule_assignment', 'schedule_activity') and falsified = 'cost'

),

alarms as (

    {{ faulty_loads('schedule_project', 'cost') }}

),

carriers as (

    select
        load_id,
        contract_id,
        source_row,
        'schedule_assignment' as table_name
    from {{ ref('stg_schedule__assignment') }}
    union all
    select
        load_id,
        contract_id,
        source_row,
        'schedule_activity'
    from {{ ref('int_current_activity') }}

),

judged as (

    select
        carriers.*,
        exists (
            select 1 from faults
            where
                carriers.load_id = faults.load_id
                and carriers.table_name = faults.table_name
                and (faults.is_whole_load or carriers.source_row = faults.source_row)
        ) or {{ is_in_faulty_load('alarms', 'carriers') }} as is_faulty
    from carriers

),

counted as (

    select
        baselines.contract_id,
        baselines.baseline_id,
        carriers.table_name,
        count(*) as row_count,
        count(*) filter (where carriers.is_faulty) as faulty_count
    from {{ ref('int_baseline_in_force') }} as baselines
    inner join judged as carriers
        on baselines.load_id = carriers.load_id
        and baselines.contract_id = carriers.contract_id
    group by baselines.contract_id, baselines.baseline_id, carriers.table_name

)

select
    contract_id,
    baseline_id,
    bool_or(table_name = 'schedule_assignment') as is_budget_too_faulty,
    true as is_plan_too_faulty
from counted
where {{ too_many('faulty_count', 'row_count') }}
group by contract_id, baseline_id
