select
    currency,
    rate_type,
    period_id,
    rate
from {{ source('lake', 'config_rate') }}
