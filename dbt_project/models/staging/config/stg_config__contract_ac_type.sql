select
    contract_id,
    entry_type
from {{ source('lake', 'config_contract_ac_type') }}
