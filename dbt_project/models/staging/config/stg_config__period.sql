select
    contract_id,
    period_id,
    period_start,
    period_end,
    due_on
from {{ source('lake', 'config_period') }}
