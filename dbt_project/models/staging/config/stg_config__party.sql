select
    party_id,
    party_name
from {{ source('lake', 'config_party') }}
