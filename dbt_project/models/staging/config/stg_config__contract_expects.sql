select
    contract_id,
    feed,
    source_id
from {{ source('lake', 'config_contract_expects') }}
