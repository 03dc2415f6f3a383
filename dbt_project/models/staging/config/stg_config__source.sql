select
    source_id,
    party_id,
    feed,
    contract_id,
    content
from {{ source('lake', 'config_source') }}
