with

milestones as (

    select
        contract_id,
        task_code,
        max_by(milestone_name, coalesce(valid_from, date '1900-01-01')) as milestone_name,
        bool_or(is_completion) as is_completion,
        max_by(due_on, coalesce(valid_from, date '1900-01-01')) as due_on,
        min_by(due_on, coalesce(valid_from, date '1900-01-01')) as original_due_on,
        max_by(damages_per_day, coalesce(valid_from, date '1900-01-01')) as damages_per_day,
        max_by(damages_cap_pct, coalesce(valid_from, date '1900-01-01')) as damages_cap_pct
    from {{ ref('stg_config__milestone') }}
    group by contract_id, task_code

)

select
    {{ key(['contract_id', 'task_code']) }} as milestone_key,
    contract_id,
    task_code,
    milestone_name,
    coalesce(is_completion, false) as is_completion,
    due_on,
    original_due_on,
    damages_per_day,
    damages_cap_pct
from {{ with_unknown('milestones', {'milestone_name': 'Unknown'}) }}
