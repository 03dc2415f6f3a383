select
    portfolio_id,
    portfolio_name,
    base_currency
from {{ ref('stg_config__portfolio') }}
