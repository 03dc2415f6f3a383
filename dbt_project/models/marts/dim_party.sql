select
    {{ key(['party_id']) }} as party_key,
    party_id,
    party_name
from {{ with_unknown(ref('stg_config__party'), {'party_name': 'Unknown'}) }}
