select
    rates.currency,
    rates.rate_type,
    rates.period_id,
    rates.rate,
    portfolio.base_currency
from {{ ref('stg_config__rate') }} as rates
cross join {{ ref('stg_config__portfolio') }} as portfolio
