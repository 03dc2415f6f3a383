select
    contract_id,
    activity as task_code,
    milestone_name,
    is_completion,
    valid_from,
    due_on,
    change_id,
    damages_per_day,
    damages_cap_pct
from {{ source('lake', 'config_milestone') }}
