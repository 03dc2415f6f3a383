-- Failing means: budget of a baseline file got lost or counted twice on its way to the control accounts.
with

files as (

    select
        baselines.contract_id,
        baselines.baseline_id,
        sum(assignments.budget_cost) as budget
    from {{ ref('int_baseline_in_force') }} as baselines
    inner join {{ ref('stg_config__contract') }} as contracts
        on baselines.contract_id = contracts.contract_id and contracts.ev_method = 'cost_loaded_schedule'
    inner join {{ ref('stg_schedule__assignment') }} as assignments
        on baselines.load_id = assignments.load_id and baselines.contract_id = assignments.contract_id
    group by baselines.contract_id, baselines.baseline_id

),

lines as (

    select
        contract_id,
        baseline_id,
        sum(weight) as budget
    from {{ ref('int_budget_line') }}
    group by contract_id, baseline_id

)

select
    files.contract_id,
    files.baseline_id,
    files.budget as sent,
    lines.budget as kept
from files
left join lines
    on files.contract_id = lines.contract_id and files.baseline_id = lines.baseline_id
where coalesce(files.budget, 0) <> coalesce(lines.budget, 0)
