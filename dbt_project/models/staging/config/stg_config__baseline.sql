select
    contract_id,
    baseline_id,
    approved_on,
    effective_from,
    kind,
    change_id
from {{ source('lake', 'config_baseline') }}
