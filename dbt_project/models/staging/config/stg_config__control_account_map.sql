select
    contract_id,
    schedule_key,
    cost_key,
    share
from {{ source('lake', 'config_control_account_map') }}
