select
    rates.currency,
    rates.rate_type,
    rates.period_id,
    rates.rate
from {{ ref('stg_config__rate') }} as rates
